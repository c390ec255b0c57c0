//! The records handed in: each once, in order, and where merges lead.

use identity::{TeachingRecord, Trn};

/// The TRNs that merged records point to and that are not among `records`: what a store reads next.
/// It asks again with all the records it has by then, until every TRN named here has been tried.
pub fn missing_survivors(records: &[TeachingRecord]) -> Vec<Trn> {
    let known = Records::new(records);
    let mut missing: Vec<Trn> = records
        .iter()
        .filter_map(TeachingRecord::merged_into)
        .filter(|survivor| known.find(survivor).is_none())
        .cloned()
        .collect();
    missing.sort();
    missing.dedup();
    missing
}

/// Records sorted by TRN, each once.
pub(crate) struct Records<'a>(Vec<&'a TeachingRecord>);

impl<'a> Records<'a> {
    pub(crate) fn new(records: &'a [TeachingRecord]) -> Self {
        let mut sorted: Vec<&TeachingRecord> = records.iter().collect();
        sorted.sort_by(|one, other| one.trn.cmp(&other.trn));
        sorted.dedup_by(|one, other| one.trn == other.trn);
        Self(sorted)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a TeachingRecord> + '_ {
        self.0.iter().copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn find(&self, trn: &Trn) -> Option<&'a TeachingRecord> {
        self.0.binary_search_by(|record| record.trn.cmp(trn)).ok().map(|at| self.0[at])
    }

    /// The record that a merged one lives on in. Merges in a circle, or into a record that is not
    /// there, lead nowhere.
    pub(crate) fn survivor(&self, merged: &TeachingRecord) -> Option<&'a TeachingRecord> {
        let mut next = merged.merged_into()?;
        for _ in 0..self.0.len() {
            let record = self.find(next)?;
            match record.merged_into() {
                Some(further) => next = further,
                None => return Some(record),
            }
        }
        None
    }
}
