//! Judging a request at the token endpoint: read it, see that the client is who it says, judge the code.

mod authentication;
mod code;
mod request;

use jose::{Digest, Secret};
use serde_json::{Value, json};

use crate::{ACCESS_TOKEN_LIFE, Refusal, Scope};

pub use authentication::{ASSERTION_ALGORITHMS, NotAuthenticated, Proof, authenticate};
pub use code::{CodeRefused, judge_code};
pub use request::{Credential, GrantRequest, SecretSentIn, TokenRequest, read_request};

/// A new access token, from 256 random bits. What scanners for leaked secrets look for stands in front,
/// and behind it six characters of its digest, by which they tell one from text that only looks like it.
pub fn access_token(random: &Secret) -> Secret {
    let token = format!("ctr_at_{}", random.expose());
    let digest = Digest::of(token.as_bytes());
    let checksum = &digest.as_str()[..6];
    Secret::presented(format!("{token}{checksum}"))
}

/// The body of a good answer (RFC 6749 section 5.1, OpenID Connect Core section 3.1.3.3).
pub fn answer(access_token: &Secret, id_token: &str, scopes: &[Scope]) -> Value {
    let granted: Vec<&str> =
        scopes.iter().filter(|scope| scope.is_offered()).map(|scope| scope.name()).collect();
    json!({
        "access_token": access_token.expose(),
        "token_type": "Bearer",
        "expires_in": ACCESS_TOKEN_LIFE.as_secs(),
        "id_token": id_token,
        "scope": granted.join(" "),
    })
}

/// The body of a bad answer (RFC 6749 section 5.2).
pub fn error(refusal: &Refusal, issuer: &str) -> Value {
    json!({
        "error": refusal.error(),
        "error_description": refusal.description(),
        "error_uri": refusal.uri(issuer),
    })
}
