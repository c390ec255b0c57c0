//! The proof of messages, with fewer of them.

use proofs::messages::deliver;

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_messages_have_their_effect_once() {
    let outcome = deliver(200).await;

    assert!(outcome.is_each_once(), "{outcome}");
    assert_eq!((outcome.emails, outcome.tasks, outcome.poison), (99, 99, 2));
    assert!(outcome.delivered > outcome.messages, "many came more than once: {outcome}");
}
