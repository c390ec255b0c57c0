//! Messages that were written with a step and have still to go out.

use async_trait::async_trait;
use identity::{ClientId, Reference, Subject, TaskId};

use crate::Fault;

/// A message that has still to go out. Ids alone: whoever sends it reads the rest when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outgoing {
    /// An email: "We have received your request".
    RequestReceived {
        /// Whom to tell.
        subject: Subject,
        /// The calling service they came from.
        client: ClientId,
        /// What they quote.
        reference: Reference,
    },
    /// To the review queue.
    ReviewRaised {
        /// The task.
        task: TaskId,
    },
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Its name there: what a sender recognises a message by that it has sent before.
    pub id: String,
    /// What it says.
    pub message: Outgoing,
}

/// Where messages wait.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Every message that waits, the oldest first.
    async fn pending(&self) -> Result<Vec<Pending>, Fault>;
}
