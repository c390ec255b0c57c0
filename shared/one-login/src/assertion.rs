//! Saying who we are at the token endpoint (`private_key_jwt`, RFC 7523 section 3).

use jiff::Timestamp;
use ports::{Entropy, Fault, Signer};
use serde_json::json;

use crate::signed::{LIFE, signed};

/// The only `client_assertion_type` there is.
pub(crate) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A new assertion for the token endpoint, good once.
pub(crate) async fn assertion(
    signer: &dyn Signer,
    entropy: &dyn Entropy,
    client_id: &str,
    token_endpoint: &str,
    now: Timestamp,
) -> Result<String, Fault> {
    let claims = [
        ("iss", json!(client_id)),
        ("sub", json!(client_id)),
        ("aud", json!(token_endpoint)),
        ("jti", json!(ports::token(entropy))),
        ("iat", json!(now.as_second())),
        ("exp", json!(now.as_second() + LIFE.as_secs())),
    ];
    signed((signer, now), "signing a client assertion", "JWT", claims).await
}
