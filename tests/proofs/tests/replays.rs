//! The proof of replays, with fewer tries.

use proofs::replays::replay;

#[tokio::test(flavor = "multi_thread")]
async fn forty_tries_of_each_are_accepted_once_or_never() {
    let outcome = replay(40).await;

    assert!(outcome.holds(), "{outcome}");
}
