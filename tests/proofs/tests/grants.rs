//! The proof of codes and refresh tokens, with fewer of them.

use proofs::grants::present;

#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_who_present_one_code_or_refresh_token_one_gets_tokens_that_do_not_last() {
    let outcome = present(100).await;

    assert!(outcome.is_once_each(), "{outcome}");
}
