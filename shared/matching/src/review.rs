//! What support staff are shown: every record that speaks for a look-up or against an allocation.

use identity::{TeachingRecord, Trn};

use crate::{
    Candidate, Evidence,
    allocate::resembles,
    case::Case,
    comparison::{Comparison, ranked},
    look_up::is_candidate,
};

/// Every record that somebody who decides has to see, in use or not: first the candidates, best first, then
/// those that were brought in to compare, in that order. Nothing is decided.
pub fn review(
    evidence: &Evidence<'_>,
    records: &[TeachingRecord],
    brought_in: &[Trn],
) -> Vec<Candidate> {
    let case = Case::new(evidence, records);
    let counts = case
        .comparisons
        .iter()
        .filter(|record| resembles(record) || (record.is_active() && is_candidate(record)));
    let mut shown = ranked(counts);
    for trn in brought_in {
        let brought = case.comparisons.iter().find(|compared| compared.record.trn == *trn);
        if !shown.iter().any(|candidate| candidate.trn == *trn) {
            shown.extend(brought.map(Comparison::candidate));
        }
    }
    shown
}
