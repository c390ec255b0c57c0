//! Writing a token: what is signed, and the token it becomes (RFC 7515 section 5.1).

use serde_json::{Map, Value, json};

use crate::{Algorithm, base64url, der};

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

/// An ES256 signature as tokens want it, r and s of 32 bytes each (RFC 7518 section 3.4), from the one in DER that others
/// make (RFC 3279 section 2.2.3). `None` if it is no such signature.
pub fn fixed_signature(der: &[u8]) -> Option<[u8; 64]> {
    der::fixed_signature(der)
}
