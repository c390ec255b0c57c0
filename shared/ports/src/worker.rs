//! Who works on what queues and streams deliver.

use async_trait::async_trait;
use identity::MessageId;

use crate::Fault;

/// Does the work that one message of a queue asks for.
#[async_trait]
pub trait Worker: Send + Sync {
    /// Works on one message. May be called twice for one message, at the same time too. A message that
    /// fails is delivered again, and in the end to the dead-letter queue.
    async fn work(&self, body: &str) -> Result<(), Fault>;
}

/// Relays what a stream tells of, and sweeps for what it missed.
#[async_trait]
pub trait Relay: Send + Sync {
    /// Puts these messages of the outbox on their queues, and answers with those that are there now. The
    /// others are told of again.
    async fn relay(&self, messages: &[MessageId]) -> Result<Vec<MessageId>, Fault>;

    /// Relays what has waited in the outbox for longer than the stream takes.
    async fn sweep(&self) -> Result<(), Fault>;
}
