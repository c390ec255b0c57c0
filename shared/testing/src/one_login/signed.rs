//! What a relying party signed, read by other code than the service's own.

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;

use super::settings::RelyingParty;

/// How far clocks may differ, in seconds.
pub(super) const SKEW: i64 = 30;

/// A token that can be read. Nothing of it is verified yet.
pub(super) struct Signed<'a> {
    input: &'a str,
    header: Value,
    pub(super) claims: Value,
    signature: Vec<u8>,
}

impl<'a> Signed<'a> {
    pub(super) fn read(token: &'a str) -> Option<Self> {
        let (input, signature) = token.rsplit_once('.')?;
        let (header, payload) = input.split_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        Some(Self { input, header: decoded(header)?, claims: decoded(payload)?, signature })
    }

    /// Whether this party signed it, as GOV.UK One Login would verify: RS256, by the key that the header
    /// names. Says what is wrong.
    pub(super) fn verify(&self, party: &RelyingParty) -> Result<(), &'static str> {
        if self.header["alg"] != "RS256" {
            return Err("The algorithm is not RS256");
        }
        let key = key_of(party, &self.header["kid"]).ok_or("Unknown kid")?;
        key.verify(&RSA_PKCS1_2048_8192_SHA256, self.input.as_bytes(), &self.signature)
            .map_err(|_| "Invalid signature")
    }
}

/// The claims of a token that we signed ourselves.
pub(super) fn claims_of(token: &str) -> Option<Value> {
    Signed::read(token).map(|token| token.claims)
}

fn decoded(segment: &str) -> Option<Value> {
    let bytes = URL_SAFE_NO_PAD.decode(segment).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn key_of(party: &RelyingParty, kid: &Value) -> Option<RsaPublicKeyComponents<Vec<u8>>> {
    let keys = party.jwks["keys"].as_array()?;
    let key = keys.iter().find(|key| kid.is_string() && key["kid"] == *kid)?;
    let number = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str()?).ok();
    Some(RsaPublicKeyComponents { n: number("n")?, e: number("e")? })
}
