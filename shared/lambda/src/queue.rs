//! Messages of a queue, as Lambda hands them over.

use std::panic::AssertUnwindSafe;

use futures_util::{FutureExt, StreamExt, stream};
use ports::{QueueMessage, Worker};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    Allotted,
    batch::{BatchFailures, NotThisEvent, Why},
};

/// How many messages of a batch are worked on at a time. They wait for others more than they compute.
const AT_ONCE: usize = 5;

#[derive(Deserialize)]
struct QueueEvent {
    #[serde(rename = "Records")]
    records: Vec<Record>,
}

/// What is read of a message. AWS sends more.
#[derive(Deserialize)]
struct Record {
    #[serde(rename = "messageId")]
    id: String,
    body: String,
}

/// Has each message of an SQS event worked on, several at once, and says which failed. A panic fails the
/// message it happens in alone. What has not begun 5 seconds before the end of the time, or has not ended 1
/// second before it, has failed. Each failure is logged once: the id of the message and the fault.
///
/// # Errors
/// It is no event of SQS. Lambda then delivers all of it again.
pub async fn handle_queue(
    event: Value,
    worker: &dyn Worker,
    allotted: Allotted,
) -> Result<BatchFailures, NotThisEvent> {
    let event: QueueEvent = serde_json::from_value(event).map_err(|_| NotThisEvent("a queue"))?;
    let outcomes: Vec<(usize, Option<String>)> =
        stream::iter(event.records.into_iter().enumerate())
            .map(async |(place, record)| (place, failed(record, worker, allotted).await))
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
    let mut failures: Vec<(usize, String)> =
        outcomes.into_iter().filter_map(|(place, id)| Some((place, id?))).collect();
    failures.sort_unstable();
    Ok(BatchFailures::of(failures.into_iter().map(|(_, id)| id)))
}

/// The id of the message if it failed.
async fn failed(record: Record, worker: &dyn Worker, allotted: Allotted) -> Option<String> {
    let why = work(&record.body, worker, allotted).await.err()?;
    let ours: Option<QueueMessage> = record.body.parse().ok();
    tracing::error!(
        queue.message = record.id,
        outbox.message = ours.as_ref().map(|ours| ours.message.as_str()),
        why = %why,
        "a message failed"
    );
    Some(record.id)
}

async fn work(body: &str, worker: &dyn Worker, allotted: Allotted) -> Result<(), Why> {
    if !allotted.may_begin() {
        return Err(Why::NotBegun);
    }
    // A worker is called anew for each message: nothing that a panic left half done is seen again.
    let work = AssertUnwindSafe(worker.work(body)).catch_unwind();
    match allotted.wait_for(work).await {
        Some(Ok(outcome)) => outcome.map_err(Why::Fault),
        Some(Err(_)) => Err(Why::Panic),
        None => Err(Why::GivenUp),
    }
}
