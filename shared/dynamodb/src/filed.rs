//! Records filed under their index keys, and how often anything was filed under each.
//!
//! The count stands in the partition that it counts, so that whoever reads the partition reads it too.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use identity::TeachingRecord;
use matching::IndexKey;
use ports::Fault;

use crate::{
    Store, Table,
    item::{self, Item, Key, number},
    records::{self, partition},
    stored::Ref,
    transaction::{Condition, Transaction},
};

/// The item that counts: TRNs are digits, and sort before it.
const COUNT: &str = "COUNT";

/// The attribute that counts.
const FILED: &str = "filed";

/// What a partition of an index key holds.
pub(crate) struct Filed {
    pub(crate) records: Vec<TeachingRecord>,
    /// How often anything was filed there.
    pub(crate) count: u64,
}

/// Files a copy of the record under one of its keys.
pub(crate) fn add(
    transaction: &mut Transaction,
    table: &str,
    key: &IndexKey,
    record: &TeachingRecord,
) {
    let place = Key::new(partition(key), record.trn.as_str());
    transaction.put(table, item::write(place, Ref(record)), None);
}

/// Counts that something is filed under a key; if `seen` is given, only if nothing was since.
pub(crate) fn count(
    transaction: &mut Transaction,
    table: &str,
    key: &IndexKey,
    seen: Option<u64>,
) -> usize {
    transaction.count(table, Key::new(partition(key), COUNT), FILED, seen.map(still))
}

/// Makes everything depend on nothing having been filed under a key since `seen`.
pub(crate) fn check(
    transaction: &mut Transaction,
    table: &str,
    key: &IndexKey,
    seen: u64,
) -> usize {
    transaction.check(table, Key::new(partition(key), COUNT), still(seen))
}

fn still(seen: u64) -> Condition {
    match seen {
        0 => Condition::new("attribute_not_exists(filed)"),
        seen => Condition::new("filed = :seen").value(":seen", number(seen)),
    }
}

impl Store {
    /// What is filed under a key: the index items hold the records whole.
    pub(crate) async fn filed(&self, doing: &'static str, key: &IndexKey) -> Result<Filed, Fault> {
        let items = self.items_under(doing, self.table(Table::Records)?, &partition(key)).await?;
        let mut filed = Filed { records: Vec::with_capacity(items.len()), count: 0 };
        for item in items {
            if is_count(&item) {
                filed.count = counted(&item);
            } else {
                filed.records.push(records::read(doing, item)?);
            }
        }
        Ok(filed)
    }
}

fn is_count(item: &Item) -> bool {
    item.get("sk") == Some(&AttributeValue::S(COUNT.to_owned()))
}

fn counted(item: &Item) -> u64 {
    item.get(FILED).and_then(|filed| filed.as_n().ok()?.parse().ok()).unwrap_or_default()
}

/// The counts of keys, as they were read.
pub(crate) type Counts = BTreeMap<IndexKey, u64>;
