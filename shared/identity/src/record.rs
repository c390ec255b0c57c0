//! A teaching record, as far as this service keeps it.

use crate::{
    DateOfBirth, Email, NamePartKind, Nino, RecordName, Trn, VerifiedIdentity, VerifiedName,
};

/// Whether a record may be anybody's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordStatus {
    /// It is in use.
    Active,
    /// It was withdrawn. It never matches.
    Deactivated,
    /// It was the same person's as another record, which survives.
    MergedInto(Trn),
}

/// What the Department for Education holds about one teacher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeachingRecord {
    /// Its number.
    pub trn: Trn,
    /// The name it is kept under.
    pub name: RecordName,
    /// Names it was kept under before.
    pub previous_names: Vec<RecordName>,
    /// When the teacher was born.
    pub date_of_birth: DateOfBirth,
    /// The record's own NINO first, then those known from employment data.
    pub ninos: Vec<Nino>,
    /// Where the teacher could be written to when the record was last changed.
    pub email: Option<Email>,
    /// Whether it may be anybody's.
    pub status: RecordStatus,
    /// Whether the teacher holds qualified teacher status.
    pub has_qts: bool,
    /// Whether the record carries an open alert.
    pub has_open_alert: bool,
}

impl TeachingRecord {
    /// The record of somebody who is given this TRN: what GOV.UK One Login proved, as it sent it, and
    /// what they told us themselves. The first given name is the first name, further ones are middle
    /// names. Every record has a last name: without a family name it is the last given one.
    pub fn of(trn: Trn, identity: &VerifiedIdentity, email: Email, nino: Option<Nino>) -> Self {
        Self {
            trn,
            name: RecordName::of(identity.current_name()),
            previous_names: identity.previous_names().map(RecordName::of).collect(),
            date_of_birth: identity.date_of_birth(),
            ninos: nino.into_iter().collect(),
            email: Some(email),
            status: RecordStatus::Active,
            has_qts: false,
            has_open_alert: false,
        }
    }

    /// The record that this one was merged into, if it was. That may have been merged further.
    pub fn merged_into(&self) -> Option<&Trn> {
        match &self.status {
            RecordStatus::MergedInto(survivor) => Some(survivor),
            RecordStatus::Active | RecordStatus::Deactivated => None,
        }
    }

    /// Whether it was merged, or merged into another one, after it was as `before`.
    pub fn was_merged_since(&self, before: &Self) -> bool {
        self.merged_into().is_some() && self.merged_into() != before.merged_into()
    }
}

impl RecordName {
    /// The name of somebody who is given a record: see [`TeachingRecord::of`].
    pub fn of(name: &VerifiedName) -> Self {
        let of = |kind| {
            let parts = name.parts().iter().filter(move |part| part.kind == kind);
            parts.map(|part| part.value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let mut given: Vec<String> = of(NamePartKind::Given).collect();
        let mut last = of(NamePartKind::Family).collect::<Vec<_>>().join(" ");
        if last.is_empty() {
            last = given.pop().unwrap_or_default();
        }
        let mut given = given.into_iter();
        let first = given.next().unwrap_or_default();
        Self { first, middle: given.collect::<Vec<_>>().join(" "), last }
    }
}
