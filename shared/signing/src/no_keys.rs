//! A signer that cannot sign.

use async_trait::async_trait;
use jiff::Timestamp;
use jose::Algorithm;
use oidc::keys::SigningKey;
use ports::{Fault, Signer};

/// The signer of a function that has no business signing: it holds no key and needs no grant.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKeys;

#[async_trait]
impl Signer for NoKeys {
    async fn key(&self, _: Algorithm, _: Timestamp) -> Result<Option<SigningKey>, Fault> {
        Ok(None)
    }

    async fn sign(&self, _: &SigningKey, _: &[u8]) -> Result<Vec<u8>, Fault> {
        Err(Fault::new("signing", "this function was given no key"))
    }
}
