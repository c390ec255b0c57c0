//! Telling a calling service that a sign-in of its has ended (OpenID Connect Back-Channel Logout 1.0).

use identity::{ClientId, SessionId, Subject};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

/// The `typ` of our logout tokens (section 2.4): they cannot be taken for ID tokens.
pub const TYP: &str = "logout+jwt";

/// How long a logout token is good. A service that is told later is told with a new one.
pub const LIFE: SignedDuration = SignedDuration::from_mins(2);

/// The member of `events` that makes a token a logout token.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// The sign-in that has ended, and whom it is told.
#[derive(Debug, Clone, Copy)]
pub struct Ended<'a> {
    /// Who tells: us.
    pub issuer: &'a str,
    /// Whom.
    pub client: &'a ClientId,
    /// Who was signed in.
    pub subject: &'a Subject,
    /// What the client knows the sign-in by.
    pub session: &'a SessionId,
}

/// What the token says (section 2.4): never a `nonce`. `id` is one that no other token has.
pub fn claims(ended: &Ended<'_>, id: &str, now: Timestamp) -> Map<String, Value> {
    let Ended { issuer, client, subject, session } = ended;
    let claims = [
        ("iss", json!(issuer)),
        ("aud", json!(client.as_str())),
        ("sub", json!(subject.as_str())),
        ("sid", json!(session.as_str())),
        ("iat", json!(now.as_second())),
        ("exp", json!(now.as_second() + LIFE.as_secs())),
        ("jti", json!(id)),
        ("events", json!({ EVENT: {} })),
    ];
    claims.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
