//! What the engine answers.

use identity::Trn;

use crate::{Outcomes, Rule};

/// The answer to a look-up.
///
/// At the NINO page every answer but a match leads to the TRN question, so that somebody with two
/// records can say which one is theirs. Once the person has typed a TRN or said that they have
/// none, [`Decision::AskForTrn`] and [`Decision::TwoRecords`] both become a `two_records` review
/// task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Exactly one record is the person's.
    Match(Match),
    /// One record matches on its NINO alone, but another active record may be the same person's:
    /// the TRN has to tell which.
    AskForTrn {
        /// The records in question, best first: the one that matches, and those that may be the
        /// same person's.
        records: Vec<Candidate>,
    },
    /// Two records are the person's as far as anybody can tell: the NINO points to one and the TRN
    /// to another, or the NINO is on several. Only a person may decide.
    TwoRecords {
        /// The records in question, best first.
        records: Vec<Candidate>,
    },
    /// Nothing is certain, but these active records might be the person's, best first.
    Candidates(Vec<Candidate>),
    /// No active record resembles the person.
    None,
}

/// The answer to the question whether a person without a TRN may be given one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allocation {
    /// The person has a record already: no new TRN.
    Match(Match),
    /// Nobody like this is on record, not even deactivated or merged: allocate at once.
    Nobody,
    /// These records, in use or not, may be the person's, best first: a person decides.
    PossibleDuplicate(Vec<Candidate>),
}

/// The one record that is the person's, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The record's TRN: where records were merged, the survivor's.
    pub trn: Trn,
    /// The TRN the person typed, or else that of the record their NINO is on, if that record was
    /// merged into this one. The person is told.
    pub merged_from: Option<Trn>,
    /// The rule that was met.
    pub rule: &'static Rule,
    /// How each attribute compared.
    pub outcomes: Outcomes,
}

/// A record that might be the person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The record's TRN.
    pub trn: Trn,
    /// What it is ranked by: TRN 20, NINO 10, email 5, date of birth 2 (near 1), last name 2
    /// (similar 1), first name 1, middle name 1. Ties are ranked by TRN.
    pub score: u32,
    /// How each attribute compared.
    pub outcomes: Outcomes,
}

impl Match {
    /// The reasons, for support staff.
    pub fn in_words(&self) -> String {
        self.outcomes.in_words()
    }
}

impl Candidate {
    /// What the engine found, for support staff: `same date of birth; same first name; last name
    /// agrees with a previous name; NINO missing on the record`.
    pub fn in_words(&self) -> String {
        self.outcomes.in_words()
    }
}
