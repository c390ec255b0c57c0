//! Browser sessions, and how a sign-in ends everywhere.

use async_trait::async_trait;
use aws_sdk_dynamodb::types::{
    AttributeValue, DeleteRequest, PutRequest, ReturnValue, WriteRequest,
};
use identity::{SessionId, Subject};
use jiff::{SignedDuration, Timestamp};
use jose::Digest;
use ports::{
    Fault, NewSession, Returning, SESSION_IDLE, SIGN_IN_LIFE, Session, SessionSignIn, Sessions,
    SignOut,
};

use crate::{
    Store, Table, answers,
    faults::{self, TRIES, Trouble},
    grants::{granted_to, indexed, is_place},
    item::{self, Item, Key, expiry, has_expired, seconds},
    schema::EXPIRY_ATTRIBUTE,
    sign_out_notices,
    stored::Ref,
    transaction::{Condition, Transaction},
};

/// How much longer a session has to last before that is written down.
const WORTH_WRITING: SignedDuration = SignedDuration::from_mins(5);

/// The condition on a session that may have ended meanwhile.
const NOT_ENDED: &str = "attribute_not_exists(ended)";

/// DynamoDB's limit for one `BatchWriteItem`.
const BATCH: usize = 25;

pub(crate) fn key(digest: &Digest) -> Key {
    Key::new(format!("SESSION#{}", digest.as_str()), "SESSION")
}

fn sign_out_key(state: &Digest) -> Key {
    Key::new(format!("SIGN_OUT#{}", state.as_str()), "SIGN_OUT")
}

/// What is left of a session that has ended, until it would have expired: nothing can bring it back, not
/// even a request that read it before.
fn ended(key: Key, until: Timestamp) -> Item {
    let mut item = key.item();
    item.insert("ended".to_owned(), AttributeValue::Bool(true));
    item.insert(EXPIRY_ATTRIBUTE.to_owned(), seconds(until));
    item
}

/// Adds a session to a transaction, with its place among those of its sign-in and of its subject. It fails
/// if the session has ended.
pub(crate) fn add(transaction: &mut Transaction, table: &str, new: &NewSession) {
    let item = item::write(key(&new.digest), Ref(&new.session));
    transaction.put(table, item, Some(Condition::new(NOT_ENDED)));
    if let Some(sign_in) = &new.session.sign_in {
        let until = seconds(new.session.expires_at.max(over(sign_in)));
        let mut item = Key::new(granted_to(&sign_in.session), key(&new.digest).pk).item();
        item.insert(EXPIRY_ATTRIBUTE.to_owned(), until.clone());
        transaction.put(table, item, None);
        let mut item = sign_out_notices::place(&sign_in.subject, &key(&new.digest), sign_in);
        item.insert(EXPIRY_ATTRIBUTE.to_owned(), until);
        transaction.put(table, item, None);
    }
}

/// Adds the end of a session to a transaction. It fails if the session has ended already.
pub(crate) fn add_end(
    transaction: &mut Transaction,
    table: &str,
    digest: &Digest,
    until: Timestamp,
) -> usize {
    let not_ended = Condition::new(NOT_ENDED);
    transaction.put(table, ended(key(digest), until), Some(not_ended))
}

/// The session an item of its table holds, unless it has ended or expired.
pub(crate) fn read(item: Item, now: Timestamp) -> Result<Option<Session>, Trouble> {
    if item.contains_key("ended") || has_expired(&item, now) {
        return Ok(None);
    }
    let session: Session = item::read("session", item)?;
    let sign_in = session.sign_in.filter(|sign_in| now < over(sign_in));
    Ok(Some(Session { sign_in, ..session }))
}

/// When a sign-in is over.
fn over(sign_in: &SessionSignIn) -> Timestamp {
    sign_in.came_back_at.saturating_add(SIGN_IN_LIFE).unwrap_or(Timestamp::MAX)
}

#[async_trait]
impl Sessions for Store {
    async fn session(&self, digest: &Digest, now: Timestamp) -> Result<Option<Session>, Fault> {
        const DOING: &str = "loading a session";
        match self.item(DOING, self.table(Table::Journeys)?, key(digest)).await? {
            None => Ok(None),
            Some(item) => read(item, now).map_err(|trouble| Fault::new(DOING, trouble)),
        }
    }

