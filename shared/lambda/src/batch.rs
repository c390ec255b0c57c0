//! What a batch of messages comes to, and how a failure of one is written down.

use std::fmt;

use ports::Fault;
use serde::Serialize;

/// What Lambda is answered about a batch: those that failed, and will be delivered again. The others are
/// done with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BatchFailures {
    #[serde(rename = "batchItemFailures")]
    failures: Vec<BatchItem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct BatchItem {
    #[serde(rename = "itemIdentifier")]
    identifier: String,
}

impl BatchFailures {
    pub(crate) fn of(identifiers: impl IntoIterator<Item = String>) -> Self {
        let items = identifiers.into_iter().map(|identifier| BatchItem { identifier });
        Self { failures: items.collect() }
    }

    /// What Lambda knows those that failed by, in the order of the event.
    pub fn identifiers(&self) -> Vec<&str> {
        self.failures.iter().map(|item| item.identifier.as_str()).collect()
    }
}

/// An event of another kind than the function is there for. It is not repeated, because nobody knows what
/// it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an event of {0}")]
pub struct NotThisEvent(pub(crate) &'static str);

/// Why a message failed.
#[derive(Debug)]
pub(crate) enum Why {
    /// The worker says so.
    Fault(Fault),
    /// The worker panicked.
    Panic,
    /// There was no time to begin.
    NotBegun,
    /// There was no time to end.
    GivenUp,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(fault) => f.write_str(&fault.in_full()),
            Self::Panic => f.write_str("it panicked"),
            Self::NotBegun => f.write_str("there was no time to begin"),
            Self::GivenUp => f.write_str("it took too long"),
        }
    }
}
