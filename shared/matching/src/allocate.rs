//! The decision for an allocation.

use identity::TeachingRecord;

use crate::{
    Allocation, Decision, Evidence,
    case::Case,
    comparison::{Comparison, ranked},
    look_up::decide,
};

/// Decides whether a person may be given a new TRN, from the records a store found for everything
/// that is known about them. A second TRN for one person is hard to undo, so that a resemblance is
/// enough to leave it to a person, and records no longer in use count too.
pub fn allocate(evidence: &Evidence<'_>, records: &[TeachingRecord]) -> Allocation {
    let case = Case::new(evidence, records);
    match decide(&case) {
        Decision::Match(found) => Allocation::Match(found),
        Decision::AskForTrn { .. }
        | Decision::TwoRecords { .. }
        | Decision::Candidates(_)
        | Decision::None => {
            let resembling = case.comparisons.iter().filter(|record| resembles(record));
            let candidates = ranked(resembling);
            if candidates.is_empty() {
                Allocation::Nobody
            } else {
                Allocation::PossibleDuplicate(candidates)
            }
        }
    }
}

/// A number or the email address is the same, or three of first name, another given name, last name
/// and date of birth agree or come near. Absent middle names speak neither for nor against.
pub(crate) fn resembles(record: &Comparison<'_>) -> bool {
    let outcomes = &record.outcomes;
    let near = [
        record.seen.first_resembles,
        record.seen.middle_resembles,
        record.seen.last_resembles,
        outcomes.date_of_birth.resembles(),
    ];
    outcomes.nino.is_same()
        || outcomes.trn.is_same()
        || outcomes.email.is_same()
        || near.into_iter().filter(|near| *near).count() >= 3
}