    async fn returning(
        &self,
        digest: &Digest,
        subject: &Subject,
        now: Timestamp,
    ) -> Result<Returning, Fault> {
        const DOING: &str = "loading what there is of somebody who comes back";
        let keys = [key(digest), answers::key(subject)];
        let mut items = self.several(DOING, self.table(Table::Journeys)?, &keys).await?.into_iter();
        let trouble = |trouble| Fault::new(DOING, trouble);
        let session = items.next().flatten().map(|item| read(item, now)).transpose();
        let answered = items.next().flatten().map(|item| answers::read(item, now)).transpose();
        Ok(Returning {
            session: session.map_err(trouble)?.flatten(),
            answered: answered.map_err(trouble)?.flatten(),
        })
    }

    async fn end(
        &self,
        digest: Option<&Digest>,
        session: Option<&SessionId>,
        at: Timestamp,
    ) -> Result<(), Fault> {
        if let Some(session) = session {
            self.end_sign_in(session, digest, at).await?;
        }
        // Last, so that whoever is interrupted still has it to begin again with.
        if let Some(digest) = digest {
            self.end_session(digest).await?;
            if let Some(session) = session {
                self.end_sessions_of(session, None).await?;
            }
        }
        Ok(())
    }

    async fn sign_in(
        &self,
        session: &SessionId,
        now: Timestamp,
    ) -> Result<Option<SessionSignIn>, Fault> {
        const DOING: &str = "looking a sign-in up";
        let table = self.table(Table::Journeys)?;
        for place in self.items_under(DOING, table, &granted_to(session)).await? {
            let Some(key) = indexed(&place).filter(|_| !has_expired(&place, now)) else { continue };
            let Some(item) = self.item(DOING, table, key).await? else { continue };
            let found = read(item, now).map_err(|trouble| Fault::new(DOING, trouble))?;
            if let Some(sign_in) = found.and_then(|found| found.sign_in) {
                return Ok(Some(sign_in));
            }
        }
        Ok(None)
    }

    async fn begin_sign_out(&self, sign_out: &SignOut) -> Result<(), Fault> {
        let item = item::write(sign_out_key(&sign_out.state), Ref(sign_out));
        let put =
            self.client.put_item().table_name(self.table(Table::Journeys)?).set_item(Some(item));
        put.send().await.map_err(faults::fault("remembering a sign-out"))?;
        Ok(())
    }

    async fn finish_sign_out(
        &self,
        state: &Digest,
        now: Timestamp,
    ) -> Result<Option<SignOut>, Fault> {
        const DOING: &str = "finishing a sign-out";
        let deleted = self
            .client
            .delete_item()
            .table_name(self.table(Table::Journeys)?)
            .set_key(Some(sign_out_key(state).item()))
            .return_values(ReturnValue::AllOld)
            .send()
            .await
            .map_err(faults::fault(DOING))?;
        deleted
            .attributes
            .filter(|item| !has_expired(item, now))
            .map(|item| item::read("sign-out", item))
            .transpose()
            .map_err(|trouble| Fault::new(DOING, trouble))
    }
}

impl Store {
    /// Has a session that is being used last longer, if that is worth a write.
    pub(crate) async fn keep_session(
        &self,
        digest: &Digest,
        session: Session,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let idle_at = now.saturating_add(SESSION_IDLE).unwrap_or(Timestamp::MAX);
        if idle_at.duration_since(session.idle_at) < WORTH_WRITING {
            return Ok(());
        }
        let item = item::write(key(digest), Ref(&Session { idle_at, ..session }));
        let put = self
            .client
            .put_item()
            .table_name(self.table(Table::Journeys)?)
            .set_item(Some(item))
            .condition_expression("attribute_exists(pk) AND attribute_not_exists(ended)");
        // It may have ended meanwhile, and stays so.
        faults::conditionally("keeping a session", || put.clone().send()).await?;
        Ok(())
    }

