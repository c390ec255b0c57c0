//! Who did what.

use super::{Reason, Wanted};
use crate::{staff::visible::visible, words::StaffWords};

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
    pub(in crate::staff) fn text(self, staff: &StaffWords) -> String {
        match self {
            Self::Staff(name) => visible(name),
            Self::Person => staff.by.person.to_owned(),
            Self::Service => staff.by.service.to_owned(),
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
    /// What was decided, without who did it and without a full stop.
    pub(in crate::staff) fn text(self, staff: &StaffWords) -> String {
        let words = &staff.outcome;
        match self {
            Self::Connected(trn) => words.connected(trn),
            Self::NewTrn(trn) => words.new_trn(trn),
            Self::Asked(wanted) => words.asked(&Wanted::listed(staff, wanted)),
            Self::Refused(reason) => words.refused(reason.text(&staff.reason)),
        }
    }

    /// What somebody decided, without a full stop.
    pub(in crate::staff) fn decided(self, staff: &StaffWords, by: By<'_>) -> String {
        let (words, who) = (&staff.outcome, by.text(staff));
        match self {
            Self::Connected(trn) => words.connected_by(&who, trn),
            Self::NewTrn(trn) => words.new_trn_by(&who, trn),
            Self::Asked(wanted) => words.asked_by(&who, &Wanted::listed(staff, wanted)),
            Self::Refused(reason) => words.refused_by(&who, reason.text(&staff.reason)),
        }
    }

    /// What to say to the one who has just decided it. What became of the email is said with the task.
    pub(in crate::staff) fn done(self, staff: &StaffWords) -> String {
        let words = &staff.done;
        match self {
            Self::Connected(trn) => words.connected(trn),
            Self::NewTrn(trn) => words.new_trn(trn),
            Self::Asked(_) => words.asked.to_owned(),
            Self::Refused(_) => words.refused.to_owned(),
        }
    }
}
