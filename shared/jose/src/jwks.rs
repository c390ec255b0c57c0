//! Sets of public keys (RFC 7517 section 5).

use serde_json::{Value, json};

use crate::{PublicKey, Refused, json::strict_object};

/// A set of public keys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Jwks {
    keys: Vec<PublicKey>,
}

/// A document that is not a set of public keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a JSON Web Key Set")]
pub struct InvalidJwks;

/// Nobody publishes more; a set that does is somebody's attempt to keep us busy.
const MOST_KEYS: usize = 100;

impl Jwks {
    /// The set of these keys.
    pub fn new(keys: Vec<PublicKey>) -> Self {
        Self { keys }
    }

    /// Reads a set. Keys of kinds not used here, and keys that are malformed or too weak, are left out,
    /// as RFC 7517 section 5 has it: one odd key must not take the good ones away.
    pub fn parse(document: &str) -> Result<Self, InvalidJwks> {
        let set = strict_object(document.as_bytes()).ok_or(InvalidJwks)?;
        let listed = set.get("keys").and_then(Value::as_array).ok_or(InvalidJwks)?;
        if listed.len() > MOST_KEYS || !listed.iter().all(Value::is_object) {
            return Err(InvalidJwks);
        }
        let usable = |jwk: &Value| jwk.as_object().and_then(|jwk| PublicKey::from_jwk(jwk).ok());
        Ok(Self { keys: listed.iter().filter_map(usable).collect() })
    }

    /// The set as it is published.
    pub fn to_json(&self) -> Value {
        let keys: Vec<Value> = self.keys.iter().map(PublicKey::to_jwk).collect();
        json!({ "keys": keys })
    }

    /// Every key, in the order they were listed.
    pub fn keys(&self) -> &[PublicKey] {
        &self.keys
    }

    /// The one key with this id.
    pub fn key(&self, kid: &str) -> Result<&PublicKey, Refused> {
        self.only(|key| key.kid.as_deref() == Some(kid))
    }

    /// The one key there is, for a set whose keys have no ids.
    pub fn sole_key(&self) -> Result<&PublicKey, Refused> {
        self.only(|_| true)
    }

    fn only(&self, meant: impl Fn(&PublicKey) -> bool) -> Result<&PublicKey, Refused> {
        let mut found = self.keys.iter().filter(|key| meant(key));
        match (found.next(), found.next()) {
            (Some(key), None) => Ok(key),
            (Some(_), Some(_)) => Err(Refused::AmbiguousKey),
            (None, _) => Err(Refused::UnknownKey),
        }
    }
}
