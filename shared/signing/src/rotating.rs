//! Keys that change while they are in use.

use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use jiff::Timestamp;
use jose::Algorithm;
use oidc::keys::{KeySet, SigningKey};
use ports::{Fault, PublishedKeys, Signer};

use crate::LocalKeys;

/// The keys of a machine on which everybody sees at once what changes.
#[derive(Debug)]
pub struct RotatingKeys(RwLock<LocalKeys>);

impl RotatingKeys {
    /// These keys, until they are rotated.
    pub fn new(keys: LocalKeys) -> Self {
        Self(RwLock::new(keys))
    }

    /// The keys as they are.
    pub fn keys(&self) -> LocalKeys {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Has the next keys sign from now on, and those before be published for a while. Answers with what there is now.
    ///
    /// # Errors
    /// There is no randomness for new keys: everything stays as it was.
    pub fn rotate(&self, now: Timestamp) -> Result<LocalKeys, Fault> {
        let mut keys = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *keys = keys.rotated(now)?;
        Ok(keys.clone())
    }
}

#[async_trait]
impl Signer for RotatingKeys {
    async fn key(&self, algorithm: Algorithm, now: Timestamp) -> Result<Option<SigningKey>, Fault> {
        self.keys().key(algorithm, now).await
    }

    async fn sign(&self, key: &SigningKey, input: &[u8]) -> Result<Vec<u8>, Fault> {
        self.keys().sign(key, input).await
    }
}

#[async_trait]
impl PublishedKeys for RotatingKeys {
    async fn key_set(&self, now: Timestamp) -> Result<Arc<KeySet>, Fault> {
        self.keys().key_set(now).await
    }
}
