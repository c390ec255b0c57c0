//! Documents of others that are kept for when their owners do not answer.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use ports::{Document, Documents, Fault};

use crate::{
    Store, Table, faults,
    item::{self, Key, number},
    stored::Ref,
};

/// How long nobody else may force a refresh.
const FORCED_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// The documents of one owner, or of owners who are trusted alike: what writes the one may not write the other.
pub(crate) struct DocumentsOf {
    store: Store,
    what: &'static str,
}

impl DocumentsOf {
    /// What GOV.UK One Login publishes.
    pub(crate) fn one_login(store: Store) -> Self {
        Self { store, what: "DOCUMENT" }
    }

    /// What calling services publish.
    pub(crate) fn clients(store: Store) -> Self {
        Self { store, what: "CLIENT_DOCUMENT" }
    }

    fn key(&self, url: &str) -> Key {
        Key::new(format!("{}#{url}", self.what), self.what)
    }
}

#[async_trait]
impl Documents for DocumentsOf {
    async fn kept(&self, url: &str) -> Result<Option<Document>, Fault> {
        const DOING: &str = "loading a kept document";
        let item = self
            .store
            .item_alone(DOING, self.store.table(Table::Documents)?, self.key(url))
            .await?;
        // A refresh may have been forced of a document that was never fetched.
        item.filter(|item| item.contains_key("body"))
            .map(|item| item::read("document", item))
            .transpose()
            .map_err(|trouble| Fault::new(DOING, trouble))
    }

    async fn keep(&self, document: &Document) -> Result<(), Fault> {
        // When a refresh was forced is not touched: whoever fetched this read it before that.
        let mut item = item::write(self.key(&document.url), Ref(document));
        let mut update = self
            .store
            .client
            .update_item()
            .table_name(self.store.table(Table::Documents)?)
            .set_key(Some(self.key(&document.url).item()))
            .expression_attribute_names("#url", "url");
        let mut change =
            "SET v = :v, #url = :url, body = :body, fetched_at = :fetched_at, fresh_until = :fresh_until"
                .to_owned();
        if item.contains_key("forced_at") {
            change.push_str(", forced_at = if_not_exists(forced_at, :forced_at)");
        }
        for name in ["v", "url", "body", "fetched_at", "fresh_until", "forced_at"] {
            if let Some(value) = item.remove(name) {
                update = update.expression_attribute_values(format!(":{name}"), value);
            }
        }
        let update = update.update_expression(change);
        update.send().await.map_err(faults::fault("keeping a document"))?;
        Ok(())
    }

    async fn may_force_refresh(&self, url: &str, now: Timestamp) -> Result<bool, Fault> {
        let before = now - FORCED_EVERY;
        let update = self
            .store
            .client
            .update_item()
            .table_name(self.store.table(Table::Documents)?)
            .set_key(Some(self.key(url).item()))
            .update_expression("SET forced_at = :now")
            .condition_expression("attribute_not_exists(forced_at) OR forced_at <= :before")
            .expression_attribute_values(":now", number(now.as_millisecond()))
            .expression_attribute_values(":before", number(before.as_millisecond()));
        let doing = "forcing a refresh";
        Ok(faults::conditionally(doing, || update.clone().send()).await?.is_some())
    }
}
