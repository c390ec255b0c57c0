//! Records filed under their index keys, and what was filed under each.
//!
//! The partition of a key holds copies of its records and one item that sums it up: how often anything was
//! filed there, and the TRNs of what is. A query is not one moment: of a transaction that is just being
//! carried out it may show one write and not another (Amazon DynamoDB Developer Guide, "Isolation levels":
//! a query is read-committed against transactions, item by item). A sum that names a record which the
//! query did not show is such a moment; the query is made again.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use identity::{TeachingRecord, Trn};
use matching::IndexKey;
use ports::{AsOf, Fault};

use crate::{
    Store, Table,
    faults::{self, TRIES, Trouble},
    item::{self, Item, Key, number},
    records::{self, partition},
    stored::Ref,
    transaction::{Change, Condition, Transaction},
};

/// The item that sums a partition up: TRNs are digits, and sort before it.
const SUM: &str = "SUM";

/// What a partition of an index key holds.
pub(crate) struct Filed {
    pub(crate) records: Vec<TeachingRecord>,
    /// How often anything was filed there.
    pub(crate) count: u64,
}

/// Files a copy of the record under one of its keys; if `seen` is given, only if nothing was filed there
/// since. Answers with the write that fails otherwise.
pub(crate) fn add(
    transaction: &mut Transaction,
    table: &str,
    key: &IndexKey,
    record: &TeachingRecord,
    seen: Option<u64>,
) -> usize {
    let place = Key::new(partition(key), record.trn.as_str());
    transaction.put(table, item::write(place, Ref(record)), None);
    let summed = Change::new("ADD filed :one, trns :trn")
        .value(":one", number(1_u8))
        .value(":trn", set_of(&record.trn));
    transaction.update(table, Key::new(partition(key), SUM), summed, seen.map(still))
}

/// Takes a record away from a key that is not its own any more.
pub(crate) fn remove(transaction: &mut Transaction, table: &str, key: &IndexKey, trn: &Trn) {
    transaction.delete(table, Key::new(partition(key), trn.as_str()));
    let summed = Change::new("DELETE trns :trn").value(":trn", set_of(trn));
    transaction.update(table, Key::new(partition(key), SUM), summed, None);
}

/// Makes everything depend on nothing having been filed under a key since `seen`.
pub(crate) fn check(
    transaction: &mut Transaction,
    table: &str,
    key: &IndexKey,
    seen: u64,
) -> usize {
    transaction.check(table, Key::new(partition(key), SUM), still(seen))
}

fn still(seen: u64) -> Condition {
    match seen {
        0 => Condition::new("attribute_not_exists(filed)"),
        seen => Condition::new("filed = :seen").value(":seen", number(seen)),
    }
}

fn set_of(trn: &Trn) -> AttributeValue {
    AttributeValue::Ss(vec![trn.as_str().to_owned()])
}

impl Store {
    /// What is filed under a key: the index items hold the records whole.
    pub(crate) async fn filed(&self, doing: &'static str, key: &IndexKey) -> Result<Filed, Fault> {
        let table = self.table(Table::Records)?;
        for number in 1..=TRIES {
            let items = self.items_under(doing, table, &partition(key)).await?;
            let (filed, named) = read(doing, items)?;
            let shown: BTreeSet<&str> =
                filed.records.iter().map(|record| record.trn.as_str()).collect();
            if named.iter().all(|trn| shown.contains(trn.as_str())) {
                return Ok(filed);
            }
            faults::wait_before_try(number).await;
        }
        Err(Fault::new(doing, Trouble::Contended))
    }
}

/// The records of a partition, and the TRNs that its sum names.
fn read(doing: &'static str, items: Vec<Item>) -> Result<(Filed, Vec<String>), Fault> {
    let mut filed = Filed { records: Vec::with_capacity(items.len()), count: 0 };
    let mut named = Vec::new();
    for item in items {
        if item.get("sk").and_then(|sk| sk.as_s().ok()).is_some_and(|sk| sk == SUM) {
            filed.count =
                count(&item).ok_or_else(|| Fault::new(doing, Trouble::Unreadable("sum")))?;
            named =
                item.get("trns").and_then(|trns| trns.as_ss().ok()).cloned().unwrap_or_default();
        } else {
            filed.records.push(records::read(doing, item)?);
        }
    }
    Ok((filed, named))
}

fn count(item: &Item) -> Option<u64> {
    item.get("filed")?.as_n().ok()?.parse().ok()
}

/// What tells one look at the register from another.
pub(crate) fn text(as_of: &AsOf) -> String {
    as_of.0.iter().map(|(key, seen)| format!("{}={seen};", partition(key))).collect()
}
