//! The keys that calling services publish, in place of registering them.

use async_trait::async_trait;
use jiff::Timestamp;
use jose::Jwks;

use crate::Fault;

/// Knows the keys that are published at the addresses that calling services registered (`jwks_uri`).
#[async_trait]
pub trait ClientKeySets: Send + Sync {
    /// The key set at `url`, fetched again if the key that a token names (`kid`) is not in it and nobody had it
    /// fetched again within the last minute. Whether the key is in it then is for the caller to find out.
    ///
    /// # Errors
    /// It was never had, or not for a day: nothing that its owner signs can be checked.
    async fn key_set(&self, url: &str, kid: Option<&str>, now: Timestamp) -> Result<Jwks, Fault>;
}
