//! Keys that sign, wherever they are kept.

use async_trait::async_trait;
use jose::{Algorithm, PublicKey};

use crate::Fault;

/// A key that signs, as others see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningKey {
    /// Its public half, with the id it is published under.
    pub public: PublicKey,
    /// What it signs with.
    pub algorithm: Algorithm,
}

/// Signs with private keys that nobody sees.
#[async_trait]
pub trait Signer: Send + Sync {
    /// Every key whose public half is published, the one in use and the next of each algorithm.
    fn published(&self) -> &[SigningKey];

    /// The key in use for an algorithm, or `None` if there is none.
    fn current(&self, algorithm: Algorithm) -> Option<&SigningKey>;

    /// Signs `input` with the key in use. ES256 signatures are r and s, 32 bytes each (RFC 7518
    /// section 3.4).
    async fn sign(&self, algorithm: Algorithm, input: &[u8]) -> Result<Vec<u8>, Fault>;
}
