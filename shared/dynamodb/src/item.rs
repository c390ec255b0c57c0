//! Items, their keys, and reading and writing them.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use identity::ClientId;
use jiff::Timestamp;
use jose::Digest;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    faults::Trouble,
    schema::EXPIRY_ATTRIBUTE,
    stored::{Own, Stored},
};

/// An item as DynamoDB has it.
pub(crate) type Item = HashMap<String, AttributeValue>;

/// The version of every shape written today.
pub(crate) const VERSION: u8 = 1;

/// The primary key of an item.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) pk: String,
    pub(crate) sk: String,
}

impl Key {
    pub(crate) fn new(pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self { pk: pk.into(), sk: sk.into() }
    }

    /// Whether it is the key of this item.
    pub(crate) fn is_of(&self, item: &Item) -> bool {
        let is = |name: &str, own: &String| {
            item.get(name).is_some_and(|value| value.as_s().is_ok_and(|value| value == own))
        };
        is("pk", &self.pk) && is("sk", &self.sk)
    }

    pub(crate) fn item(self) -> Item {
        HashMap::from([("pk".to_owned(), text(self.pk)), ("sk".to_owned(), text(self.sk))])
    }
}

pub(crate) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

pub(crate) fn number(value: impl Into<i128>) -> AttributeValue {
    AttributeValue::N(value.into().to_string())
}

/// A moment as DynamoDB's expiry wants it: whole seconds.
pub(crate) fn seconds(at: Timestamp) -> AttributeValue {
    number(at.as_second())
}

/// The item of this key and shape version that holds `value`.
pub(crate) fn write(key: Key, value: impl Serialize) -> Item {
    let mut item: Item = serde_dynamo::to_item(value)
        .expect("every top-level shape is a map of values that DynamoDB knows");
    item.extend(key.item());
    item.insert("v".to_owned(), number(VERSION));
    item
}

/// What an item holds.
pub(crate) fn read<T: Stored>(what: &'static str, item: Item) -> Result<T, Trouble> {
    view(what, item).map(|Own(value)| value)
}

/// Some of what an item holds.
pub(crate) fn view<T: DeserializeOwned>(what: &'static str, item: Item) -> Result<T, Trouble> {
    if item.get("v") != Some(&number(VERSION)) {
        return Err(Trouble::OtherVersion(what));
    }
    // serde's message may quote a value.
    serde_dynamo::from_item(item).map_err(|_| Trouble::Unreadable(what))
}

/// An attribute that is not of the shape, and cannot be read.
pub(crate) struct NotADigest;

/// The digest in an attribute beside the shape, if the attribute is there.
pub(crate) fn digest(item: &Item, name: &str) -> Result<Option<Digest>, NotADigest> {
    let Some(value) = item.get(name) else { return Ok(None) };
    let digest = value.as_s().ok().and_then(|text| Digest::from_stored(text));
    digest.map(Some).ok_or(NotADigest)
}

/// The calling services in the set of an item, each once and always in the same order.
pub(crate) fn clients(item: &Item) -> Option<Vec<ClientId>> {
    let clients: BTreeSet<&String> = item.get("clients")?.as_ss().ok()?.iter().collect();
    clients.into_iter().map(|client| client.parse().ok()).collect()
}

/// Whether an item that says when it expires has done so at `now`.
pub(crate) fn has_expired(item: &Item, now: Timestamp) -> bool {
    expiry(item).is_some_and(|expiry| expiry <= now)
}

/// When an item expires, if it says so.
pub(crate) fn expiry(item: &Item) -> Option<Timestamp> {
    let seconds = item.get(EXPIRY_ATTRIBUTE)?.as_n().ok()?.parse().ok()?;
    Timestamp::from_second(seconds).ok()
}
