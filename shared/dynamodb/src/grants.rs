//! Codes, access tokens, and used client assertions.

use async_trait::async_trait;
use aws_sdk_dynamodb::types::AttributeValue;
use identity::SessionId;
use jiff::{SignedDuration, Timestamp};
use jose::Digest;
use oidc::{CodeGrant, CodeUse, Exchanged, REFRESH_LIFE, StoredCode, StoredToken};
use ports::{Fault, Grants, NewFamily, Redemption, RefreshTokens};

use crate::{
    Store, Table, audience,
    faults::{self, Trouble},
    item::{self, Item, Key, has_expired, seconds, text},
    refresh_tokens::{FAMILY, add_family},
    schema::EXPIRY_ATTRIBUTE,
    stored::Ref,
    transaction::{Change, Condition, NEW, Outcome, Transaction, request_token},
};

/// How long a code is remembered after it stopped being good: longer than the access token it may have
/// been exchanged for, so that its replay can still revoke that.
const REMEMBERED: SignedDuration = SignedDuration::from_mins(15);

/// How long after a client's last code it is known to have been granted something in the sign-in: longer than
/// anything that was granted with it is good.
const CLIENTS_KNOWN: SignedDuration = REFRESH_LIFE;

/// The condition on a code that was never presented.
const UNUSED: &str = "attribute_exists(pk) AND attribute_not_exists(used)";

fn code_key(digest: &Digest) -> Key {
    Key::new(format!("CODE#{}", digest.as_str()), "CODE")
}

fn token_key(digest: &Digest) -> Key {
    Key::new(format!("TOKEN#{}", digest.as_str()), "TOKEN")
}

/// The partition of everything a sign-in was granted.
pub(crate) fn granted_to(sign_in: &SessionId) -> String {
    format!("SIGN_IN#{}", sign_in.as_str())
}

/// The item that says that a sign-in has ended: nothing is granted to it any more.
pub(crate) fn ended_key(sign_in: &SessionId) -> Key {
    Key::new(granted_to(sign_in), "ENDED")
}

/// The item that names every client that was granted something in a sign-in.
pub(crate) fn clients_key(sign_in: &SessionId) -> Key {
    Key::new(granted_to(sign_in), "CLIENTS")
}

/// Whether an item of a sign-in is there to find others by, and goes with them; what says that the sign-in
/// ended stays.
pub(crate) fn is_place(item: &Item) -> bool {
    item.get("sk").is_some_and(|sk| *sk != text("ENDED"))
}

/// The item of `granted`, a key of this table, in the index of its sign-in.
pub(crate) fn index_item(sign_in: &SessionId, granted: Key, until: Timestamp) -> Item {
    let mut item = Key::new(granted_to(sign_in), granted.pk).item();
    item.insert(EXPIRY_ATTRIBUTE.to_owned(), seconds(until));
    item
}

/// What an index item points to; [`None`] for what else there is of a sign-in.
pub(crate) fn indexed(item: &Item) -> Option<Key> {
    let pk = item.get("sk")?.as_s().ok()?;
    let (kind, _) = pk.split_once('#')?;
    Some(Key::new(pk.clone(), kind))
}

/// Adds a new access token to a transaction, and to the index of its sign-in, with the family of refresh
/// tokens that it belongs to, if it does.
pub(crate) fn add_token(
    transaction: &mut Transaction,
    table: &str,
    token: &Digest,
    stored: &StoredToken,
    family: Option<&Digest>,
) {
    transaction.create(table, item::write(token_key(token), Ref(stored)));
    let mut indexed = index_item(&stored.access.session, token_key(token), stored.expires_at);
    indexed.extend(family.map(|family| (FAMILY.to_owned(), text(family.as_str()))));
    transaction.put(table, indexed, None);
}

/// Adds a new code to a transaction.
pub(crate) fn add_code(
    transaction: &mut Transaction,
    table: &str,
    digest: &Digest,
    grant: &CodeGrant,
) {
    let sign_in = &grant.access.session;
    let until = grant.expires_at.saturating_add(REMEMBERED).unwrap_or(Timestamp::MAX);
    let mut item = item::write(code_key(digest), Ref(grant));
    item.insert(EXPIRY_ATTRIBUTE.to_owned(), seconds(until));
    transaction.create(table, item);
    transaction.put(table, index_item(sign_in, code_key(digest), until), None);
    let known = Change::new("SET subject = :subject, expires_at = :until ADD clients :client")
        .value(":subject", text(grant.access.subject.as_str()))
        .value(":until", seconds(until.saturating_add(CLIENTS_KNOWN).unwrap_or(Timestamp::MAX)))
        .value(":client", AttributeValue::Ss(vec![grant.client.as_str().to_owned()]));
    transaction.update(table, clients_key(sign_in), known, None);
    audience::add_service(transaction, table, grant);
    transaction.check(table, ended_key(sign_in), Condition::new(NEW));
}

