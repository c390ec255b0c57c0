//! What every worker behind a queue of ours keeps to.

use jiff::Timestamp;
use ports::{Outbox, Outgoing, QueueMessage, Worker};

/// A worker works on messages that are its own, and fails with a reason for whatever else it is delivered:
/// messages that wait in the outbox for others, names of none, other versions, and what is no message.
///
/// # Panics
/// It does not, or nobody else's message waits.
pub async fn works_on_nothing_but(
    own: impl Fn(&Outgoing) -> bool,
    worker: &dyn Worker,
    outbox: &dyn Outbox,
) {
    let waiting = outbox.waiting(Timestamp::MAX, 100).await.expect("the outbox answers");
    let others: Vec<_> = waiting.into_iter().filter(|pending| !own(&pending.message)).collect();
    assert!(!others.is_empty(), "somebody else's message has to wait");
    let named = |message| QueueMessage { message }.to_string();
    let others =
        others.into_iter().map(|other| (named(other.id), "the message is none for this queue"));
    let nobodys = named("nobodys".parse().expect("it is an id"));
    let delivered = others.chain([
        (nobodys, "there is no such message"),
        (r#"{"v":2,"message":"m"}"#.to_owned(), "a message of another version"),
        ("poison".to_owned(), "not a message of ours"),
    ]);
    for (body, reason) in delivered {
        let fault = worker.work(&body).await.expect_err(reason);
        let why = std::error::Error::source(&fault).expect("a fault has a reason").to_string();
        assert_eq!(why, reason, "{body}");
    }
}
