//! A new teaching record: written only if nobody like this was put on record since the register was
//! read.
//!
//! Three claims say whom a TRN was issued to: a One Login user, a NINO, a name with a date of birth. An
//! issue without anybody looking claims all of them anew. Where support staff give a TRN, a claim that
//! somebody else has stays as it was read and shown to them: that is what they decided. The
//! claim of a One Login user is nobody else's, and never set aside: no user is issued two.

use std::collections::BTreeMap;

use futures_util::future;
use identity::{DateOfBirth, Nino, RecordName, Subject, TeachingRecord, Trn, VerifiedIdentity};
use matching::{index_keys, normalised};
use ports::{AsOf, Claim, Collision, Fault, Issued};

use crate::{
    Store, Table,
    faults::Trouble,
    filed,
    item::{self, Key, number, text},
    records::{self, FIRST, MOST_INDEX_KEYS, Written},
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

impl Store {
    /// Adds the record, its index items, the counts they depend on, and its claims.
    pub(crate) fn add_record(
        &self,
        transaction: &mut Transaction,
        doing: &'static str,
        record: &TeachingRecord,
        subject: &Subject,
        (as_of, issued): (&AsOf, &Issued),
    ) -> Result<Created, Fault> {
        let table = self.table(Table::Records)?;
        let keys = index_keys(record);
        if keys.len() > MOST_INDEX_KEYS {
            return Err(Fault::new(doing, Trouble::TooManyKeys));
        }
        let mut item = item::write(records::key(&record.trn), Ref(record));
        item.insert("version".to_owned(), number(FIRST));
        let trn = transaction.put(table, item, Some(Condition::new(NEW)));

        let new = Written { record: record.clone(), version: FIRST };
        let mut register = Vec::new();
        let mut read_only: BTreeMap<_, _> = as_of.0.iter().collect();
        for key in &keys {
            let seen = read_only.remove(key).copied();
            register.push(filed::add(transaction, table, key, &new, seen));
        }
        for (key, seen) in read_only {
            register.push(filed::check(transaction, table, key, *seen));
        }
        let own = of_user(subject);
        let claims = claims(subject, &record.name, record.date_of_birth, &record.ninos);
        for claim in claims {
            let key = key(&claim);
            let before = issued.0.get(&claim).filter(|_| claim != own);
            register.push(if let Some(trn) = before {
                let as_read = Condition::new("trn = :trn").value(":trn", text(trn.as_str()));
                transaction.check(table, key, as_read)
            } else {
                let mut item = key.item();
                item.insert("trn".to_owned(), text(record.trn.as_str()));
                transaction.create(table, item)
            });
        }
        Ok(Created { trn, register })
    }

    /// The claims of somebody like this that are there.
    pub(crate) async fn claimed(
        &self,
        subject: &Subject,
        identity: &VerifiedIdentity,
        nino: Option<&Nino>,
    ) -> Result<Issued, Fault> {
        const DOING: &str = "reading whom TRNs were issued to";
        let table = self.table(Table::Records)?;
        let name = RecordName::of(identity.current_name());
        let ninos: Vec<Nino> = nino.into_iter().cloned().collect();
        let claims = claims(subject, &name, identity.date_of_birth(), &ninos);
        let read = claims.into_iter().map(async |claim| {
            let item = self.item(DOING, table, key(&claim)).await?;
            let trn = item.and_then(|item| item.get("trn")?.as_s().ok()?.parse::<Trn>().ok());
            Ok::<_, Fault>(trn.map(|trn| (claim, trn)))
        });
        Ok(Issued(future::try_join_all(read).await?.into_iter().flatten().collect()))
    }
}

/// Whom a TRN is issued to, one claim each.
fn claims(subject: &Subject, name: &RecordName, born: DateOfBirth, ninos: &[Nino]) -> Vec<Claim> {
    let (first, last) = (normalised(&name.first), normalised(&name.last));
    let identity = Claim::new(format!("IDENTITY#{}#{first}#{last}", born.iso()));
    let ninos = ninos.iter().map(|nino| Claim::new(format!("NINO#{}", nino.as_str())));
    [of_user(subject), identity].into_iter().chain(ninos).collect()
}

/// That a TRN was issued to this very user.
fn of_user(subject: &Subject) -> Claim {
    Claim::new(format!("USER#{}", subject.as_str()))
}

fn key(claim: &Claim) -> Key {
    Key::new(format!("CLAIM#{}", claim.name()), "CLAIM")
}
