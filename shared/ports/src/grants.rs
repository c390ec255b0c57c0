//! Codes, and the tokens they are exchanged for.

use async_trait::async_trait;
use jiff::Timestamp;
use jose::Digest;
use oidc::{ClientToken, Connection, RefreshGrant, StoredCode, StoredFamily, StoredToken};

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
        /// The refresh tokens that go with it, if some do.
        family: Option<Box<NewFamily>>,
    },
    /// Something was wrong: it only dies.
    Burn,
}

/// A family of refresh tokens about to be written.
#[derive(Debug, Clone)]
pub struct NewFamily {
    /// What it is found by: the digest of the handle.
    pub id: Digest,
    /// The digest of its first token.
    pub first: Digest,
    /// What it stands for.
    pub grant: RefreshGrant,
}

/// Where codes and access tokens are kept.
#[async_trait]
pub trait Grants: Send + Sync {
    /// The code with this digest, used or not, expired or not, as long as it is remembered.
    async fn code(&self, digest: &Digest) -> Result<Option<StoredCode>, Fault>;

    /// Uses up an unused code, in one conditional write with what it is exchanged for: of any number of
    /// requests at once, one is told `true`. When it answers `false` the code was used before. A code
    /// that was exchanged for refresh tokens is remembered for as long as they last.
    async fn redeem(&self, code: &Digest, redemption: &Redemption) -> Result<bool, Fault>;

    /// Revokes every token that came of exchanging this code, if it was exchanged.
    async fn revoke_from(&self, code: &Digest) -> Result<(), Fault>;

    /// The access token with this digest, unless it was revoked, or has expired at `now`.
    async fn token(&self, digest: &Digest, now: Timestamp) -> Result<Option<StoredToken>, Fault>;

    /// Revokes this access token alone.
    async fn revoke(&self, token: &Digest) -> Result<(), Fault>;

    /// Remembers that a client assertion was used. `false` if it was used before (RFC 7523 section 3,
    /// `jti`). Remembered until `until`.
    async fn first_use(&self, assertion: &Digest, until: Timestamp) -> Result<bool, Fault>;
}

/// The use of a refresh token, about to be written.
#[derive(Debug, Clone)]
pub struct Refresh {
    /// The family.
    pub family: Digest,
    /// The digest of the token that was presented: it has to be the one that is good.
    pub presented: Digest,
    /// The digest of the token that takes its place.
    pub next: Digest,
    /// Which record the person is told to have.
    pub connection: Connection,
    /// The digest of the access token that is given.
    pub token: Digest,
    /// What the access token stands for.
    pub stored: StoredToken,
}

/// Where refresh tokens are kept: a family of them at a time, of which one is good.
#[async_trait]
pub trait RefreshTokens: Send + Sync {
    /// The family, revoked or not, as long as it is remembered.
    async fn family(&self, id: &Digest) -> Result<Option<StoredFamily>, Fault>;

    /// Puts the next refresh token in the place of the one that was presented, in one conditional write
    /// with the new access token: of any number of requests at once, one is told `true`. When it answers
    /// `false` the token was used before, its family was revoked, or the sign-in has ended.
    async fn refresh(&self, refresh: &Refresh) -> Result<bool, Fault>;

    /// Revokes the family, and every access token of it. Nothing can be refreshed once this has begun; whoever
    /// is interrupted can do it again.
    async fn revoke_family(&self, id: &Digest) -> Result<(), Fault>;
}

/// Where clients' own tokens are kept.
#[async_trait]
pub trait ClientTokens: Send + Sync {
    /// Remembers that the token with this digest is this client's.
    async fn give(&self, digest: &Digest, token: &ClientToken) -> Result<(), Fault>;

    /// The token with this digest, unless it was revoked, or has expired at `now`.
    async fn client_token(
        &self,
        digest: &Digest,
        now: Timestamp,
    ) -> Result<Option<ClientToken>, Fault>;

    /// Revokes it.
    async fn revoke_client_token(&self, digest: &Digest) -> Result<(), Fault>;
}

/// Where everything is kept that is granted: what it takes to give tokens.
pub trait Granting: Grants + RefreshTokens + ClientTokens {}

impl<T: Grants + RefreshTokens + ClientTokens> Granting for T {}
