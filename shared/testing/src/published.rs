//! Keys that calling services publish, where nobody publishes any.

use async_trait::async_trait;
use jiff::Timestamp;
use jose::Jwks;
use ports::{ClientKeySets, Fault};

/// An internet in which no calling service answers.
#[derive(Debug, Clone, Copy)]
pub struct NobodyPublishes;

#[async_trait]
impl ClientKeySets for NobodyPublishes {
    async fn key_set(&self, _: &str, _: Option<&str>, _: Timestamp) -> Result<Jwks, Fault> {
        Err(Fault::new("fetching the keys of a calling service", "nobody answers"))
    }
}
