//! Messages that were written with a step and have still to go out.

use async_trait::async_trait;
use identity::{ClientId, MessageId, Reference, Subject, TaskId};
use jiff::Timestamp;
use journey::Notice;

use crate::Fault;

/// A message that has still to go out. Ids alone: whoever sends it reads the rest when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outgoing {
    /// An email to a One Login user.
    Email {
        /// What it tells.
        notice: Notice,
        /// Whom to tell.
        subject: Subject,
        /// The calling service they came from.
        client: ClientId,
        /// What they quote.
        reference: Reference,
    },
    /// To the review queue: a task that has still to be opened.
    ReviewRaised {
        /// The task.
        task: TaskId,
    },
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Its name: what a worker recognises a message by that it has seen before.
    pub id: MessageId,
    /// What it says.
    pub message: Outgoing,
    /// When it was written.
    pub written_at: Timestamp,
}

/// Where messages wait for the relay.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// The message with this id, relayed or not.
    async fn message(&self, id: &MessageId) -> Result<Option<Pending>, Fault>;

    /// The messages that were written before `before` and have not been relayed yet, the oldest first,
    /// and at most `most` of them.
    async fn waiting(&self, before: Timestamp, most: usize) -> Result<Vec<Pending>, Fault>;

    /// Remembers that these are on their queues: they do not wait any more. Doing it again changes
    /// nothing.
    async fn relayed(&self, messages: &[MessageId]) -> Result<(), Fault>;
}
