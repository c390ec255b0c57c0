//! Keys that sign, wherever they are kept.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use jose::{Algorithm, Jwks};
use oidc::{
    Parameters, hint,
    keys::{KeySet, SigningKey},
};

use crate::Fault;

/// Signs with private keys that nobody sees.
///
/// In two steps, so that what is signed names the key it is signed with: the key is chosen once, goes into the header
/// and then signs, whoever takes over meanwhile.
#[async_trait]
pub trait Signer: Send + Sync {
    /// The key that signs with `algorithm` at `now`, or `None` if there is none.
    async fn key(&self, algorithm: Algorithm, now: Timestamp) -> Result<Option<SigningKey>, Fault>;

    /// Signs `input` with `key`, and with no other. ES256 signatures are r and s, 32 bytes each (RFC 7518
    /// section 3.4).
    async fn sign(&self, key: &SigningKey, input: &[u8]) -> Result<Vec<u8>, Fault>;
}

/// The public halves of our keys, and when each signs.
#[async_trait]
pub trait PublishedKeys: Send + Sync {
    /// Every key there is at `now`, read at most [`KEPT_FOR`](oidc::keys::KEPT_FOR) ago. An older set is better than
    /// none: it is handed out if it cannot be read again.
    async fn key_set(&self, now: Timestamp) -> Result<Arc<KeySet>, Fault>;
}

/// The keys that an ID token of ours is known again by, if a request hints at somebody with one. Hints are rare:
/// without one, nothing is read.
pub async fn keys_of_hint(
    keys: &dyn PublishedKeys,
    parameters: &Parameters,
    now: Timestamp,
) -> Result<Jwks, Fault> {
    if hint::is_given(parameters) {
        Ok(keys.key_set(now).await?.published(now))
    } else {
        Ok(Jwks::default())
    }
}
