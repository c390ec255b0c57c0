//! A teaching record, as far as this service keeps it.

use crate::{DateOfBirth, Email, Nino, RecordName, Trn};

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
