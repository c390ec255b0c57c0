//! One decision's material: the person, the records, and how each compares.

use identity::{Nino, TeachingRecord, Trn};

use crate::{
    Evidence,
    comparison::{Comparison, Given, compare_record},
    dates,
    names::PersonName,
    outcomes::{EmailOutcome, NinoOutcome, Numbers, TrnOutcome},
    recorded::RecordedNames,
    records::Records,
};

/// Everything a decision is made from. Names are normalised once, here.
pub(crate) struct Case<'a> {
    pub(crate) evidence: Evidence<'a>,
    /// Every record compared with the person, by TRN.
    pub(crate) comparisons: Vec<Comparison<'a>>,
    landings: Landings<'a>,
}

/// Where what the person typed leads through merges.
struct Landings<'a> {
    /// The survivor of the record whose TRN was typed.
    trn: Option<&'a Trn>,
    /// The survivors of records the typed NINO is on, each with the TRN of the merged record.
    nino: Vec<(&'a Trn, &'a Trn)>,
    /// The survivors of records that staff refused.
    refused: Vec<&'a Trn>,
}

impl<'a> Case<'a> {
    pub(crate) fn new(evidence: &Evidence<'a>, records: &'a [TeachingRecord]) -> Self {
        let records = Records::new(records);
        let landings = Landings::new(evidence, &records);
        let persons: Vec<PersonName> =
            evidence.identity.names().iter().map(PersonName::verified).collect();
        let email = evidence.email.map(identity::Email::folded);
        let mut names = RecordedNames::default();
        let mut comparisons = Vec::with_capacity(records.len());
        for record in records.iter() {
            let given = Given {
                date_of_birth: dates::compare(
                    evidence.identity.dates_of_birth(),
                    record.date_of_birth,
                ),
                numbers: Numbers {
                    nino: landings.nino_outcome(evidence.nino, record),
                    trn: landings.trn_outcome(evidence.trn, record),
                    email: email_outcome(email.as_deref(), record),
                },
                refused: evidence.refused.contains(&record.trn)
                    || landings.refused.contains(&&record.trn),
            };
            names.fill(record);
            comparisons.push(compare_record(&persons, record, names.all(), given));
        }
        Self { evidence: *evidence, comparisons, landings }
    }

    /// The records in use.
    pub(crate) fn active(&self) -> impl Iterator<Item = &Comparison<'a>> {
        self.comparisons.iter().filter(|comparison| comparison.is_active())
    }

    /// The TRN the person typed, or that of the record their NINO is on, if it was merged into
    /// this record.
    pub(crate) fn merged_from(&self, found: &Comparison<'_>) -> Option<Trn> {
        match (found.outcomes.trn, found.outcomes.nino) {
            (TrnOutcome::SameOnMergedRecord, _) => self.evidence.trn.cloned(),
            (TrnOutcome::Different | TrnOutcome::NotGiven, NinoOutcome::SameOnMergedRecord) => self
                .landings
                .nino
                .iter()
                .find(|(survivor, _)| **survivor == found.record.trn)
                .map(|(_, merged)| (*merged).clone()),
            (TrnOutcome::Same, _)
            | (
                TrnOutcome::Different | TrnOutcome::NotGiven,
                NinoOutcome::Same
                | NinoOutcome::SameFromEmployment
                | NinoOutcome::Different
                | NinoOutcome::MissingOnRecord
                | NinoOutcome::NotGiven,
            ) => None,
        }
    }
}

impl<'a> Landings<'a> {
    fn new(evidence: &Evidence<'a>, records: &Records<'a>) -> Self {
        let survivor = |record: &TeachingRecord| records.survivor(record).map(|found| &found.trn);
        let typed = |nino: &Nino| {
            records
                .iter()
                .filter(|record| record.ninos.contains(nino))
                .filter_map(|record| Some((survivor(record)?, &record.trn)))
                .collect()
        };
        Self {
            trn: evidence.trn.and_then(|trn| survivor(records.find(trn)?)),
            nino: evidence.nino.map(typed).unwrap_or_default(),
            refused: evidence
                .refused
                .iter()
                .filter_map(|trn| survivor(records.find(trn)?))
                .collect(),
        }
    }

    fn nino_outcome(&self, typed: Option<&Nino>, record: &TeachingRecord) -> NinoOutcome {
        let Some(typed) = typed else { return NinoOutcome::NotGiven };
        match record.ninos.iter().position(|nino| nino == typed) {
            Some(0) => NinoOutcome::Same,
            Some(_) => NinoOutcome::SameFromEmployment,
            None if self.nino.iter().any(|(survivor, _)| **survivor == record.trn) => {
                NinoOutcome::SameOnMergedRecord
            }
            None if record.ninos.is_empty() => NinoOutcome::MissingOnRecord,
            None => NinoOutcome::Different,
        }
    }

    fn trn_outcome(&self, typed: Option<&Trn>, record: &TeachingRecord) -> TrnOutcome {
        match typed {
            None => TrnOutcome::NotGiven,
            Some(typed) if *typed == record.trn => TrnOutcome::Same,
            Some(_) if self.trn == Some(&record.trn) => TrnOutcome::SameOnMergedRecord,
            Some(_) => TrnOutcome::Different,
        }
    }
}

fn email_outcome(folded: Option<&str>, record: &TeachingRecord) -> EmailOutcome {
    match (folded, &record.email) {
        (None, _) => EmailOutcome::NotGiven,
        (Some(_), None) => EmailOutcome::MissingOnRecord,
        (Some(folded), Some(email)) if is_same_address(folded, email.as_str()) => {
            EmailOutcome::Same
        }
        (Some(_), Some(_)) => EmailOutcome::Different,
    }
}

fn is_same_address(folded: &str, address: &str) -> bool {
    folded.eq_ignore_ascii_case(address)
        || (!address.is_ascii() && folded == address.to_lowercase())
}
