//! Writing a token: what is signed, and the token it becomes (RFC 7515 section 5.1).

use serde_json::{Map, Value, json};

use crate::{Algorithm, base64url};

/// A token that lacks its signature.
#[derive(Clone)]
pub struct Unsigned {
    signing_input: String,
}

impl Unsigned {
    /// The token of these claims, to be signed with `algorithm` by the key called `kid`.
    pub fn new(algorithm: Algorithm, kid: &str, typ: &str, claims: &Map<String, Value>) -> Self {
        let header = json!({ "alg": algorithm.name(), "kid": kid, "typ": typ });
        let payload = json!(claims);
        let segments = [header, payload].map(|part| base64url::encode(part.to_string().as_bytes()));
        Self { signing_input: segments.join(".") }
    }

    /// The bytes to sign.
    pub fn signing_input(&self) -> &[u8] {
        self.signing_input.as_bytes()
    }

    /// The whole token. For ES256 the signature is r and s, 32 bytes each.
    #[must_use]
    pub fn assemble(self, signature: &[u8]) -> String {
        self.signing_input + "." + &base64url::encode(signature)
    }
}
