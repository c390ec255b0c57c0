//! What tasks, decisions and people are called.

mod choice;
mod outcome;

pub use choice::{Choice, Mistake, Reason, Wanted};
pub use outcome::{By, Outcome};

use crate::{
    components::tag::Colour,
    words::{StaffKindWords, StaffStatusWords},
};

/// What a task is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A TRN request that might be a duplicate.
    PossibleDuplicate,
    /// A look-up that failed.
    RecordNotFound,
    /// Two records that might both be one person's.
    TwoRecords,
}

impl Kind {
    /// Every kind, in the order of the filter.
    pub const ALL: [Self; 3] = [Self::PossibleDuplicate, Self::RecordNotFound, Self::TwoRecords];

    /// The kind the filter sent as `value`.
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.value() == value)
    }

    /// What the filter sends.
    pub fn value(self) -> &'static str {
        match self {
            Self::PossibleDuplicate => "possible_duplicate",
            Self::RecordNotFound => "record_not_found",
            Self::TwoRecords => "two_records",
        }
    }

    pub(super) fn text(self, words: &StaffKindWords) -> &'static str {
        match self {
            Self::PossibleDuplicate => words.possible_duplicate,
            Self::RecordNotFound => words.record_not_found,
            Self::TwoRecords => words.two_records,
        }
    }

    /// What the person wants, to a member of staff.
    pub(super) fn explained(self, words: &StaffKindWords) -> &'static str {
        match self {
            Self::PossibleDuplicate => words.possible_duplicate_explained,
            Self::RecordNotFound => words.record_not_found_explained,
            Self::TwoRecords => words.two_records_explained,
        }
    }
}

/// How a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It has to be decided.
    Open,
    /// The person was asked for something.
    WaitingForPerson,
    /// It is settled, and the email about it came back.
    EmailNotDelivered,
    /// It is settled.
    Settled,
}

impl Status {
    pub(super) fn text(self, words: &StaffStatusWords) -> &'static str {
        match self {
            Self::Open => words.open,
            Self::WaitingForPerson => words.waiting,
            Self::EmailNotDelivered => words.not_delivered,
            Self::Settled => words.settled,
        }
    }

    pub(super) fn colour(self) -> Colour {
        match self {
            Self::Open => Colour::Blue,
            Self::WaitingForPerson => Colour::Yellow,
            Self::EmailNotDelivered => Colour::Red,
            Self::Settled => Colour::Grey,
        }
    }
}
