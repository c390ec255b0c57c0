//! The decision for an allocation.

use identity::TeachingRecord;

use crate::{Allocation, Evidence};

/// Decides whether a person may be given a new TRN, from the records a store found.
pub fn allocate(evidence: &Evidence<'_>, records: &[TeachingRecord]) -> Allocation {
    let _ = (evidence, records);
    Allocation::PossibleDuplicate(Vec::new())
}
