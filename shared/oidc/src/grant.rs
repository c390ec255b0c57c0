//! What was granted: the code a person carries back, and the access token it is exchanged for.

use identity::{ClientId, SessionId, Subject};
use jiff::{SignedDuration, Timestamp};
use jose::Digest;

use crate::Scope;

/// How long a code can be used.
pub const CODE_LIFE: SignedDuration = SignedDuration::from_secs(60);

/// How long an access token can be used.
pub const ACCESS_TOKEN_LIFE: SignedDuration = SignedDuration::from_mins(10);

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
    /// Presented before: dead. If it was exchanged, the access token it gave has this digest.
    Spent(Option<Digest>),
}

/// An access token as it stands in the store, found by its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredToken {
    /// What it stands for.
    pub access: AccessGrant,
    /// When it stops being usable: 10 minutes after it was made.
    pub expires_at: Timestamp,
}
