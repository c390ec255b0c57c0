//! What is told about queues that are there.

use ports::Queue;
use sqs::Depth;

use crate::given::{client, messages, queue, queue_with_dead_letters, said};

#[tokio::test]
async fn a_queue_knows_how_deep_it_is() {
    let (queue, url) = queue("depth").await;
    queue.send(&messages(3)).await.unwrap();
    client().receive_message().queue_url(&url).send().await.unwrap();

    let depth = queue.depth().await.unwrap();

    assert_eq!(depth, Depth { waiting: 2, in_flight: 1 });
}

#[tokio::test]
async fn a_queue_knows_whether_it_has_dead_letters() {
    let (without, _) = queue("no-dead-letters").await;
    let (with, ..) = queue_with_dead_letters("some-dead-letters").await;

    assert!(without.dead_letters().await.unwrap().is_none());
    let dead_letters = with.dead_letters().await.unwrap().unwrap();
    assert_eq!(dead_letters.depth().await.unwrap(), Depth { waiting: 0, in_flight: 0 });
}

#[tokio::test]
async fn a_queue_that_is_not_there_is_a_fault() {
    let (queue, url) = queue("soon-gone").await;
    client().delete_queue().queue_url(url).send().await.unwrap();

    let fault = queue.depth().await.unwrap_err();

    let why = "counting the messages of a queue: SQS answered NonExistentQueue";
    assert_eq!(said(&fault), why);
}
