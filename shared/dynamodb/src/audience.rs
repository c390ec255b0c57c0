//! Whom news is for: which calling services were told of somebody, who was joined to a record, and which records
//! live on in it. Each is noted where it happens, in the same transaction.

use std::{collections::BTreeSet, str::FromStr};

use async_trait::async_trait;
use aws_sdk_dynamodb::types::AttributeValue;
use identity::{ClientId, MessageId, Subject, TeachingRecord, Trn};
use jiff::Timestamp;
use oidc::CodeGrant;
use ports::{Audience, Fault, HEARS_FOR, Outgoing};

use crate::{
    Store, Table,
    faults::Trouble,
    item::{self, Item, Key, has_expired, seconds},
    outbox,
    transaction::{Change, Transaction},
};

const DOING: &str = "looking up whom news is for";

/// The item that names every calling service that was told of a user.
fn services(user: &Subject) -> Key {
    Key::new(format!("USER#{}", user.as_str()), "SERVICES")
}

/// The partition of the users who were joined to a record.
fn holders(record: &Trn) -> String {
    format!("RECORD#{}", record.as_str())
}

/// The partition of the records that were merged into this one.
fn merged_into(record: &Trn) -> String {
    format!("INTO#{}", record.as_str())
}

/// Notes that a service is told of a user, in a table of what is granted.
pub(crate) fn add_service(transaction: &mut Transaction, table: &str, grant: &CodeGrant) {
    let until = grant.expires_at.saturating_add(HEARS_FOR).unwrap_or(Timestamp::MAX);
    let known = Change::new("SET expires_at = :until ADD clients :client")
        .value(":until", seconds(until))
        .value(":client", AttributeValue::Ss(vec![grant.client.as_str().to_owned()]));
    transaction.update(table, services(&grant.access.subject), known, None);
}

/// Notes that a user is joined to a record, in a table of users.
pub(crate) fn add_holder(
    transaction: &mut Transaction,
    table: &str,
    (record, user): (&Trn, &Subject),
) {
    transaction.put(table, Key::new(holders(record), user.as_str()).item(), None);
}

/// Notes what a record lives on in, and no longer what it did `before`, in a table of records.
pub(crate) fn add_merger(
    transaction: &mut Transaction,
    table: &str,
    (before, after): (Option<&TeachingRecord>, &TeachingRecord),
) {
    let pointer = |into: &Trn| Key::new(merged_into(into), after.trn.as_str());
    let (was, is) = (before.and_then(TeachingRecord::merged_into), after.merged_into());
    if was != is {
        if let Some(into) = was {
            transaction.delete(table, pointer(into));
        }
        if let Some(into) = is {
            transaction.put(table, pointer(into).item(), None);
        }
    }
}

#[async_trait]
impl Audience for Store {
    async fn services_of(&self, user: &Subject, now: Timestamp) -> Result<Vec<ClientId>, Fault> {
        let item = self.item_alone(DOING, self.table(Table::Grants)?, services(user)).await?;
        let Some(item) = item.filter(|item| !has_expired(item, now)) else {
            return Ok(Vec::new());
        };
        let unreadable = || Fault::new(DOING, Trouble::Unreadable("list of services"));
        item::clients(&item).ok_or_else(unreadable)
    }

    async fn holders_of(&self, record: &Trn) -> Result<Vec<Subject>, Fault> {
        let (users, records) = (self.table(Table::Users)?, self.table(Table::Records)?);
        let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
        let mut to_look = vec![record.clone()];
        while let Some(trn) = to_look.pop() {
            // Mergers that make a circle are refused where they are read; this ends all the same.
            if !seen.insert(trn.clone()) {
                continue;
            }
            found.extend(named::<Subject>(&self.items_under(DOING, users, &holders(&trn)).await?)?);
            to_look.extend(named(&self.items_under(DOING, records, &merged_into(&trn)).await?)?);
        }
        Ok(found.into_iter().collect())
    }

    async fn pass_on(
        &self,
        news: &MessageId,
        messages: &[(String, Outgoing)],
        at: Timestamp,
    ) -> Result<(), Fault> {
        const DOING: &str = "passing news on";
        let table = self.table(Table::Outbox)?;
        for (whom, message) in messages {
            let id = outbox::id(&format!("NEWS#{}#{whom}", news.as_str()), 0);
            let mut transaction = Transaction::default();
            outbox::add(&mut transaction, table, id, message.clone(), at);
            // If it is refused, it is there already.
            self.transact(DOING, transaction, None).await?;
        }
        Ok(())
    }
}

/// What the items of a partition are named by.
fn named<T: FromStr>(items: &[Item]) -> Result<Vec<T>, Fault> {
    let unreadable = || Fault::new(DOING, Trouble::Unreadable("name"));
    let name = |item: &Item| item.get("sk")?.as_s().ok()?.parse().ok();
    items.iter().map(|item| name(item).ok_or_else(unreadable)).collect()
}
