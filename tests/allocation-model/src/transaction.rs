//! What is asked of the tables in one request, and why they may refuse.

use crate::cast::{Claim, Key, Subject, Trn};

/// One `TransactWriteItems`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Transaction {
    /// Whose user item it changes.
    pub by: Subject,
    /// The version of that item, as read.
    pub user: u8,
    /// The held request it settles, when support staff decide.
    pub held: Option<HeldRequest>,
    /// What else it does.
    pub effect: Effect,
}

/// A held request, as a member of support staff has it before them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HeldRequest {
    /// Which: an index into the requests.
    pub request: usize,
    /// The version of its task, as read.
    pub task: u8,
    /// The claims of the person who asked, as read.
    pub claims: Vec<(Claim, Option<Trn>)>,
}

/// What a transaction does besides settling the request.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Puts a new record, and links it.
    Allocate {
        /// Its TRN, which must be free.
        trn: Trn,
        /// The partitions it is filed in, each with the count that the survey saw.
        counts: Vec<(Key, u8)>,
        /// What it claims, each with what must hold the claim now. Nothing, or what staff saw: then it stays.
        claims: Vec<(Claim, Option<Trn>)>,
    },
    /// Puts a record of an import, of nobody who asks, whatever is filed beside it.
    File(Trn),
    /// Links a record.
    Link(Trn),
    /// Opens a review task.
    Hold,
    /// Refuses.
    Refuse,
}

/// Why a transaction was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The user is somewhere else by now.
    UserChanged,
    /// The task has been decided by now.
    TaskChanged,
    /// A partition changed since it was surveyed, or a claim is held.
    Outdated,
    /// Somebody has this TRN.
    TrnTaken,
}
