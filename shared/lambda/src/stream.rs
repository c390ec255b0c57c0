//! The stream of the outbox, and the schedule that makes up for it, as Lambda hands them over.

use std::{collections::BTreeSet, panic::AssertUnwindSafe};

use futures_util::FutureExt;
use identity::MessageId;
use ports::{Fault, Relay};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    Allotted,
    batch::{BatchFailures, NotThisEvent, Why},
};

/// What the partition keys of messages begin with.
const MESSAGE: &str = "MESSAGE#";

/// What is read of an event of a stream. AWS sends more.
#[derive(Deserialize)]
struct StreamEvent {
    #[serde(rename = "Records")]
    records: Vec<Record>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(rename = "eventName")]
    change: Change,
    dynamodb: Changed,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Change {
    Insert,
    Modify,
    Remove,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Changed {
    keys: Keys,
    sequence_number: String,
}

#[derive(Deserialize)]
struct Keys {
    pk: Text,
}

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "S")]
    text: String,
}

/// What is read of an event of a schedule.
#[derive(Deserialize)]
struct ScheduledEvent {
    source: String,
    #[serde(rename = "detail-type")]
    kind: String,
}

/// Why an event could not be handled as a whole.
#[derive(Debug, thiserror::Error)]
pub enum NotHandled {
    /// It is of neither kind.
    #[error(transparent)]
    NotThisEvent(#[from] NotThisEvent),
    /// The sweep failed, or took too long. Said with everything behind it: this line is what is logged.
    #[error("{}", .0.in_full())]
    Sweep(Fault),
}

/// A message that was added to the outbox.
struct Added {
    sequence_number: String,
    /// Which, unless its key is none of ours.
    message: Option<MessageId>,
}

/// Has the messages relayed that were added to the outbox, and says which were not; or sweeps, when the
/// schedule says so. What was changed or removed, and items that are no messages, are passed over. Failures
/// are reported in the order of the stream, which Lambda then reads again from the first of them.
///
/// # Errors
/// It is an event of neither kind, or the sweep failed. Lambda tries again.
pub async fn handle_stream(
    event: Value,
    relay: &dyn Relay,
    allotted: Allotted,
) -> Result<BatchFailures, NotHandled> {
    if let Ok(event) = StreamEvent::deserialize(&event) {
        let added: Vec<Added> = event.records.into_iter().filter_map(Record::added).collect();
        return Ok(relayed(added, relay, allotted).await);
    }
    match ScheduledEvent::deserialize(&event) {
        Ok(event) if event.source == "aws.events" && event.kind == "Scheduled Event" => {
            let swept = allotted.wait_for(relay.sweep()).await;
            let swept = swept.unwrap_or_else(|| Err(Fault::new("sweeping", "it took too long")));
            swept.map(|()| BatchFailures::of([])).map_err(NotHandled::Sweep)
        }
        Ok(_) | Err(_) => Err(NotThisEvent("a stream or a schedule").into()),
    }
}

impl Record {
    fn added(self) -> Option<Added> {
        match self.change {
            Change::Modify | Change::Remove => None,
            Change::Insert => {
                let id = self.dynamodb.keys.pk.text;
                let message = id.strip_prefix(MESSAGE)?.parse().ok();
                Some(Added { sequence_number: self.dynamodb.sequence_number, message })
            }
        }
    }
}

async fn relayed(added: Vec<Added>, relay: &dyn Relay, allotted: Allotted) -> BatchFailures {
    let messages: Vec<MessageId> = added.iter().filter_map(|added| added.message.clone()).collect();
    let on_their_way = match on_their_way(&messages, relay, allotted).await {
        Ok(on_their_way) => on_their_way,
        Err(why) => {
            tracing::error!(outbox.messages = messages.len(), why = %why, "nothing was relayed");
            return BatchFailures::of(added.into_iter().map(|added| added.sequence_number));
        }
    };
    let left = added.into_iter().filter(|added| {
        !added.message.as_ref().is_some_and(|message| on_their_way.contains(message))
    });
    BatchFailures::of(left.map(|added| {
        tracing::error!(
            outbox.message = added.message.as_ref().map(MessageId::as_str),
            stream.record = added.sequence_number,
            "a message was not relayed"
        );
        added.sequence_number
    }))
}

async fn on_their_way(
    messages: &[MessageId],
    relay: &dyn Relay,
    allotted: Allotted,
) -> Result<BTreeSet<MessageId>, Why> {
    if messages.is_empty() {
        return Ok(BTreeSet::new());
    }
    if !allotted.may_begin() {
        return Err(Why::NotBegun);
    }
    let relayed = AssertUnwindSafe(relay.relay(messages)).catch_unwind();
    match allotted.wait_for(relayed).await {
        Some(Ok(Ok(relayed))) => Ok(relayed.into_iter().collect()),
        Some(Ok(Err(fault))) => Err(Why::Fault(fault)),
        Some(Err(_)) => Err(Why::Panic),
        None => Err(Why::GivenUp),
    }
}
