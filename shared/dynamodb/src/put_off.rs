//! Messages that are tried again later than a queue would: their worker puts them off, and the sweep puts them
//! back on their queue.
//!
//! A pointer stands in one partition under the time it is due, so that the sweep reads those that are due and no
//! others, however many wait for a service that is down. Another item, under the message, says until when it is
//! put off: of several deliveries of one message, one puts it off, and the others find that it is.

use async_trait::async_trait;
use futures_util::future;
use identity::MessageId;
use jiff::Timestamp;
use ports::{Fault, PutOff, Retries};

use crate::{
    Store, Table,
    faults::{self, Trouble},
    item::{self, Item, Key, number},
    stored::Ref,
    tasks::moment,
    transaction::{Condition, Transaction},
};

const DOING: &str = "putting a message off";
const LOOKING: &str = "looking which messages are due";

/// The partition of what was put off. Some are in it at a time, one a minute at most of each.
const LATER: &str = "LATER";

/// The attribute that says until when: milliseconds since 1970.
const UNTIL: &str = "put_off_until";

fn note(id: &MessageId) -> Key {
    Key::new(format!("PUT_OFF#{}", id.as_str()), "PUT_OFF")
}

/// The key of a pointer: no two times a message is put off have one.
fn pointer(id: &MessageId, until: Timestamp) -> Key {
    Key::new(LATER, format!("{}#{}", moment(until), id.as_str()))
}

#[async_trait]
impl Retries for Store {
    async fn put_off_until(&self, message: &MessageId) -> Result<Option<Timestamp>, Fault> {
        let note = self.item(DOING, self.table(Table::Outbox)?, note(message)).await?;
        let until = note.map(|note| until(&note).ok_or(Trouble::Unreadable("time")));
        until.transpose().map_err(|trouble| Fault::new(DOING, trouble))
    }

    async fn put_off(&self, message: &PutOff, now: Timestamp) -> Result<(), Fault> {
        let table = self.table(Table::Outbox)?;
        let PutOff { pending, until } = message;
        let mut item = note(&pending.id).item();
        item.insert(UNTIL.to_owned(), number(until.as_millisecond()));
        let not_yet = Condition::new(format!("attribute_not_exists(pk) OR {UNTIL} <= :now"))
            .value(":now", number(now.as_millisecond()));
        let mut transaction = Transaction::default();
        transaction.put(table, item, Some(not_yet));
        transaction.put(table, item::write(pointer(&pending.id, *until), Ref(pending)), None);
        // If that was refused, whoever was delivered it as well has put it off.
        self.transact(DOING, transaction, None).await.map(drop)
    }
}

impl Store {
    /// What is due, the first due first.
    pub(crate) async fn put_off_until_now(
        &self,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<PutOff>, Fault> {
        let query = self
            .client
            .query()
            .table_name(self.table(Table::Outbox)?)
            .consistent_read(true)
            .key_condition_expression("pk = :pk AND sk < :after")
            .expression_attribute_values(":pk", item::text(LATER))
            // What is due this very moment has `#` behind it, and `$` comes after that.
            .expression_attribute_values(":after", item::text(format!("{}$", moment(now))))
            .limit(i32::try_from(most).unwrap_or(i32::MAX));
        let page = query.send().await.map_err(faults::fault(LOOKING))?;
        let items = page.items.unwrap_or_default().into_iter();
        let read = items.map(due).collect::<Result<_, Trouble>>();
        read.map_err(|trouble| Fault::new(LOOKING, trouble))
    }

    /// Takes away that these are due.
    pub(crate) async fn are_not_due_any_more(&self, messages: &[PutOff]) -> Result<(), Fault> {
        const DOING: &str = "noting what is on its queue again";
        let table = self.table(Table::Outbox)?;
        let deletes = messages.iter().map(async |PutOff { pending, until }| {
            let key = Some(pointer(&pending.id, *until).item());
            let delete = self.client.delete_item().table_name(table).set_key(key);
            delete.send().await.map(drop).map_err(faults::fault(DOING))
        });
        future::try_join_all(deletes).await.map(drop)
    }
}

fn until(item: &Item) -> Option<Timestamp> {
    let milliseconds = item.get(UNTIL)?.as_n().ok()?.parse().ok()?;
    Timestamp::from_millisecond(milliseconds).ok()
}

/// What a pointer says, and when it is due: that stands in its key.
fn due(item: Item) -> Result<PutOff, Trouble> {
    let unreadable = Trouble::Unreadable("time");
    let sk = item.get("sk").and_then(|sk| sk.as_s().ok());
    let until = sk.and_then(|sk| sk.split('#').next()?.parse().ok()).ok_or(unreadable)?;
    Ok(PutOff { pending: item::read("message", item)?, until })
}
