//! The keys that calling services publish.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use https::ANSWER_LIMIT;
use jiff::{SignedDuration, Timestamp};
use jose::Jwks;
use ports::{ClientKeySets, Documents, Fault};
use shelf::{Library, Readable, Shelf, Unusable};

use crate::{Reach, ServiceCaller};

/// The key sets of calling services, each on a shelf of its own. One for a process.
pub struct FetchedKeys {
    library: Library<()>,
    /// As many as there are services that publish keys.
    shelves: Mutex<HashMap<String, Arc<Shelf<KeySet>>>>,
}

impl FetchedKeys {
    /// Those within `reach`, asked for by this name and kept in `store` between processes.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new(user_agent: &str, reach: Reach, store: Arc<dyn Documents>) -> Result<Self, Fault> {
        let caller = Arc::new(ServiceCaller::new(user_agent, reach)?);
        let library = Library { caller, store, known: () };
        Ok(Self { library, shelves: Mutex::default() })
    }

    fn shelf(&self, url: &str) -> Arc<Shelf<KeySet>> {
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        shelves.entry(url.to_owned()).or_default().clone()
    }
}

#[async_trait]
impl ClientKeySets for FetchedKeys {
    async fn key_set(&self, url: &str, kid: Option<&str>, now: Timestamp) -> Result<Jwks, Fault> {
        // A token that names no key is refused later if there are several, and is no reason to look for others.
        let has = |set: &KeySet| {
            kid.is_none() || set.0.keys().iter().any(|key| key.kid.as_deref() == kid)
        };
        let set = self.shelf(url).having(&self.library, url, now, has).await?;
        Ok(set.0.clone())
    }
}

/// A published key set (RFC 7517 section 5).
struct KeySet(Jwks);

impl Readable for KeySet {
    type Known = ();

    const FETCHING: &'static str = "fetching the keys of a calling service";
    const LIMIT: usize = ANSWER_LIMIT;
    const LONGEST_LIFE: SignedDuration = SignedDuration::from_hours(24);
    // A key that was taken back has to go, even if its owner's server is down.
    const LAST_RESORT: SignedDuration = SignedDuration::from_hours(24);

    fn read(body: &str, (): &()) -> Result<Self, Unusable> {
        let keys = Jwks::parse(body).map_err(|_| Unusable("it is not a key set"))?;
        if keys.keys().is_empty() {
            return Err(Unusable("no key can be used"));
        }
        Ok(Self(keys))
    }
}
