//! The proof of allocation, with fewer people.

use proofs::allocation::{simultaneous, two_accounts};

#[tokio::test(flavor = "multi_thread")]
async fn four_people_who_ask_64_times_at_once_have_four_trns() {
    let outcome = simultaneous(4, 8, 8).await;

    assert!(outcome.is_one_trn_each(), "{outcome}");
    assert_eq!(outcome.requests, 4 * 64);
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_people_under_two_accounts_have_twenty_trns() {
    let outcome = two_accounts(20).await;

    assert!(outcome.is_one_trn_for_two(), "{outcome}");
    assert_eq!((outcome.ledger.matched, outcome.ledger.waiting), (10, 10));
}