impl Store {
    /// The item of a code, and whether it is used.
    async fn stored_code(
        &self,
        doing: &'static str,
        digest: &Digest,
    ) -> Result<Option<StoredCode>, Fault> {
        let item = self.item(doing, self.table(Table::Grants)?, code_key(digest)).await?;
        item.map(read_code).transpose().map_err(|trouble| Fault::new(doing, trouble))
    }

    /// Uses a code up and issues nothing.
    async fn burn(&self, doing: &'static str, code: &Digest) -> Result<bool, Fault> {
        let update = self
            .client
            .update_item()
            .table_name(self.table(Table::Grants)?)
            .set_key(Some(code_key(code).item()))
            .update_expression("SET used = :used")
            .condition_expression(UNUSED)
            .expression_attribute_values(":used", AttributeValue::Bool(true));
        Ok(faults::conditionally(doing, || update.clone().send()).await?.is_some())
    }

    /// Uses a code up and issues tokens, in one.
    async fn exchange(
        &self,
        doing: &'static str,
        code: &Digest,
        (token, stored): (&Digest, &StoredToken),
        family: Option<&NewFamily>,
    ) -> Result<bool, Fault> {
        let table = self.table(Table::Grants)?;
        let sign_in = &stored.access.session;
        let mut transaction = Transaction::default();
        let mut change = Change::new(match family {
            None => "SET used = :used, issued = :issued",
            Some(_) => {
                "SET used = :used, issued = :issued, refresh_family = :family, expires_at = :until"
            }
        })
        .value(":used", AttributeValue::Bool(true))
        .value(":issued", text(token.as_str()));
        if let Some(family) = family {
            let until = seconds(family.grant.expires_at);
            change = change.value(":family", text(family.id.as_str())).value(":until", until);
            add_family(&mut transaction, table, family);
        }
        transaction.update(table, code_key(code), change, Some(Condition::new(UNUSED)));
        add_token(&mut transaction, table, token, stored, family.map(|family| &family.id));
        transaction.check(table, ended_key(sign_in), Condition::new(NEW));
        let same = request_token(&[code.as_str(), token.as_str()]);
        let outcome = self.transact(doing, transaction, Some(same)).await?;
        Ok(outcome == Outcome::Written)
    }
}

fn read_code(item: Item) -> Result<StoredCode, Trouble> {
    let digest = |name: &str| item::digest(&item, name).map_err(|_| Trouble::Unreadable("code"));
    let spent = match (item.contains_key("used"), digest("issued")?) {
        (false, _) => CodeUse::Unused,
        (true, None) => CodeUse::Spent(None),
        (true, Some(token)) => CodeUse::Spent(Some(Exchanged { token, family: digest(FAMILY)? })),
    };
    Ok(StoredCode { grant: item::read("code", item)?, spent })
}

#[async_trait]
impl Grants for Store {
    async fn code(&self, digest: &Digest) -> Result<Option<StoredCode>, Fault> {
        self.stored_code("loading a code", digest).await
    }

    async fn redeem(&self, code: &Digest, redemption: &Redemption) -> Result<bool, Fault> {
        const DOING: &str = "redeeming a code";
        match redemption {
            Redemption::Exchange { token, stored, family } => {
                self.exchange(DOING, code, (token, stored), family.as_deref()).await
            }
            Redemption::Burn => self.burn(DOING, code).await,
        }
    }

    async fn revoke_from(&self, code: &Digest) -> Result<(), Fault> {
        let stored = self.stored_code("revoking what a code gave", code).await?;
        let Some(CodeUse::Spent(Some(gave))) = stored.map(|stored| stored.spent) else {
            return Ok(());
        };
        if let Some(family) = &gave.family {
            self.revoke_family(family).await?;
        }
        self.revoke(&gave.token).await
    }

    async fn token(&self, digest: &Digest, now: Timestamp) -> Result<Option<StoredToken>, Fault> {
        const DOING: &str = "loading an access token";
        let item = self.item(DOING, self.table(Table::Grants)?, token_key(digest)).await?;
        item.filter(|item| !has_expired(item, now))
            .map(|item| item::read("access token", item))
            .transpose()
            .map_err(|trouble| Fault::new(DOING, trouble))
    }

    async fn revoke(&self, token: &Digest) -> Result<(), Fault> {
        let delete = self
            .client
            .delete_item()
            .table_name(self.table(Table::Grants)?)
            .set_key(Some(token_key(token).item()));
        delete.send().await.map_err(faults::fault("revoking an access token"))?;
        Ok(())
    }

    async fn first_use(&self, assertion: &Digest, until: Timestamp) -> Result<bool, Fault> {
        let mut item = Key::new(format!("ASSERTION#{}", assertion.as_str()), "ASSERTION").item();
        item.insert(EXPIRY_ATTRIBUTE.to_owned(), seconds(until));
        let put = self
            .client
            .put_item()
            .table_name(self.table(Table::Grants)?)
            .set_item(Some(item))
            .condition_expression(NEW);
        let doing = "remembering a client assertion";
        Ok(faults::conditionally(doing, || put.clone().send()).await?.is_some())
    }
}
