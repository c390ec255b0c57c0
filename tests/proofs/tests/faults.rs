//! The proof of faults, with every eleventh call.

use proofs::faults::{Walk, fail_each_call};

#[tokio::test]
async fn whatever_fails_nobody_is_lost_and_nothing_happens_twice() {
    for walk in Walk::ALL {
        let outcome = fail_each_call(walk, 11).await;

        assert!(outcome.wrong.is_empty(), "{outcome}");
        assert!(outcome.runs >= 9, "{outcome}");
    }
}
