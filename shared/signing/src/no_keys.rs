//! A signer that cannot sign.

use async_trait::async_trait;
use jose::Algorithm;
use ports::{Fault, Signer, SigningKey};

/// The signer of a function that has no business signing: it holds no key and needs no grant.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKeys;

#[async_trait]
impl Signer for NoKeys {
    fn published(&self) -> &[SigningKey] {
        &[]
    }

    fn current(&self, _: Algorithm) -> Option<&SigningKey> {
        None
    }

    async fn sign(&self, _: Algorithm, _: &[u8]) -> Result<Vec<u8>, Fault> {
        Err(Fault::new("signing", "this function was given no key"))
    }
}
