//! What was granted: the code a person carries back, and the tokens it is exchanged for.

use identity::{ClientId, SessionId, Subject, Trn};
use jiff::{SignedDuration, Timestamp};
use jose::Digest;

use crate::Scope;

/// How long a code can be used.
pub const CODE_LIFE: SignedDuration = SignedDuration::from_secs(60);

/// How long an access token can be used.
pub const ACCESS_TOKEN_LIFE: SignedDuration = SignedDuration::from_mins(10);

/// How long refresh tokens are good, from the first of their family on: using one makes it no longer.
pub const REFRESH_LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long an ID token is good: long enough to be read once.
pub const ID_TOKEN_LIFE: SignedDuration = SignedDuration::from_mins(5);

/// What an authorization code stands for. The code itself is stored as its digest alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeGrant {
    /// For whom it was made; no other client may use it.
    pub client: ClientId,
    /// Where it was sent; the token request must name the same URI.
    pub redirect_uri: String,
    /// The PKCE challenge that the verifier must answer.
    pub code_challenge: String,
    /// For the ID token.
    pub nonce: Option<String>,
    /// What the sign-in is good for.
    pub access: AccessGrant,
    /// When it stops being usable: 60 seconds after it was made.
    pub expires_at: Timestamp,
}

/// What a sign-in lets a calling service know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessGrant {
    /// Which calling service.
    pub client: ClientId,
    /// Whom it is about.
    pub subject: Subject,
    /// The sign-in it came from: signing out there ends it.
    pub session: SessionId,
    /// What was asked for.
    pub scopes: Vec<Scope>,
    /// When the person signed in at GOV.UK One Login.
    pub auth_time: Timestamp,
    /// The TRN that they had when it was granted: which record to read beside them. Which one is theirs is for them as they are then
    /// to say, and never for this.
    pub trn: Option<Trn>,
}

/// A code as it stands in the store, found by its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCode {
    /// What it stands for.
    pub grant: CodeGrant,
    /// Whether it was presented before, and what that issued.
    pub spent: CodeUse,
}

/// Whether a code was presented before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeUse {
    /// Never.
    Unused,
    /// Presented before: dead. If it was exchanged, this is what it gave.
    Spent(Option<Exchanged>),
}

/// What a code was exchanged for. A second use of the code revokes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchanged {
    /// The digest of the access token.
    pub token: Digest,
    /// The family of refresh tokens, if there is one.
    pub family: Option<Digest>,
}

/// An access token as it stands in the store, found by its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredToken {
    /// What it stands for.
    pub access: AccessGrant,
    /// When it stops being usable: 10 minutes after it was made.
    pub expires_at: Timestamp,
}

/// What a family of refresh tokens stands for: the first was given for a code, and each of the others
/// takes the place of the one before (RFC 6749 section 6, RFC 9700 section 4.14.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshGrant {
    /// What was granted with the code. An access token may be given for less, never for more.
    pub access: AccessGrant,
    /// Which record the person was told to have when tokens were last given.
    pub connection: Connection,
    /// When its tokens stop being usable: 7 days after the first was made.
    pub expires_at: Timestamp,
}

/// Which record a person has, as far as refresh tokens depend on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Connection {
    /// Support staff are deciding.
    Undecided,
    /// They have one.
    Record {
        /// Its TRN, as calling services are told it.
        trn: Trn,
        /// Since when they are joined to it.
        since: Timestamp,
    },
}

impl Connection {
    /// Whether tokens that were given when it stood like this may be refreshed now that it stands like
    /// `now`: until somebody is parted from their record, or it is merged into another. What was being
    /// decided may have been decided.
    pub fn lasts(&self, now: &Self) -> bool {
        match (self, now) {
            (Self::Undecided, Self::Undecided | Self::Record { .. }) => true,
            (Self::Record { .. }, Self::Record { .. }) => self == now,
            (Self::Record { .. }, Self::Undecided) => false,
        }
    }
}

/// A family of refresh tokens as it stands in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFamily {
    /// What it stands for.
    pub grant: RefreshGrant,
    /// The digest of the one token that is good; none once the family was revoked.
    pub current: Option<Digest>,
}

/// An access token that is about nobody: a client's own, for the TRN requests of its people. It opens nothing
/// else, and no other token opens those.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientToken {
    /// Whose.
    pub client: ClientId,
    /// When it stops being usable: 10 minutes after it was made.
    pub expires_at: Timestamp,
}
