//! Judging a request at the token endpoint: read it, see that the client is who it says, judge what it
//! presents.

mod authentication;
mod client_credentials;
mod code;
mod refresh;
mod request;
mod revocation;

use jose::{Digest, Secret};
use serde_json::{Value, json};

use crate::{ACCESS_TOKEN_LIFE, Refusal, Scope};

pub use authentication::{
    ASSERTION_ALGORITHMS, KeysToFetch, NotAuthenticated, Proof, authenticate,
};
pub use client_credentials::{TRN_REQUESTS, judge_client};
pub use code::{CodeRefused, judge_code};
pub use refresh::{RefreshRefused, RefreshToken, judge_connection, judge_refresh, narrowed};
pub use request::{Credential, GrantRequest, SecretSentIn, TokenRequest, read_request};
pub use revocation::{Revocable, Revocation, may_revoke, read_revocation};

/// A new access token, from 256 random bits.
pub fn access_token(random: &Secret) -> Secret {
    marked("ctr_at_", random.expose())
}

/// What a client's own tokens begin with.
const CLIENT_TOKEN: &str = "ctr_ct_";

/// A new access token of a client itself, from 256 random bits.
pub fn client_token(random: &Secret) -> Secret {
    marked(CLIENT_TOKEN, random.expose())
}

/// The body of a good answer to a client that asked for a token of its own (RFC 6749 section 4.4.3).
pub fn client_answer(token: &Secret) -> Value {
    json!({
        "access_token": token.expose(),
        "token_type": "Bearer",
        "expires_in": ACCESS_TOKEN_LIFE.as_secs(),
        "scope": TRN_REQUESTS,
    })
}

/// A token of ours. What scanners for leaked secrets look for stands in front, and behind it six
/// characters of its digest, by which they tell one from text that only looks like it.
fn marked(prefix: &str, random: &str) -> Secret {
    let token = format!("{prefix}{random}");
    let digest = Digest::of(token.as_bytes());
    let checksum = &digest.as_str()[..6];
    Secret::presented(format!("{token}{checksum}"))
}

/// The body of a good answer (RFC 6749 section 5.1, OpenID Connect Core sections 3.1.3.3 and 12.2).
pub fn answer(
    access_token: &Secret,
    refresh_token: Option<&RefreshToken>,
    id_token: &str,
    scopes: &[Scope],
) -> Value {
    let granted: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
    let mut body = json!({
        "access_token": access_token.expose(),
        "token_type": "Bearer",
        "expires_in": ACCESS_TOKEN_LIFE.as_secs(),
        "id_token": id_token,
        "scope": granted.join(" "),
    });
    if let Some(token) = refresh_token {
        body["refresh_token"] = json!(token.secret().expose());
    }
    body
}

/// The body of a bad answer (RFC 6749 section 5.2).
pub fn error(refusal: &Refusal, issuer: &str) -> Value {
    json!({
        "error": refusal.error(),
        "error_description": refusal.description(),
        "error_uri": refusal.uri(issuer),
    })
}
