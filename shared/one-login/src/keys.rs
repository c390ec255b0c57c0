//! The public keys of GOV.UK One Login: of its ID tokens, and of core identity credentials.

use https::ANSWER_LIMIT;
use jiff::SignedDuration;
use jose::{Jwks, PublicKey, strict_object};
use serde_json::Value;
use shelf::{Readable, Unusable};

use crate::settings::{Known, LAST_RESORT, LONGEST_LIFE};

/// The keys of ID tokens (RFC 7517).
#[derive(Debug)]
pub(crate) struct IdTokenKeys {
    pub(crate) set: Jwks,
}

impl Readable for IdTokenKeys {
    type Known = Known;

    const FETCHING: &'static str = "fetching the keys of GOV.UK One Login";
    const LIMIT: usize = 256 * 1024;
    const LONGEST_LIFE: SignedDuration = LONGEST_LIFE;
    const LAST_RESORT: SignedDuration = LAST_RESORT;

    fn read(body: &str, _: &Known) -> Result<Self, Unusable> {
        let set = Jwks::parse(body).map_err(|_| Unusable("it is not a key set"))?;
        if set.keys().is_empty() {
            return Err(Unusable("no key can be used"));
        }
        Ok(Self { set })
    }
}

/// The keys of core identity credentials: the assertion methods of the one DID document that is
/// configured. No DID is ever resolved.
#[derive(Debug)]
pub(crate) struct IdentityKeys {
    /// Each under its whole id, `did:web:…#…`.
    pub(crate) methods: Jwks,
}

impl Readable for IdentityKeys {
    type Known = Known;

    const FETCHING: &'static str = "fetching the DID document of GOV.UK One Login";
    const LIMIT: usize = ANSWER_LIMIT;
    const LONGEST_LIFE: SignedDuration = LONGEST_LIFE;
    const LAST_RESORT: SignedDuration = LAST_RESORT;

    fn read(body: &str, known: &Known) -> Result<Self, Unusable> {
        let document = strict_object(body.as_bytes()).ok_or(Unusable("it is not a JSON object"))?;
        if document.get("id").and_then(Value::as_str) != Some(&known.did) {
            return Err(Unusable("its id is not that of the configured address"));
        }
        let listed = document.get("assertionMethod").and_then(Value::as_array);
        let listed = listed.ok_or(Unusable("it lists no assertion methods"))?;
        let keys: Vec<PublicKey> =
            listed.iter().filter_map(|method| key_of(method, &known.did)).collect();
        if keys.is_empty() {
            return Err(Unusable("no assertion method can be used"));
        }
        Ok(Self { methods: Jwks::new(keys) })
    }
}

/// The key of an assertion method that this DID controls, under the method's id.
fn key_of(method: &Value, did: &str) -> Option<PublicKey> {
    let ours = method.get("controller")?.as_str()? == did && method.get("type")? == "JsonWebKey";
    let id = method.get("id")?.as_str()?;
    let mut key = PublicKey::from_jwk(method.get("publicKeyJwk")?.as_object()?).ok()?;
    key.kid = Some(id.to_owned());
    ours.then_some(key)
}
