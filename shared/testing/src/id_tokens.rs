//! ID tokens of ours, as calling services send them back.

use std::sync::OnceLock;

use jose::{Algorithm, Unsigned};
use ports::Signer;
use serde_json::{Value, json};
use signing::LocalKeys;

use crate::journeys::ISSUER;

/// Our keys. Finding an RSA key takes a while: one process has one.
///
/// # Panics
/// The machine has no randomness.
pub fn keys() -> LocalKeys {
    static PEM: OnceLock<String> = OnceLock::new();
    let made = || LocalKeys::generate().and_then(|keys| keys.to_pem()).expect("keys can be made");
    LocalKeys::from_pem(PEM.get_or_init(made)).expect("it was written a moment ago")
}

/// What an ID token says that was given to `client` for the sign-in `sid` of `sub`. It expired long ago.
pub fn claims(client: &str, sub: &str, sid: &str) -> Value {
    json!({ "iss": ISSUER, "aud": client, "sub": sub, "sid": sid, "iat": 1, "exp": 301 })
}

/// The token of these claims, signed with the current RSA key of `keys`.
///
/// # Panics
/// The claims are no object, or there is no key.
pub async fn signed(keys: &LocalKeys, claims: &Value) -> String {
    let key = keys.current(Algorithm::Rs256).expect("there is an RSA key");
    let claims = claims.as_object().expect("claims are an object");
    let token = Unsigned::new(Algorithm::Rs256, key.kid(), oidc::hint::TYP, claims);
    let signature = keys.sign(key, token.signing_input()).await;
    token.assemble(&signature.expect("the key signs"))
}