    async fn end_session(&self, digest: &Digest) -> Result<(), Fault> {
        let update = self
            .client
            .update_item()
            .table_name(self.table(Table::Journeys)?)
            .set_key(Some(key(digest).item()))
            .update_expression("SET ended = :ended REMOVE sign_in, browser")
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":ended", AttributeValue::Bool(true));
        // Nobody may have such a session: then there is nothing to end.
        faults::conditionally("ending a session", || update.clone().send()).await?;
        Ok(())
    }

    /// First nothing can be granted to the sign-in any more, and its services will be told; then what was
    /// granted goes, and then the sessions but for one that is spared, each before the place where it was
    /// found: whoever is interrupted can begin again.
    pub(crate) async fn end_sign_in(
        &self,
        sign_in: &SessionId,
        spared: Option<&Digest>,
        at: Timestamp,
    ) -> Result<(), Fault> {
        const DOING: &str = "ending a sign-in";
        let (journeys, grants) = (self.table(Table::Journeys)?, self.table(Table::Grants)?);
        let partition = granted_to(sign_in);

        let sessions = self.items_under(DOING, journeys, &partition).await?;
        let last = sessions.iter().filter_map(expiry).max();
        self.say_that_it_has_ended(DOING, sign_in, last, at).await?;

        let granted = self.items_under(DOING, grants, &partition).await?;
        let gone: Vec<Key> = granted.iter().filter_map(indexed).collect();
        self.write_all(DOING, grants, gone.into_iter().map(deletion).collect()).await?;
        let places = granted.iter().filter(|item| is_place(item)).filter_map(place);
        self.write_all(DOING, grants, places.collect()).await?;

        self.end_sessions_of(sign_in, spared).await
    }

    /// Ends the sessions of a sign-in but for one that is spared, and forgets where they were found, until none
    /// is left: a journey that begins meanwhile moves the sign-in to a new session. Either it came first, and
    /// the new one is found, or it finds its old one ended.
    async fn end_sessions_of(
        &self,
        sign_in: &SessionId,
        spared: Option<&Digest>,
    ) -> Result<(), Fault> {
        const DOING: &str = "ending the sessions of a sign-in";
        let table = self.table(Table::Journeys)?;
        let spared = spared.map(key);
        for _ in 0..TRIES {
            let mut places = self.items_under(DOING, table, &granted_to(sign_in)).await?;
            places.retain(|place| indexed(place) != spared);
            if places.is_empty() {
                return Ok(());
            }
            let over = places
                .iter()
                .filter_map(|place| Some(replacement(ended(indexed(place)?, expiry(place)?))));
            self.write_all(DOING, table, over.collect()).await?;
            let places = places.iter().filter_map(place).collect();
            self.write_all(DOING, table, places).await?;
        }
        Err(Fault::new(DOING, Trouble::Contended))
    }

    /// Writes in batches, until DynamoDB leaves nothing out.
    pub(crate) async fn write_all(
        &self,
        doing: &'static str,
        table: &str,
        writes: Vec<WriteRequest>,
    ) -> Result<(), Fault> {
        for batch in writes.chunks(BATCH) {
            let mut left = batch.to_vec();
            for number in 1..=TRIES {
                let request = self.client.batch_write_item().request_items(table, left);
                let answer = request.send().await.map_err(faults::fault(doing))?;
                let mut out = answer.unprocessed_items.unwrap_or_default();
                left = out.remove(table).unwrap_or_default();
                if left.is_empty() {
                    break;
                }
                faults::wait_before_try(number).await;
            }
            if !left.is_empty() {
                return Err(Fault::new(doing, Trouble::LeftOut));
            }
        }
        Ok(())
    }
}

fn deletion(key: Key) -> WriteRequest {
    let delete = DeleteRequest::builder().set_key(Some(key.item())).build();
    WriteRequest::builder().delete_request(delete.expect("the key was given")).build()
}

fn replacement(item: Item) -> WriteRequest {
    let put = PutRequest::builder().set_item(Some(item)).build();
    WriteRequest::builder().put_request(put.expect("the item was given")).build()
}

/// The deletion of an item of an index.
pub(crate) fn place(item: &Item) -> Option<WriteRequest> {
    let text = |name: &str| Some(item.get(name)?.as_s().ok()?.clone());
    Some(deletion(Key::new(text("pk")?, text("sk")?)))
}
