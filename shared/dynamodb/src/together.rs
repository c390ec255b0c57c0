//! Reads of items by their keys: those that are made at the same time are one call.
//!
//! A function says what does not depend on each other (`try_join!`), and need not know which items that takes. Whoever reads
//! waits for a turn of the runtime before anything is asked; whoever else reads in that turn is asked for with them, and each is handed
//! their own items. They are read consistently, and no two of them are one moment, asked for together or not.

use std::{
    collections::{BTreeMap, HashMap},
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use aws_sdk_dynamodb::{Client, types::KeysAndAttributes};
use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared},
};

use crate::{
    faults::{self, TRIES, Trouble},
    item::{Item, Key},
};

/// DynamoDB's limit for one `BatchGetItem`.
pub(crate) const BATCH: usize = 100;

/// Where an item is.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) table: String,
    pub(crate) key: Key,
}

/// What is going to be read by the next call.
#[derive(Clone, Default)]
pub(crate) struct Reads {
    next: Arc<Mutex<Option<Call>>>,
}

/// A call that others may still join.
#[derive(Clone)]
struct Call {
    wanted: Arc<Mutex<Vec<Place>>>,
    /// The items of all places, in the order in which they were asked for. Whoever asked takes theirs.
    answer: Shared<BoxFuture<'static, Result<Arc<Mutex<Items>>, Trouble>>>,
}

type Items = Vec<Option<Item>>;

impl Reads {
    /// The items at these places, in their order. At most [`BATCH`].
    pub(crate) async fn read(
        &self,
        client: &Client,
        places: Vec<Place>,
    ) -> Result<Vec<Option<Item>>, Trouble> {
        let own = places.len();
        let (call, first) = self.join(client, places);
        // Each waits for itself: were the call to wait, whoever joins it second would wake it too soon.
        tokio::task::yield_now().await;
        let items = call.answer.await?;
        let mut items = items.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(items.iter_mut().skip(first).take(own).map(Option::take).collect())
    }

    /// The call that these places are read with, and where in it they begin.
    fn join(&self, client: &Client, places: Vec<Place>) -> (Call, usize) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let has_room = |call: &&Call| call.wanted().len() + places.len() <= BATCH;
        let call = next.as_ref().filter(has_room).cloned();
        let call = call.unwrap_or_else(|| self.clone().call(client.clone()));
        *next = Some(call.clone());
        let mut wanted = call.wanted();
        let first = wanted.len();
        wanted.extend(places);
        drop(wanted);
        (call, first)
    }

    /// One that nobody has joined yet.
    fn call(self, client: Client) -> Call {
        let wanted = Arc::new(Mutex::new(Vec::new()));
        let places = Arc::clone(&wanted);
        let answer = async move {
            let items = fetch(&client, self.close(&places)).await?;
            Ok(Arc::new(Mutex::new(items)))
        };
        Call { wanted, answer: answer.boxed().shared() }
    }

    /// What a call is to ask for. Nobody joins it any more.
    fn close(&self, wanted: &Arc<Mutex<Vec<Place>>>) -> Vec<Place> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        if next.as_ref().is_some_and(|call| Arc::ptr_eq(&call.wanted, wanted)) {
            *next = None;
        }
        mem::take(&mut *wanted.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Call {
    fn wanted(&self) -> MutexGuard<'_, Vec<Place>> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks for all of them, and for one alone as for one.
async fn fetch(client: &Client, places: Vec<Place>) -> Result<Items, Trouble> {
    if let [place] = &places[..] {
        let request = client.get_item().table_name(&place.table).consistent_read(true);
        let answer = request.set_key(Some(place.key.clone().item())).send().await;
        return Ok(vec![answer.map_err(|error| faults::trouble(&error))?.item]);
    }
    let mut found = batch(client, &places).await?;
    let mut items = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let is_theirs =
            |(table, item): &(String, Item)| *table == place.table && place.key.is_of(item);
        let item = found.iter().position(is_theirs);
        items.push(match item {
            Some(item) if places[at + 1..].contains(place) => Some(found[item].1.clone()),
            Some(item) => Some(found.swap_remove(item).1),
            None => None,
        });
    }
    Ok(items)
}

/// The items that there are, each with its table.
async fn batch(client: &Client, places: &[Place]) -> Result<Vec<(String, Item)>, Trouble> {
    let mut wanted = request(places);
    let mut found = Vec::new();
    for number in 1..=TRIES {
        let answer = client.batch_get_item().set_request_items(Some(wanted)).send().await;
        let answer = answer.map_err(|error| faults::trouble(&error))?;
        for (table, items) in answer.responses.unwrap_or_default() {
            found.extend(items.into_iter().map(|item| (table.clone(), item)));
        }
        let left_out = answer.unprocessed_keys.unwrap_or_default();
        let left_out = left_out.into_iter().map(|(table, left)| (table, consistently(left.keys)));
        wanted = left_out.collect();
        if wanted.is_empty() {
            return Ok(found);
        }
        faults::wait_before_try(number).await;
    }
    Err(Trouble::LeftOut)
}

/// The keys by table, each once: DynamoDB refuses a key that is asked for twice.
fn request(places: &[Place]) -> HashMap<String, KeysAndAttributes> {
    let mut keys: BTreeMap<&str, Vec<&Key>> = BTreeMap::new();
    for place in places {
        let keys = keys.entry(&place.table).or_default();
        if !keys.contains(&&place.key) {
            keys.push(&place.key);
        }
    }
    let request =
        |keys: Vec<&Key>| consistently(keys.into_iter().map(|key| key.clone().item()).collect());
    keys.into_iter().map(|(table, keys)| (table.to_owned(), request(keys))).collect()
}

fn consistently(keys: Vec<Item>) -> KeysAndAttributes {
    let request = KeysAndAttributes::builder().set_keys(Some(keys)).consistent_read(true);
    request.build().expect("the keys were given")
}
