//! Our signing keys: their public halves, and when each signs.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use oidc::keys::{DatedKey, KEPT_FOR, KeySet};
use ports::{Fault, PublishedKeys};

use crate::{
    Store, Table,
    faults::{self, Trouble},
    item::{self, Key, number},
    stored::Ref,
};

const LOADING: &str = "loading our signing keys";
const KEEPING: &str = "keeping our signing keys";

/// How long nobody tries again to read the set after that failed.
const TRIED_EVERY: SignedDuration = SignedDuration::from_secs(30);

/// What is stored.
#[derive(Debug)]
pub(crate) struct StoredKeySet {
    /// How often it has been changed.
    pub(crate) version: u64,
    pub(crate) keys: Vec<DatedKey>,
}

/// The set as it was read, to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadKeySet {
    /// The keys; none before the first rotation.
    pub set: KeySet,
    version: u64,
}

/// The set as it is kept between requests.
struct KeptKeySet {
    store: Store,
    kept: Mutex<Option<Kept>>,
}

#[derive(Clone)]
struct Kept {
    set: Arc<KeySet>,
    good_until: Timestamp,
    /// A clock that was set back must not keep it for longer.
    read_at: Timestamp,
}

impl Store {
    /// As the published halves of our keys. They are read when somebody asks, and then kept for
    /// [`KEPT_FOR`].
    pub fn published_keys(&self) -> Arc<dyn PublishedKeys> {
        Arc::new(KeptKeySet { store: self.clone(), kept: Mutex::new(None) })
    }

    /// Our keys as they are, for whoever changes them.
    pub async fn key_set(&self) -> Result<ReadKeySet, Fault> {
        let item = self.item_alone(LOADING, self.table(Table::Documents)?, key()).await?;
        let Some(item) = item else { return Ok(ReadKeySet { set: KeySet::default(), version: 0 }) };
        let read: Result<StoredKeySet, _> = item::read("set of keys", item);
        let StoredKeySet { version, keys } =
            read.map_err(|trouble| Fault::new(LOADING, trouble))?;
        Ok(ReadKeySet { set: KeySet::new(keys), version })
    }

    /// Keeps `set` in place of the one that was `read`. `false` if somebody changed that meanwhile: then nothing
    /// is kept.
    pub async fn keep_key_set(&self, read: &ReadKeySet, set: &KeySet) -> Result<bool, Fault> {
        let stored = StoredKeySet { version: read.version + 1, keys: set.keys().to_vec() };
        let put = self
            .client
            .put_item()
            .table_name(self.table(Table::Documents)?)
            .set_item(Some(item::write(key(), Ref(&stored))))
            .condition_expression("attribute_not_exists(pk) OR version = :read")
            .expression_attribute_values(":read", number(read.version));
        Ok(faults::conditionally(KEEPING, || put.clone().send()).await?.is_some())
    }
}

#[async_trait]
impl PublishedKeys for KeptKeySet {
    async fn key_set(&self, now: Timestamp) -> Result<Arc<KeySet>, Fault> {
        let kept = self.kept().clone();
        if let Some(kept) = &kept
            && (kept.read_at..kept.good_until).contains(&now)
        {
            return Ok(kept.set.clone());
        }
        let (set, good_for) = match (self.store.key_set().await, kept) {
            (Ok(read), None) if read.set.keys().is_empty() => {
                return Err(Fault::new(LOADING, Trouble::NoKeys));
            }
            (Ok(read), Some(kept)) if read.set.keys().is_empty() => (kept.set, TRIED_EVERY),
            (Ok(read), _) => (Arc::new(read.set), KEPT_FOR),
            (Err(fault), Some(kept)) => {
                tracing::warn!(error = fault.in_full(), "our signing keys are those read before");
                (kept.set, TRIED_EVERY)
            }
            (Err(fault), None) => return Err(fault),
        };
        let good_until = now + good_for;
        *self.kept() = Some(Kept { set: set.clone(), good_until, read_at: now });
        Ok(set)
    }
}

impl KeptKeySet {
    fn kept(&self) -> MutexGuard<'_, Option<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for KeptKeySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeptKeySet(…)")
    }
}

fn key() -> Key {
    Key::new("SIGNING_KEYS", "SIGNING_KEYS")
}
