//! Messages that were written with a step and have still to go out.

use async_trait::async_trait;
use identity::{ClientId, MessageId, Reference, SessionId, Subject, TaskId};
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
    /// To a calling service that wants to be told: a sign-in that it was granted something in has ended.
    SignedOut {
        /// The service.
        client: ClientId,
        /// Who was signed in.
        subject: Subject,
        /// What the service knows the sign-in by (`sid`).
        session: SessionId,
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
