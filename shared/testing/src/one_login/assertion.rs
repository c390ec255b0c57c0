//! Client assertions (`private_key_jwt`, RFC 7523 section 3), read as GOV.UK One Login reads them and by
//! other code than the service's own.

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde_json::Value;

use super::{OneLoginStandIn, exchange::TokenError, settings::RelyingParty};

/// The only `client_assertion_type` there is.
pub(super) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How far clocks may differ, in seconds.
const SKEW: i64 = 30;

/// The client that signed the assertion. Each `jti` is good once.
pub(super) fn verify(
    stand_in: &OneLoginStandIn,
    assertion: &str,
    now: Timestamp,
) -> Result<String, TokenError> {
    let unreadable = || TokenError("invalid_request", "Invalid private_key_jwt");
    let refused = |what| TokenError("invalid_client", what);
    let (input, signature) = assertion.rsplit_once('.').ok_or_else(unreadable)?;
    let (header, payload) = input.split_once('.').ok_or_else(unreadable)?;
    let header = decoded(header).ok_or_else(unreadable)?;
    let claims = decoded(payload).ok_or_else(unreadable)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| unreadable())?;

    let settings = stand_in.settings();
    let subject = claims["sub"].as_str().ok_or_else(unreadable)?;
    let party = settings.relying_party(subject).ok_or_else(|| refused("Unknown client"))?;
    if claims["iss"] != claims["sub"] {
        return Err(refused("iss and sub differ"));
    }
    if header["alg"] != "RS256" {
        return Err(refused("The algorithm is not RS256"));
    }
    let key = key_of(party, &header["kid"]).ok_or_else(|| refused("Unknown kid"))?;
    key.verify(&RSA_PKCS1_2048_8192_SHA256, input.as_bytes(), &signature)
        .map_err(|_| refused("Invalid signature"))?;
    let token_endpoint = settings.endpoint("token");
    if ![token_endpoint.as_str(), &settings.issuer].iter().any(|ours| claims["aud"] == *ours) {
        return Err(refused("Invalid audience"));
    }
    let expiry = claims["exp"].as_i64().ok_or_else(unreadable)?;
    if now.as_second() > expiry + SKEW {
        return Err(TokenError("invalid_grant", "private_key_jwt has expired"));
    }
    let jti = claims["jti"].as_str().ok_or_else(unreadable)?;
    if !stand_in.state().assertions.insert(jti.to_owned()) {
        return Err(refused("The assertion was used before"));
    }
    Ok(subject.to_owned())
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
