//! Refresh tokens: one item for a family of them, which says which one is good.

use async_trait::async_trait;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use identity::SessionId;
use jose::Digest;
use oidc::{RefreshGrant, StoredFamily};
use ports::{Fault, Grants, NewFamily, Refresh, RefreshTokens};

use crate::{
    Store, Table,
    faults::{self, Trouble},
    grants::{add_token, ended_key, granted_to, index_item, indexed},
    item::{self, Item, Key, text},
    stored::Ref,
    transaction::{Change, Condition, NEW, Outcome, Transaction, request_token},
};

/// The attribute that says which family of refresh tokens something belongs to.
pub(crate) const FAMILY: &str = "refresh_family";

/// The attribute with the digest of the one token that is good. A revoked family has none.
const CURRENT: &str = "good_token";

fn key(id: &Digest) -> Key {
    Key::new(format!("FAMILY#{}", id.as_str()), "FAMILY")
}

/// Adds a new family to a transaction, and to the index of its sign-in.
pub(crate) fn add_family(transaction: &mut Transaction, table: &str, family: &NewFamily) {
    let NewFamily { id, first, grant } = family;
    let mut item = item::write(key(id), Ref(grant));
    item.insert(CURRENT.to_owned(), text(first.as_str()));
    transaction.create(table, item);
    let indexed = index_item(&grant.access.session, key(id), grant.expires_at);
    transaction.put(table, indexed, None);
}

fn read(item: Item) -> Result<StoredFamily, Trouble> {
    let current = item::digest(&item, CURRENT).map_err(|_| Trouble::Unreadable(WHAT))?;
    Ok(StoredFamily { grant: item::read(WHAT, item)?, current })
}

const WHAT: &str = "family of refresh tokens";

#[async_trait]
impl RefreshTokens for Store {
    async fn family(&self, id: &Digest) -> Result<Option<StoredFamily>, Fault> {
        const DOING: &str = "loading a family of refresh tokens";
        let item = self.item(DOING, self.table(Table::Grants)?, key(id)).await?;
        item.map(read).transpose().map_err(|trouble| Fault::new(DOING, trouble))
    }

    async fn refresh(&self, refresh: &Refresh) -> Result<bool, Fault> {
        let table = self.table(Table::Grants)?;
        let Refresh { family, presented, next, connection, token, stored } = refresh;
        let connection: AttributeValue = serde_dynamo::to_attribute_value(Ref(connection))
            .expect("the shape is made of values that DynamoDB knows");
        let change = Change::new("SET good_token = :next, #connection = :connection")
            .name("#connection", "connection")
            .value(":next", text(next.as_str()))
            .value(":connection", connection);
        let good = Condition::new("good_token = :presented");
        let good = good.value(":presented", text(presented.as_str()));
        let mut transaction = Transaction::default();
        transaction.update(table, key(family), change, Some(good));
        add_token(&mut transaction, table, token, stored, Some(family));
        transaction.check(table, ended_key(&stored.access.session), Condition::new(NEW));
        let same = request_token(&[presented.as_str(), next.as_str()]);
        let outcome = self.transact("refreshing tokens", transaction, Some(same)).await?;
        Ok(outcome == Outcome::Written)
    }

    /// First no token is good any more, then the access tokens go that were given before that.
    async fn revoke_family(&self, id: &Digest) -> Result<(), Fault> {
        const DOING: &str = "revoking refresh tokens";
        let update = self
            .client
            .update_item()
            .table_name(self.table(Table::Grants)?)
            .set_key(Some(key(id).item()))
            .update_expression("REMOVE good_token")
            .condition_expression("attribute_exists(pk)")
            .return_values(ReturnValue::AllNew);
        let Some(revoked) = faults::conditionally(DOING, || update.clone().send()).await? else {
            return Ok(());
        };
        let grant: RefreshGrant = item::read(WHAT, revoked.attributes.unwrap_or_default())
            .map_err(|trouble| Fault::new(DOING, trouble))?;
        for token in self.access_tokens(DOING, id, &grant.access.session).await? {
            self.revoke(&token).await?;
        }
        Ok(())
    }
}

impl Store {
    /// The access tokens that were given with the refresh tokens of a family.
    async fn access_tokens(
        &self,
        doing: &'static str,
        family: &Digest,
        sign_in: &SessionId,
    ) -> Result<Vec<Digest>, Fault> {
        let table = self.table(Table::Grants)?;
        let granted = self.items_under(doing, table, &granted_to(sign_in)).await?;
        let of_family =
            granted.iter().filter(|item| item.get(FAMILY) == Some(&text(family.as_str())));
        Ok(of_family.filter_map(indexed).filter_map(|key| token_of(&key)).collect())
    }
}

fn token_of(key: &Key) -> Option<Digest> {
    key.pk.strip_prefix("TOKEN#").and_then(Digest::from_stored)
}
