//! What can happen next.

use crate::{
    cast::{Key, Trn},
    worker::Ruling,
};

/// One thing that happens. Workers, requests, messages and couriers are named by their index.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Action {
    /// A person asks, or asks again: the function reads their user item.
    Ask {
        /// Whose run.
        worker: usize,
        /// Whether it reads the item as it was before a change that is not acknowledged.
        is_stale: bool,
    },
    /// A member of staff opens a task: the function reads it, the user item and the claims.
    Open {
        /// Whose run.
        worker: usize,
        /// Which request.
        request: usize,
    },
    /// An import begins to file its record.
    Import {
        /// Whose run.
        worker: usize,
    },
    /// A survey queries a partition.
    Query {
        /// Whose run.
        worker: usize,
        /// Which partition.
        key: Key,
        /// Whether it reads the sum before a change that is not acknowledged.
        is_stale: bool,
        /// The records it misses, not acknowledged either.
        missed: Vec<Trn>,
    },
    /// A member of staff decides.
    Rule {
        /// Whose run.
        worker: usize,
        /// What.
        ruling: Ruling,
    },
    /// A TRN is drawn that looked free, and may be taken by now.
    Draw {
        /// Whose run.
        worker: usize,
        /// Which.
        trn: Trn,
    },
    /// No TRN is left to draw.
    RunOut {
        /// Whose run.
        worker: usize,
    },
    /// The transaction arrives: it is carried out or refused. A refusal is heard of at once.
    Arrive {
        /// Whose run.
        worker: usize,
    },
    /// The run hears that its transaction was carried out.
    Hear {
        /// Whose run.
        worker: usize,
    },
    /// A transaction arrives after its run has failed or given up waiting.
    ArriveLate {
        /// Which of those that are on the way.
        stray: usize,
    },
    /// A run fails where it is, or gives up waiting for an answer.
    Fail {
        /// Whose run.
        worker: usize,
        /// Whether the transaction it has sent arrives all the same, some day.
        arrives: bool,
    },
    /// The relay puts a message on the queue, perhaps again.
    Relay {
        /// Which.
        message: usize,
    },
    /// A courier takes a message off the queue, and leases it.
    Take {
        /// Who.
        courier: usize,
        /// Which.
        message: usize,
    },
    /// A courier drops a delivery of a message that was sent already.
    Drop {
        /// Which.
        message: usize,
    },
    /// A courier sends the email.
    Send {
        /// Who.
        courier: usize,
    },
    /// A courier notes that the email was sent.
    Note {
        /// Who.
        courier: usize,
    },
    /// A courier fails: the queue delivers the message again, and the lease runs out.
    Lose {
        /// Who.
        courier: usize,
    },
}
