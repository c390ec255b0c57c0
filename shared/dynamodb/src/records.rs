//! Writing teaching records, each with its index items.

use std::collections::{BTreeMap, HashMap};

use futures_util::{StreamExt, TryStreamExt, stream};
use identity::{TeachingRecord, Trn};
use jiff::Timestamp;
use matching::{IndexKey, IndexKind, index_keys};
use ports::{Fault, Outgoing};

use crate::{
    Store, Table, audience,
    faults::{self, TRIES, Trouble},
    filed,
    item::{self, Item, Key, number},
    outbox,
    stored::Ref,
    together::BATCH,
    transaction::{Condition, NEW, Outcome, Transaction},
};

const DOING: &str = "keeping a teaching record";

/// How many index keys a record may have: in one transaction, of 100 writes at most, it is written itself,
/// filed under all of its keys and taken away from all that it had before, two writes each; and if it is merged,
/// what it lives on in is noted, and its people's services are told.
pub const MOST_INDEX_KEYS: usize = 23;

/// The version of a record that is new.
pub(crate) const FIRST: u64 = 1;

/// How many records are written at the same time.
const AT_ONCE: usize = 16;

/// What keeping a record changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// There was none with its TRN.
    New,
    /// There was another version of it.
    Changed,
    /// It was there already.
    Unchanged,
}

/// How many records were kept, and what that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeptRecords {
    /// There was none with their TRN.
    pub new: usize,
    /// There was another version of them.
    pub changed: usize,
    /// They were there already.
    pub unchanged: usize,
}

impl KeptRecords {
    fn count(&mut self, kept: Kept) {
        match kept {
            Kept::New => self.new += 1,
            Kept::Changed => self.changed += 1,
            Kept::Unchanged => self.unchanged += 1,
        }
    }
}

pub(crate) fn key(trn: &Trn) -> Key {
    Key::new(format!("TRN#{}", trn.as_str()), "RECORD")
}

/// The partition of all records under an index key.
pub(crate) fn partition(key: &IndexKey) -> String {
    let kind = match key.kind() {
        IndexKind::Nino => "NINO",
        IndexKind::DateOfBirth => "BORN",
        IndexKind::Email => "EMAIL",
        IndexKind::Names => "NAMES",
    };
    format!("{kind}#{}", key.text())
}

pub(crate) fn read(doing: &'static str, item: Item) -> Result<TeachingRecord, Fault> {
    item::read("teaching record", item).map_err(|trouble| Fault::new(doing, trouble))
}

/// A record as it is stored, with the number of times it was written.
pub(crate) struct Written {
    pub(crate) record: TeachingRecord,
    pub(crate) version: u64,
}

pub(crate) fn written(doing: &'static str, item: Item) -> Result<Written, Fault> {
    let version = count(&item, "version");
    let version =
        version.ok_or_else(|| Fault::new(doing, Trouble::Unreadable("record version")))?;
    Ok(Written { record: read(doing, item)?, version })
}

/// The whole number that an attribute holds.
pub(crate) fn count(item: &Item, name: &str) -> Option<u64> {
    item.get(name)?.as_n().ok()?.parse().ok()
}

impl Store {
    /// Keeps a teaching record in place of the one with its TRN, with its index items, in one
    /// transaction. Keeping the same one again changes nothing. If it is merged into another one now, the services
    /// that were told of its people are.
    ///
    /// # Errors
    /// The store failed, or the record has more than [`MOST_INDEX_KEYS`].
    pub async fn keep_record(&self, record: &TeachingRecord, at: Timestamp) -> Result<Kept, Fault> {
        let mut stored = self.item(DOING, self.table(Table::Records)?, key(&record.trn)).await?;
        for number in 1..=TRIES {
            let known = stored.map(|item| written(DOING, item)).transpose()?;
            if known.as_ref().is_some_and(|known| known.record == *record) {
                return Ok(Kept::Unchanged);
            }
            if self.replace(known.as_ref(), record, at).await? {
                return Ok(if known.is_some() { Kept::Changed } else { Kept::New });
            }
            faults::wait_before_try(number).await;
            stored = self.item(DOING, self.table(Table::Records)?, key(&record.trn)).await?;
        }
        Err(Fault::new(DOING, Trouble::Contended))
    }

