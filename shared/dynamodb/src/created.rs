//! A new teaching record: written only if nobody like this was put on record since the register was
//! read.
//!
//! Three claims say whom a TRN was issued to: a One Login user, a NINO, a name with a date of birth. An
//! issue without anybody looking claims all of them anew. Where support staff give a TRN, a claim that
//! somebody else has stays as it was read: that is what they decided.

use std::collections::BTreeMap;

use identity::{Subject, TeachingRecord};
use matching::{index_keys, normalised};
use ports::{AsOf, Collision, Fault};

use crate::{
    Store, Table,
    faults::Trouble,
    filed,
    item::{self, Key, number, text},
    records::{self, MOST_INDEX_KEYS},
    stored::Ref,
    transaction::{Condition, NEW, Transaction},
};

/// Which writes of a transaction fail for which reason.
pub(crate) struct Created {
    /// The record itself: its TRN was taken.
    trn: usize,
    /// Somebody like this was put on record meanwhile.
    register: Vec<usize>,
}

impl Created {
    /// Why the record was not created, if it is for one of these writes.
    pub(crate) fn collision(&self, refused: &[usize]) -> Option<Collision> {
        if self.register.iter().any(|write| refused.contains(write)) {
            Some(Collision::RegisterChanged)
        } else if refused.contains(&self.trn) {
            Some(Collision::TrnTaken)
        } else {
            None
        }
    }
}

/// Claims as they were read: whether there was one.
#[derive(Default)]
pub(crate) struct Claimed(Vec<Key>);

impl Store {
    /// Adds the record, its index items, the counts they depend on, and its claims.
    pub(crate) fn add_record(
        &self,
        transaction: &mut Transaction,
        doing: &'static str,
        record: &TeachingRecord,
        subject: &Subject,
        (as_of, claimed): (&AsOf, &Claimed),
    ) -> Result<Created, Fault> {
        let table = self.table(Table::Records)?;
        let keys = index_keys(record);
        if keys.len() > MOST_INDEX_KEYS {
            return Err(Fault::new(doing, Trouble::TooManyKeys));
        }
        let mut item = item::write(records::key(&record.trn), Ref(record));
        item.insert("version".to_owned(), number(1_u8));
        let trn = transaction.put(table, item, Some(Condition::new(NEW)));

        let mut register = Vec::new();
        let mut read_only: BTreeMap<_, _> = as_of.0.iter().collect();
        for key in &keys {
            filed::add(transaction, table, key, record);
            let seen = read_only.remove(key).copied();
            register.push(filed::count(transaction, table, key, seen));
        }
        for (key, seen) in read_only {
            register.push(filed::check(transaction, table, key, *seen));
        }
        for key in claims(record, subject) {
            register.push(if claimed.0.contains(&key) {
                transaction.check(table, key, Condition::new("attribute_exists(pk)"))
            } else {
                let mut claim = key.item();
                claim.insert("trn".to_owned(), text(record.trn.as_str()));
                transaction.create(table, claim)
            });
        }
        Ok(Created { trn, register })
    }

    /// The claims on this person that others have.
    pub(crate) async fn claimed(
        &self,
        doing: &'static str,
        record: &TeachingRecord,
        subject: &Subject,
    ) -> Result<Claimed, Fault> {
        let table = self.table(Table::Records)?;
        let mut claimed = Claimed::default();
        for key in claims(record, subject) {
            if self.item(doing, table, key.clone()).await?.is_some() {
                claimed.0.push(key);
            }
        }
        Ok(claimed)
    }
}

/// Whom the TRN is issued to, one claim each.
fn claims(record: &TeachingRecord, subject: &Subject) -> Vec<Key> {
    let claim = |what: String| Key::new(format!("CLAIM#{what}"), "CLAIM");
    let identity = format!(
        "IDENTITY#{}#{}#{}",
        record.date_of_birth.iso(),
        normalised(&record.name.first),
        normalised(&record.name.last)
    );
    let ninos = record.ninos.iter().map(|nino| claim(format!("NINO#{}", nino.as_str())));
    let mut claims = vec![claim(format!("USER#{}", subject.as_str())), claim(identity)];
    claims.extend(ninos);
    claims
}
