//! Records in memory, filed and found by the keys of the engine as a store does it.

use std::collections::{BTreeSet, HashMap};

use identity::{TeachingRecord, Trn};
use matching::{Evidence, IndexKey, index_keys, missing_survivors, search_keys, search_trns};

/// A register of teaching records.
#[derive(Debug, Default)]
pub struct Register {
    records: Vec<TeachingRecord>,
    by_trn: HashMap<Trn, usize>,
    by_key: HashMap<IndexKey, Vec<usize>>,
}

impl Register {
    /// Files records.
    pub fn new(records: Vec<TeachingRecord>) -> Self {
        let mut register = Self::default();
        for (at, record) in records.iter().enumerate() {
            register.by_trn.insert(record.trn.clone(), at);
            for key in index_keys(record) {
                register.by_key.entry(key).or_default().push(at);
            }
        }
        Self { records, ..register }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// All of them.
    pub fn records(&self) -> &[TeachingRecord] {
        &self.records
    }

    /// The record with this TRN.
    pub fn find(&self, trn: &Trn) -> Option<&TeachingRecord> {
        self.by_trn.get(trn).map(|at| &self.records[*at])
    }

    /// Every record the engine asks to see for this evidence, and no other.
    pub fn around(&self, evidence: &Evidence<'_>) -> Vec<TeachingRecord> {
        let keys = search_keys(evidence);
        let under_keys = keys.iter().filter_map(|key| self.by_key.get(key)).flatten().copied();
        let trns = search_trns(evidence);
        let stated = trns.iter().filter_map(|trn| self.by_trn.get(trn)).copied();
        let found: BTreeSet<usize> = under_keys.chain(stated).collect();
        let mut records: Vec<TeachingRecord> =
            found.into_iter().map(|at| self.records[at].clone()).collect();
        loop {
            let missing = missing_survivors(&records);
            let before = records.len();
            records.extend(missing.iter().filter_map(|trn| self.find(trn)).cloned());
            if records.len() == before {
                return records;
            }
        }
    }
}
