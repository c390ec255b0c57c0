//! What tasks, decisions and people are called.

mod choice;
mod outcome;

pub use choice::{Choice, Mistake, Reason, Wanted};
pub use outcome::{By, Outcome};

use crate::components::tag::Colour;

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

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::PossibleDuplicate => "Possible duplicate",
            Self::RecordNotFound => "Record not found",
            Self::TwoRecords => "Two records",
        }
    }

    /// What the person wants, to a member of staff.
    pub(super) fn explained(self) -> &'static str {
        match self {
            Self::PossibleDuplicate => {
                "This person asked for a TRN. They may have a teaching record already."
            }
            Self::RecordNotFound => "This person asked us to look for their teaching record.",
            Self::TwoRecords => {
                "This person may have two teaching records, or gave numbers that do not agree."
            }
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
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::WaitingForPerson => "Waiting for the person",
            Self::EmailNotDelivered => "Email not delivered",
            Self::Settled => "Settled",
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
