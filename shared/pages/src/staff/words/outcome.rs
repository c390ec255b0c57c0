//! Who did what.

use super::{Reason, Wanted};
use crate::staff::visible::visible;

/// Who did something.
#[derive(Clone, Copy)]
pub enum By<'a> {
    /// A member of staff, by their display name.
    Staff(&'a str),
    /// The person the task is about.
    Person,
    /// Nobody: the service itself.
    Service,
}

impl By<'_> {
    /// As the subject of a sentence.
    pub(in crate::staff) fn text(self) -> String {
        match self {
            Self::Staff(name) => visible(name),
            Self::Person => "The person".to_owned(),
            Self::Service => "The service".to_owned(),
        }
    }
}

/// What was decided.
#[derive(Clone, Copy)]
pub enum Outcome<'a> {
    /// The person was connected to the record with this TRN.
    Connected(&'a str),
    /// The person was given this new TRN.
    NewTrn(&'a str),
    /// The person was asked for this.
    Asked(&'a [Wanted]),
    /// The request was refused, and why.
    Refused(Reason),
}

impl Outcome<'_> {
    /// After *who* in a sentence, without a full stop.
    pub(in crate::staff) fn text(self) -> String {
        match self {
            Self::Connected(trn) => format!("connected the record with TRN {trn}"),
            Self::NewTrn(trn) => format!("gave a new TRN, {trn}"),
            Self::Asked(wanted) => format!("asked the person for: {}", Wanted::listed(wanted)),
            Self::Refused(reason) => {
                format!("connected no record and gave no TRN. Reason: {}", reason.text())
            }
        }
    }

    /// What to say to the one who has just decided it. What became of the email is said with the task.
    pub(in crate::staff) fn done(self) -> String {
        match self {
            Self::Connected(trn) => {
                format!("The record with TRN {trn} is connected.")
            }
            Self::NewTrn(trn) => format!("TRN {trn} was given."),
            Self::Asked(_) => "The person is being asked.".to_owned(),
            Self::Refused(_) => "The request is closed.".to_owned(),
        }
    }
}
