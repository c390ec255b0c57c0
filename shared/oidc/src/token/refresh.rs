//! Refresh tokens: what they look like, and whether one may be used (RFC 6749 section 6, RFC 9700 section
//! 4.14.2).
//!
//! Each is good once. Whoever uses one is given the next; whoever uses one again has shown that two
//! have it, and it ends for both. There is no time of grace: a client that loses our answer and asks
//! again with the old token has the person sign in again.

use identity::ClientId;
use jiff::Timestamp;
use jose::{Digest, Secret};

use super::marked;
use crate::{Connection, Problem, RefreshGrant, Refusal, Scope, StoredFamily};

/// What scanners for leaked secrets find a refresh token by.
const PREFIX: &str = "ctr_rt_";

/// How long each of the two random parts is: 256 bits in base64url.
const PART: usize = 43;

/// A refresh token: the handle that every token of its family has, and a part of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshToken {
    handle: Secret,
    token: Secret,
}

impl RefreshToken {
    /// The first token of a new family. Each part is 256 random bits.
    pub fn first(handle: &Secret, random: &Secret) -> Self {
        let token = marked(PREFIX, &format!("{}{}", handle.expose(), random.expose()));
        Self { handle: handle.clone(), token }
    }

    /// The token that takes the place of this one.
    #[must_use]
    pub fn next(&self, random: &Secret) -> Self {
        Self::first(&self.handle, random)
    }

    /// The token that somebody presents, unless it cannot be one of ours.
    pub fn read(presented: &Secret) -> Option<Self> {
        let parts = presented.expose().strip_prefix(PREFIX)?;
        let (handle, random) = (parts.get(..PART)?, parts.get(PART..2 * PART)?);
        let token = Self::first(&Secret::presented(handle), &Secret::presented(random));
        (token.token.expose() == presented.expose()).then_some(token)
    }

    /// What its family is found by.
    pub fn family(&self) -> Digest {
        self.handle.digest()
    }

    /// What it is recognised by.
    pub fn digest(&self) -> Digest {
        self.token.digest()
    }

    /// The token itself, for the client.
    pub fn secret(&self) -> &Secret {
        &self.token
    }
}

/// Why nothing is refreshed. For our log alone: the client gets one answer for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum RefreshRefused {
    /// We never made it, or forgot it.
    #[error("the refresh token is unknown")]
    Unknown,
    /// Its family was revoked before.
    #[error("the refresh token was revoked")]
    Revoked,
    /// It was used before, or somebody made it up from one: its family has to be revoked.
    #[error("the refresh token was used before")]
    Reused,
    /// It was given to another client.
    #[error("the refresh token belongs to another client")]
    OtherClient,
    /// The 7 days of its family are over.
    #[error("the refresh token has expired")]
    Expired,
    /// Since it was given, the person was parted from their teaching record, or it was merged or
    /// withdrawn.
    #[error("the person does not have the record any more that they had")]
    RecordChanged,
}

impl RefreshRefused {
    /// Whether the family must not be usable after it. Revoking it again finishes what was begun before.
    pub fn revokes(self) -> bool {
        match self {
            Self::Revoked | Self::Reused | Self::OtherClient | Self::RecordChanged => true,
            Self::Unknown | Self::Expired => false,
        }
    }
}

/// Whether this client may use the token with this digest now. `stored` is its family, if there is one.
pub fn judge_refresh<'a>(
    stored: Option<&'a StoredFamily>,
    token: &Digest,
    client: &ClientId,
    now: Timestamp,
) -> Result<&'a RefreshGrant, RefreshRefused> {
    let StoredFamily { grant, current } = stored.ok_or(RefreshRefused::Unknown)?;
    if now >= grant.expires_at {
        return Err(RefreshRefused::Expired);
    }
    let current = current.as_ref().ok_or(RefreshRefused::Revoked)?;
    if grant.access.client != *client {
        return Err(RefreshRefused::OtherClient);
    }
    if current.is(token) { Ok(grant) } else { Err(RefreshRefused::Reused) }
}

/// Whether a person who stands like `now` may still be told about through this grant. `None` if there is
/// no record to tell of.
pub fn judge_connection(
    grant: &RefreshGrant,
    now: Option<Connection>,
) -> Result<Connection, RefreshRefused> {
    let now = now.ok_or(RefreshRefused::RecordChanged)?;
    if grant.connection.lasts(&now) { Ok(now) } else { Err(RefreshRefused::RecordChanged) }
}

/// The scopes of the new access token: all that was granted or, if the request names scopes, those. None
/// that was not granted, and never without the two that every token has (RFC 6749 section 6).
pub fn narrowed(granted: &[Scope], asked: Option<&str>) -> Result<Vec<Scope>, Refusal> {
    let Some(asked) = asked else { return Ok(granted.to_vec()) };
    let names = asked.split(' ').filter(|name| !name.is_empty());
    let scopes: Option<Vec<Scope>> =
        names.map(|name| Scope::named(name).filter(|scope| granted.contains(scope))).collect();
    let mut scopes = scopes.ok_or(Problem::InvalidScope)?;
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.contains(&Scope::OpenId) && scopes.contains(&Scope::TeachingRecord) {
        Ok(scopes)
    } else {
        Err(Problem::InvalidScope.into())
    }
}