    /// Keeps many records, each as [`Store::keep_record`] does, many at a time. Those that are there
    /// already cost a share of one read. Of two with one TRN in the same call, either may stay.
    ///
    /// # Errors
    /// The store failed; some may have been kept.
    pub async fn keep_records(
        &self,
        records: &[TeachingRecord],
        at: Timestamp,
    ) -> Result<KeptRecords, Fault> {
        let mut kept = KeptRecords::default();
        for batch in records.chunks(BATCH) {
            let mut trns: Vec<Trn> = batch.iter().map(|record| record.trn.clone()).collect();
            trns.sort();
            trns.dedup();
            let stored = self.with_trns(DOING, &trns).await?;
            let (same, other): (Vec<_>, Vec<_>) = batch.iter().partition(|record| {
                stored.get(&record.trn).is_some_and(|it| it.record == **record)
            });
            kept.unchanged += same.len();
            // Those born on one day are counted under one key, and would be in each other's way.
            let mut by_birthday: BTreeMap<_, Vec<&TeachingRecord>> = BTreeMap::new();
            for record in other {
                by_birthday.entry(record.date_of_birth).or_default().push(record);
            }
            let mut writes = stream::iter(by_birthday.into_values())
                .map(|records| self.keep_each(records, at))
                .buffer_unordered(AT_ONCE);
            while let Some(written) = writes.try_next().await? {
                for one in written {
                    kept.count(one);
                }
            }
        }
        Ok(kept)
    }

    async fn keep_each(
        &self,
        records: Vec<&TeachingRecord>,
        at: Timestamp,
    ) -> Result<Vec<Kept>, Fault> {
        let mut kept = Vec::with_capacity(records.len());
        for record in records {
            kept.push(self.keep_record(record, at).await?);
        }
        Ok(kept)
    }

    /// The records with these TRNs, at most 100 of them, read consistently.
    pub(crate) async fn with_trns(
        &self,
        doing: &'static str,
        trns: &[Trn],
    ) -> Result<HashMap<Trn, Written>, Fault> {
        let keys: Vec<Key> = trns.iter().map(key).collect();
        let items = self.several(doing, self.table(Table::Records)?, &keys).await?;
        let written = items.into_iter().flatten().map(|item| written(doing, item));
        written.map(|it| it.map(|it| (it.record.trn.clone(), it))).collect()
    }

    /// Writes a record and its index items in place of `known` and those of its own that are not among
    /// them. `false` if somebody else wrote it meanwhile.
    async fn replace(
        &self,
        known: Option<&Written>,
        record: &TeachingRecord,
        at: Timestamp,
    ) -> Result<bool, Fault> {
        let table = self.table(Table::Records)?;
        let keys = index_keys(record);
        if keys.len() > MOST_INDEX_KEYS {
            return Err(Fault::new(DOING, Trouble::TooManyKeys));
        }
        let mut transaction = Transaction::default();
        let next = Written {
            record: record.clone(),
            version: known.map_or(FIRST, |known| known.version + 1),
        };
        let mut item = item::write(key(&record.trn), Ref(record));
        item.insert("version".to_owned(), number(next.version));
        let as_read =
            known.map_or_else(|| Condition::new(NEW), |known| Condition::version(known.version));
        transaction.put(table, item, Some(as_read));
        for key in &keys {
            filed::add(&mut transaction, table, key, &next, None);
        }
        let stale = known.map(|known| index_keys(&known.record)).unwrap_or_default();
        for key in stale.iter().filter(|key| !keys.contains(key)) {
            filed::remove(&mut transaction, table, key, &record.trn);
        }
        let before = known.map(|known| &known.record);
        audience::add_merger(&mut transaction, table, (before, record));
        if before.is_some_and(|before| record.was_merged_since(before)) {
            let message = Outgoing::RecordMerged { trn: record.trn.clone() };
            let id = outbox::id(&format!("TRN#{}#{}", record.trn.as_str(), next.version), 0);
            outbox::add(&mut transaction, self.table(Table::Outbox)?, id, message, at);
        }
        Ok(self.transact(DOING, transaction, None).await? == Outcome::Written)
    }
}
