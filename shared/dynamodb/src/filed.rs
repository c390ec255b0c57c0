//! Records filed under their index keys, and what was filed under each.
//!
//! The partition of a key holds copies of its records and one item that sums it up: how often anything was
//! filed there, and which version of each record is. A query is not one moment: of a transaction that is
//! just being carried out it may show one write and not another (Amazon DynamoDB Developer Guide,
//! "Isolation levels": a query is read-committed against transactions, item by item). A sum that names a
//! record which the query did not show, or showed as it was before, is such a moment; the query is made
//! again.

use std::collections::BTreeMap;

use identity::Trn;
use matching::IndexKey;
use ports::{AsOf, Fault};

use crate::{
    Store, Table,
    faults::{self, TRIES, Trouble},
    item::{self, Item, Key, number},
    records::{self, Written, partition},
    stored::Ref,
    transaction::{Change, Condition, Transaction},
};

/// The item that sums a partition up: TRNs are digits, and sort before it.
const SUM: &str = "SUM";

/// What the attributes of the sum that name a record begin with: a name in an expression is no number.
const NAMED: char = 't';

/// What a partition of an index key holds.
pub(crate) struct Filed {
    pub(crate) records: Vec<Written>,
    /// How often anything was filed there.
    pub(crate) count: u64,
}

/// Files a copy of the record, with its version, under one of its keys; if `seen` is given, only if nothing
/// was filed there since. Answers with the write that fails otherwise.
pub(crate) fn add(
    transaction: &mut Transaction,
    table: &str,
    key: &IndexKey,
    Written { record, version }: &Written,
    seen: Option<u64>,
) -> usize {
    let place = Key::new(partition(key), record.trn.as_str());
    let mut copy = item::write(place, Ref(record));
    copy.insert("version".to_owned(), number(*version));
    transaction.put(table, copy, None);
    let summed = Change::new(format!("ADD filed :one SET {} = :version", name(&record.trn)))
        .value(":one", number(1_u8))
        .value(":version", number(*version));
    transaction.update(table, Key::new(partition(key), SUM), summed, seen.map(still))
}

/// Takes a record away from a key that is not its own any more.
pub(crate) fn remove(transaction: &mut Transaction, table: &str, key: &IndexKey, trn: &Trn) {
    transaction.delete(table, Key::new(partition(key), trn.as_str()));
    let summed = Change::new(format!("REMOVE {}", name(trn)));
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

/// The attribute of a sum that says which version of a record is filed.
fn name(trn: &Trn) -> String {
    format!("{NAMED}{}", trn.as_str())
}

impl Store {
    /// What is filed under a key: the index items hold the records whole.
    pub(crate) async fn filed(&self, doing: &'static str, key: &IndexKey) -> Result<Filed, Fault> {
        let table = self.table(Table::Records)?;
        for number in 1..=TRIES {
            let items = self.items_under(doing, table, &partition(key)).await?;
            let (filed, named) = read(doing, items)?;
            let shown: BTreeMap<&Trn, u64> =
                filed.records.iter().map(|it| (&it.record.trn, it.version)).collect();
            if named.iter().all(|(trn, version)| shown.get(trn).is_some_and(|it| it >= version)) {
                return Ok(filed);
            }
            faults::wait_before_try(number).await;
        }
        Err(Fault::new(doing, Trouble::Contended))
    }
}

/// The records of a partition, and those that its sum names, each with its version.
fn read(doing: &'static str, items: Vec<Item>) -> Result<(Filed, Vec<(Trn, u64)>), Fault> {
    let mut filed = Filed { records: Vec::with_capacity(items.len()), count: 0 };
    let mut named = Vec::new();
    for item in items {
        if item.get("sk").and_then(|sk| sk.as_s().ok()).is_some_and(|sk| sk == SUM) {
            let unreadable = || Fault::new(doing, Trouble::Unreadable("sum"));
            filed.count = records::count(&item, "filed").ok_or_else(unreadable)?;
            let trns = item.keys().filter(|name| name.starts_with(NAMED));
            let versions = trns
                .map(|name| Some((name[1..].parse().ok()?, records::count(&item, name)?)))
                .collect::<Option<_>>();
            named = versions.ok_or_else(unreadable)?;
        } else {
            filed.records.push(records::written(doing, item)?);
        }
    }
    Ok((filed, named))
}

/// What tells one look at the register from another.
pub(crate) fn text(as_of: &AsOf) -> String {
    let looks = as_of.0.iter().map(|(key, seen)| format!("{}={seen};", partition(key)));
    looks.collect::<Vec<_>>().concat()
}
