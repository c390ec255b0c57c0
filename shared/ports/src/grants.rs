//! Codes and access tokens.

use async_trait::async_trait;
use jiff::Timestamp;
use jose::Digest;
use oidc::{StoredCode, StoredToken};

use crate::Fault;

/// What is written when a code is presented. Whatever the outcome, the code is dead after it.
#[derive(Debug, Clone)]
pub enum Redemption {
    /// Everything was right: the access token with this digest is good from now on.
    Exchange {
        /// The digest of the access token.
        token: Digest,
        /// What it stands for.
        stored: StoredToken,
    },
    /// Something was wrong: it only dies.
    Burn,
}

/// Where codes and access tokens are kept.
#[async_trait]
pub trait Grants: Send + Sync {
    /// The code with this digest, used or not, expired or not, as long as it is remembered.
    async fn code(&self, digest: &Digest) -> Result<Option<StoredCode>, Fault>;

    /// Uses up an unused code, in one conditional write with what it is exchanged for: of any number of
    /// requests at once, one is told `true`. When it answers `false` the code was used before.
    async fn redeem(&self, code: &Digest, redemption: &Redemption) -> Result<bool, Fault>;

    /// Revokes the access token that this code was exchanged for, if it was.
    async fn revoke_from(&self, code: &Digest) -> Result<(), Fault>;

    /// The access token with this digest, unless it was revoked, or has expired at `now`.
    async fn token(&self, digest: &Digest, now: Timestamp) -> Result<Option<StoredToken>, Fault>;

    /// Remembers that a client assertion was used. `false` if it was used before (RFC 7523 section 3,
    /// `jti`). Remembered until `until`.
    async fn first_use(&self, assertion: &Digest, until: Timestamp) -> Result<bool, Fault>;
}
