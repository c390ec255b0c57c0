//! Queues, and what a message on one looks like.

use std::{fmt, str::FromStr};

use async_trait::async_trait;
use identity::MessageId;
use serde::{Deserialize, Serialize};

use crate::Fault;

/// Puts messages on one queue. A message on a queue is an id of the outbox and nothing else: never
/// personal data.
#[async_trait]
pub trait Queue: Send + Sync {
    /// Answers with those that were accepted, in the order given; those that were not may be sent again.
    /// A fault says that none is known to be accepted. Either way one may arrive that was not reported,
    /// and one may arrive twice.
    async fn send(&self, messages: &[MessageId]) -> Result<Vec<MessageId>, Fault>;
}

/// The body of a message on a queue: `{"v":1,"message":"…"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueMessage {
    /// Which message of the outbox.
    pub message: MessageId,
}

/// A body that is no message of ours. It is not repeated, because nobody knows what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAMessage {
    /// It is not what we put on queues.
    #[error("not a message of ours")]
    Shape,
    /// We put it there in another version: the one that can read it works on it.
    #[error("a message of another version")]
    Version,
}

const VERSION: u64 = 1;

#[derive(Deserialize)]
struct Versioned {
    v: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body<'a> {
    v: u64,
    message: &'a str,
}

impl FromStr for QueueMessage {
    type Err = NotAMessage;

    fn from_str(body: &str) -> Result<Self, Self::Err> {
        let versioned: Versioned = serde_json::from_str(body).map_err(|_| NotAMessage::Shape)?;
        if versioned.v != VERSION {
            return Err(NotAMessage::Version);
        }
        // An id of ours has nothing in it that JSON escapes, so that it can be borrowed.
        let Body { v: _, message } = serde_json::from_str(body).map_err(|_| NotAMessage::Shape)?;
        Ok(Self { message: message.parse().map_err(|_| NotAMessage::Shape)? })
    }
}

impl fmt::Display for QueueMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = Body { v: VERSION, message: self.message.as_str() };
        f.write_str(&serde_json::to_string(&body).expect("a number and a text are JSON"))
    }
}
