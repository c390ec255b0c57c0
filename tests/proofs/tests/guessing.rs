//! The proof of guessing, with fewer numbers.

use proofs::guessing::guess;

#[tokio::test(flavor = "multi_thread")]
async fn of_four_hundred_numbers_in_eight_hours_ten_are_looked_up() {
    let outcome = guess(400).await;

    assert!(outcome.is_as_much_as_allowed(), "{outcome}");
    assert_eq!(outcome.looked_up.len(), 10, "{outcome}");
    assert_eq!(outcome.statuses[&429], 390, "{outcome}");
}
