//! Calling services that are told when a sign-in ends: who is, and who was.

use async_trait::async_trait;
use futures_util::future;
use identity::{ClientId, MessageId, SessionId, Subject};
use jiff::{SignedDuration, Timestamp};
use oidc::REFRESH_LIFE;
use ports::{Clients, Fault, Outgoing, ToldServices};

use crate::{
    Store, Table,
    faults::{self, TRIES, Trouble},
    grants::{clients_key, ended_key, granted_to},
    item::{self, Item, Key, expiry, number, seconds, text},
    outbox,
    schema::EXPIRY_ATTRIBUTE,
    transaction::{Condition, NEW, Outcome, Transaction},
};

/// How long after its last session a sign-in is known to have ended: longer than any code or token of it
/// could have been good.
const ENDED_FOR: SignedDuration = SignedDuration::from_hours(REFRESH_LIFE.as_hours() + 1);

/// How many services are told of in one transaction: a message is two of its at most 100 writes.
const MOST_AT_ONCE: usize = 40;

fn told_key(message: &MessageId) -> Key {
    Key::new(format!("TOLD#{}", message.as_str()), "TOLD")
}

/// What is known of a sign-in when it ends.
struct Known {
    has_ended: bool,
    /// From when on nothing that was granted is good any more: refresh tokens outlast the sessions.
    granted_until: Option<Timestamp>,
    /// Who was granted something, in what order does not matter, and the person.
    granted: Option<(Subject, Vec<ClientId>)>,
}

impl Store {
    /// Says that a sign-in has ended, and in the same transaction that the services which were granted
    /// something in it are to be told, if they want to be. `last` is when its last session expires. Of what
    /// never was, nothing is said.
    pub(crate) async fn say_that_it_has_ended(
        &self,
        doing: &'static str,
        sign_in: &SessionId,
        last: Option<Timestamp>,
        at: Timestamp,
    ) -> Result<(), Fault> {
        for number in 1..=TRIES {
            let known = self.known_of(doing, sign_in).await?;
            let of_session = |last: Timestamp| last.saturating_add(ENDED_FOR).unwrap_or(last);
            let Some(until) = last.map(of_session).max(known.granted_until) else { return Ok(()) };
            let to_tell = self.to_tell(sign_in, &known).await?;
            let (now, later) = to_tell.split_at(to_tell.len().min(MOST_AT_ONCE));
            if !known.has_ended {
                let ended = self.ending(sign_in, &known, until, (now, at))?;
                if self.transact(doing, ended, None).await? != Outcome::Written {
                    // Somebody else was quicker: with the same, or with another client.
                    faults::wait_before_try(number).await;
                    continue;
                }
            }
            return self.tell_the_others(doing, later, at).await;
        }
        Err(Fault::new(doing, Trouble::Contended))
    }

    /// That a sign-in has ended, for everybody whom it was known for.
    fn ending(
        &self,
        sign_in: &SessionId,
        known: &Known,
        until: Timestamp,
        (to_tell, at): (&[(MessageId, Outgoing)], Timestamp),
    ) -> Result<Transaction, Fault> {
        let grants = self.table(Table::Grants)?;
        let mut transaction = Transaction::default();
        let mut item = ended_key(sign_in).item();
        item.insert(EXPIRY_ATTRIBUTE.to_owned(), seconds(until));
        transaction.create(grants, item);
        // Whoever was granted something for the first time meanwhile has to be told as well.
        let as_known = match &known.granted {
            None => Condition::new(NEW),
            Some((_, clients)) => Condition::new("size(clients) = :known")
                .value(":known", number(i128::try_from(clients.len()).unwrap_or(i128::MAX))),
        };
        transaction.check(grants, clients_key(sign_in), as_known);
        for (id, message) in to_tell {
            let table = self.table(Table::Outbox)?;
            outbox::add(&mut transaction, table, id.clone(), message.clone(), at);
        }
        Ok(transaction)
    }

    /// Writes the messages that one transaction does not hold. Those that are there already stay.
    async fn tell_the_others(
        &self,
        doing: &'static str,
        others: &[(MessageId, Outgoing)],
        at: Timestamp,
    ) -> Result<(), Fault> {
        for (id, message) in others {
            let mut transaction = Transaction::default();
            let table = self.table(Table::Outbox)?;
            outbox::add(&mut transaction, table, id.clone(), message.clone(), at);
            self.transact(doing, transaction, None).await?;
        }
        Ok(())
    }

    async fn known_of(&self, doing: &'static str, sign_in: &SessionId) -> Result<Known, Fault> {
        let items =
            self.items_under(doing, self.table(Table::Grants)?, &granted_to(sign_in)).await?;
        let there = |sk: &str| items.iter().find(|item| item.get("sk") == Some(&text(sk)));
        let granted = there("CLIENTS").map(clients);
        Ok(Known {
            has_ended: there("ENDED").is_some(),
            granted_until: items.iter().filter_map(expiry).max(),
            granted: granted.transpose().map_err(|unreadable| Fault::new(doing, unreadable))?,
        })
    }

    /// The messages to those who want to be told, always in the same order.
    async fn to_tell(
        &self,
        sign_in: &SessionId,
        known: &Known,
    ) -> Result<Vec<(MessageId, Outgoing)>, Fault> {
        let Some((subject, clients)) = &known.granted else { return Ok(Vec::new()) };
        let registered = clients.iter().map(|client| self.client(client));
        let registered = future::try_join_all(registered).await?;
        let listens = registered
            .into_iter()
            .flatten()
            .filter(|client| client.backchannel_logout_uri.is_some());
        let message = |client: ClientId| {
            let cause = format!("{}#{}", granted_to(sign_in), client.as_str());
            let (subject, session) = (subject.clone(), sign_in.clone());
            (outbox::id(&cause, 0), Outgoing::SignedOut { client, subject, session })
        };
        Ok(listens.map(|client| message(client.service.id)).collect())
    }
}

/// Who was granted something, and for whom.
fn clients(item: &Item) -> Result<(Subject, Vec<ClientId>), Trouble> {
    let unreadable = Trouble::Unreadable("list of clients");
    let read = || {
        let subject = item.get("subject")?.as_s().ok()?.parse().ok()?;
        Some((subject, item::clients(item)?))
    };
    read().ok_or(unreadable)
}

#[async_trait]
impl ToldServices for Store {
    async fn was_told(&self, message: &MessageId) -> Result<bool, Fault> {
        let table = self.table(Table::Outbox)?;
        let note = self.item("looking up who was told", table, told_key(message)).await?;
        Ok(note.is_some())
    }

    async fn told(&self, message: &MessageId, at: Timestamp) -> Result<(), Fault> {
        let mut item = told_key(message).item();
        item.insert("at".to_owned(), text(at.to_string()));
        let table = self.table(Table::Outbox)?;
        let put = self.client.put_item().table_name(table).set_item(Some(item));
        put.send().await.map_err(faults::fault("noting who was told"))?;
        Ok(())
    }
}
