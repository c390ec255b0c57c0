//! Queues in the engine, and messages.

use std::error::Error;

use aws_sdk_sqs::{
    Client,
    types::QueueAttributeName::{RedrivePolicy, VisibilityTimeout},
};
use aws_stand_in::MiniStack;
use identity::MessageId;
use ports::Fault;
use sqs::SqsQueue;

pub(crate) fn client() -> Client {
    Client::new(&MiniStack::shared().config())
}

/// A new queue, and its URL.
pub(crate) async fn queue(name: &str) -> (SqsQueue, String) {
    let created = client().create_queue().queue_name(name).send().await.unwrap();
    let url = created.queue_url.unwrap();
    (SqsQueue::new(&MiniStack::shared().config(), &url), url)
}

/// A new queue whose messages go to another, `NAME-dead`, when they were received once and not deleted
/// within a second. Both URLs.
pub(crate) async fn queue_with_dead_letters(name: &str) -> (SqsQueue, String, String) {
    let (_, dead) = queue(&format!("{name}-dead")).await;
    let policy = format!(
        r#"{{"deadLetterTargetArn":"arn:aws:sqs:eu-west-2:000000000000:{name}-dead","maxReceiveCount":"1"}}"#
    );
    let create = client().create_queue().queue_name(name).attributes(RedrivePolicy, policy);
    let created = create.attributes(VisibilityTimeout, "1").send().await.unwrap();
    let url = created.queue_url.unwrap();
    (SqsQueue::new(&MiniStack::shared().config(), &url), url, dead)
}

/// The bodies on a queue, which are then gone from it.
pub(crate) async fn take_all(url: &str) -> Vec<String> {
    let client = client();
    let mut bodies = Vec::new();
    loop {
        let receive = client.receive_message().queue_url(url).max_number_of_messages(10);
        let messages = receive.send().await.unwrap().messages.unwrap_or_default();
        if messages.is_empty() {
            bodies.sort();
            return bodies;
        }
        for message in messages {
            let delete = client.delete_message().queue_url(url);
            delete.receipt_handle(message.receipt_handle.unwrap()).send().await.unwrap();
            bodies.push(message.body.unwrap());
        }
    }
}

/// Ids `m00`, `m01` and so on.
pub(crate) fn messages(many: usize) -> Vec<MessageId> {
    (0..many).map(|number| format!("m{number:02}").parse().unwrap()).collect()
}

/// What a fault says, and what is behind it.
pub(crate) fn said(fault: &Fault) -> String {
    let cause = fault.source().map(ToString::to_string);
    format!("{fault}: {}", cause.unwrap_or_default())
}
