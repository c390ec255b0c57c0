//! Who of support staff is signed in, at which browser.

use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_dynamodb::types::ReturnValue;
use jiff::Timestamp;
use jose::Digest;
use ports::{Fault, StaffAttempt, StaffSession, StaffSessions};

use crate::{
    Store, Table,
    faults::{self, conditionally},
    item::{self, Item, Key, has_expired, seconds, text},
    schema::EXPIRY_ATTRIBUTE,
    stored::{Ref, Stored},
};

const DOING: &str = "keeping who of support staff is signed in";

fn attempt_key(browser: &Digest) -> Key {
    Key::new(format!("ATTEMPT#{}", browser.as_str()), "ATTEMPT")
}

fn session_key(session: &Digest) -> Key {
    Key::new(format!("SESSION#{}", session.as_str()), "SESSION")
}

#[async_trait]
impl StaffSessions for Store {
    async fn set_out(
        &self,
        browser: &Digest,
        attempt: &StaffAttempt,
        expires_at: Timestamp,
    ) -> Result<(), Fault> {
        self.keep_until(item::write(attempt_key(browser), Ref(attempt)), expires_at).await
    }

    async fn spend(
        &self,
        browser: &Digest,
        state: &Digest,
        now: Timestamp,
    ) -> Result<Option<StaffAttempt>, Fault> {
        let delete = self
            .client
            .delete_item()
            .table_name(self.table(Table::Staff)?)
            .set_key(Some(attempt_key(browser).item()))
            .condition_expression("#state = :state")
            .expression_attribute_names("#state", "state")
            .expression_attribute_values(":state", text(state.as_str()))
            .return_values(ReturnValue::AllOld);
        let deleted = conditionally(DOING, || delete.clone().send()).await?;
        still_good("attempt", deleted.and_then(|deleted| deleted.attributes), now)
    }

    async fn keep(&self, session: &Digest, staff: &StaffSession) -> Result<(), Fault> {
        self.keep_until(item::write(session_key(session), Ref(staff)), staff.ends()).await
    }

    async fn go_on(&self, session: &Digest, staff: &StaffSession) -> Result<(), Fault> {
        let item = expiring(item::write(session_key(session), Ref(staff)), staff.ends());
        let put = self.client.put_item().table_name(self.table(Table::Staff)?);
        let put = put.set_item(Some(item)).condition_expression("attribute_exists(pk)");
        conditionally(DOING, || put.clone().send()).await.map(drop)
    }

    async fn session(
        &self,
        session: &Digest,
        now: Timestamp,
    ) -> Result<Option<StaffSession>, Fault> {
        let item = self.item(DOING, self.table(Table::Staff)?, session_key(session)).await?;
        let session: Option<StaffSession> = still_good("staff session", item, now)?;
        Ok(session.filter(|session| session.holds(now)))
    }

    async fn end(&self, session: &Digest) -> Result<(), Fault> {
        let delete = self.client.delete_item().table_name(self.table(Table::Staff)?);
        let delete = delete.set_key(Some(session_key(session).item()));
        delete.send().await.map(drop).map_err(faults::fault(DOING))
    }
}

impl Store {
    /// As the place where the sessions of support staff are kept.
    pub fn staff_sessions(&self) -> Arc<dyn StaffSessions> {
        Arc::new(self.clone())
    }

    async fn keep_until(&self, item: Item, expires_at: Timestamp) -> Result<(), Fault> {
        let item = expiring(item, expires_at);
        let put = self.client.put_item().table_name(self.table(Table::Staff)?);
        put.set_item(Some(item)).send().await.map(drop).map_err(faults::fault(DOING))
    }
}

fn expiring(mut item: Item, at: Timestamp) -> Item {
    item.insert(EXPIRY_ATTRIBUTE.to_owned(), seconds(at));
    item
}

/// DynamoDB deletes expired items days late.
fn still_good<T: Stored>(
    what: &'static str,
    item: Option<Item>,
    now: Timestamp,
) -> Result<Option<T>, Fault> {
    let item = item.filter(|item| !has_expired(item, now));
    item.map(|item| item::read(what, item))
        .transpose()
        .map_err(|trouble| Fault::new(DOING, trouble))
}
