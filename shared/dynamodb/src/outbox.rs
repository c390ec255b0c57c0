//! Messages that have still to go out.
//!
//! A message stays for good, so that a worker that sees it again knows what became of it. Beside it
//! stands a pointer as long as it waits for the relay, in one of a few partitions: all of them together
//! are read by the sweep alone, and none grows hot.

use async_trait::async_trait;
use futures_util::{StreamExt, TryStreamExt, future, stream};
use identity::{ClientId, MessageId};
use jiff::Timestamp;
use jose::Digest;
use oidc::webhook::Event;
use ports::{Fault, Outbox, Outgoing, Pending, PutOff};

use crate::{
    Store, Table,
    faults::{self, Trouble},
    item::{self, Item, Key},
    stored::Ref,
    together::BATCH,
    transaction::Transaction,
};

const DOING: &str = "reading the outbox";

/// How many partitions messages wait in.
const SHARDS: u8 = 16;

/// How many of them are read at the same time: each opens a connection the first time, and nobody waits for it.
const SHARDS_AT_ONCE: usize = 4;

/// The key of a message.
pub(crate) fn key(id: &MessageId) -> Key {
    Key::new(format!("MESSAGE#{}", id.as_str()), "MESSAGE")
}

/// The key of the pointer to a message that waits.
fn waits(id: &MessageId) -> Key {
    let digest = Digest::of(id.as_str().as_bytes());
    let shard = digest.as_str().bytes().fold(0, u8::wrapping_add) % SHARDS;
    Key::new(waiting_in(shard), id.as_str())
}

fn waiting_in(shard: u8) -> String {
    format!("WAITING#{shard:02}")
}

/// The id of the message that is number `number` of those that `cause` wrote. The same cause writes the
/// same message, however often it is tried.
pub(crate) fn id(cause: &str, number: usize) -> MessageId {
    let digest = Digest::of(format!("{cause}#{number}").as_bytes());
    let id = digest.as_str()[..32].parse();
    id.expect("a digest is base64url, and 32 characters are few enough")
}

/// Writes a message, and that it waits.
pub(crate) fn add(
    transaction: &mut Transaction,
    table: &str,
    id: MessageId,
    message: Outgoing,
    written_at: Timestamp,
) {
    let pending = Pending { id, message, written_at };
    transaction.create(table, item::write(key(&pending.id), Ref(&pending)));
    transaction.create(table, item::write(waits(&pending.id), Ref(&pending)));
}

impl Store {
    /// Writes a message that has a service try whether it hears us. Two in one moment are one.
    ///
    /// # Errors
    /// The store failed.
    pub async fn ping(&self, client: &ClientId, at: Timestamp) -> Result<MessageId, Fault> {
        const DOING: &str = "writing a ping";
        let id = id(&format!("PING#{}#{at}", client.as_str()), 0);
        let message = Outgoing::Webhook { client: client.clone(), event: Event::Ping };
        let mut transaction = Transaction::default();
        add(&mut transaction, self.table(Table::Outbox)?, id.clone(), message, at);
        // If it is refused, it is there already.
        self.transact(DOING, transaction, None).await?;
        Ok(id)
    }
}

#[async_trait]
impl Outbox for Store {
    async fn message(&self, id: &MessageId) -> Result<Option<Pending>, Fault> {
        let item = self.item(DOING, self.table(Table::Outbox)?, key(id)).await?;
        item.map(read).transpose().map_err(|trouble| Fault::new(DOING, trouble))
    }

    async fn messages(&self, ids: &[MessageId]) -> Result<Vec<Option<Pending>>, Fault> {
        let table = self.table(Table::Outbox)?;
        let keys: Vec<Key> = ids.iter().map(key).collect();
        let reads = keys.chunks(BATCH).map(|keys| self.several(DOING, table, keys));
        let items = future::try_join_all(reads).await?.into_iter().flatten();
        let read = items.map(|item| item.map(read).transpose()).collect::<Result<_, Trouble>>();
        read.map_err(|trouble| Fault::new(DOING, trouble))
    }

    async fn waiting(&self, before: Timestamp, most: usize) -> Result<Vec<Pending>, Fault> {
        let table = self.table(Table::Outbox)?;
        let shards =
            (0..SHARDS).map(async |shard| self.items_under(DOING, table, &waiting_in(shard)).await);
        let found = stream::iter(shards).buffered(SHARDS_AT_ONCE).try_collect::<Vec<_>>();
        let items = found.await?.into_iter().flatten();
        let read = items.map(read).collect::<Result<Vec<_>, Trouble>>();
        let mut waiting = read.map_err(|trouble| Fault::new(DOING, trouble))?;
        waiting.retain(|pending| pending.written_at < before);
        waiting.sort_by_key(|pending| pending.written_at);
        waiting.truncate(most);
        Ok(waiting)
    }

    async fn relayed(&self, messages: &[MessageId]) -> Result<(), Fault> {
        const DOING: &str = "taking messages out of the outbox";
        let table = self.table(Table::Outbox)?;
        let deletes = messages.iter().map(async |id| {
            let key = Some(waits(id).item());
            let delete = self.client.delete_item().table_name(table).set_key(key);
            delete.send().await.map(drop).map_err(faults::fault(DOING))
        });
        future::try_join_all(deletes).await.map(drop)
    }

    async fn due(&self, now: Timestamp, most: usize) -> Result<Vec<PutOff>, Fault> {
        self.put_off_until_now(now, most).await
    }

    async fn relayed_again(&self, messages: &[PutOff]) -> Result<(), Fault> {
        self.are_not_due_any_more(messages).await
    }
}

fn read(item: Item) -> Result<Pending, Trouble> {
    item::read("message", item)
}
