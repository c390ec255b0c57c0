//! Client assertions (`private_key_jwt`, RFC 7523 section 3), read as GOV.UK One Login reads them and by
//! other code than the service's own.

use jiff::Timestamp;

use super::{
    OneLoginStandIn,
    exchange::TokenError,
    signed::{SKEW, Signed},
};

/// The only `client_assertion_type` there is.
pub(super) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The client that signed the assertion. Each `jti` is good once.
pub(super) fn verify(
    stand_in: &OneLoginStandIn,
    assertion: &str,
    now: Timestamp,
) -> Result<String, TokenError> {
    let unreadable = || TokenError("invalid_request", "Invalid private_key_jwt");
    let refused = |what| TokenError("invalid_client", what);
    let signed = Signed::read(assertion).ok_or_else(unreadable)?;
    let claims = &signed.claims;

    let settings = stand_in.settings();
    let subject = claims["sub"].as_str().ok_or_else(unreadable)?;
    let party = settings.relying_party(subject).ok_or_else(|| refused("Unknown client"))?;
    if claims["iss"] != claims["sub"] {
        return Err(refused("iss and sub differ"));
    }
    signed.verify(party).map_err(refused)?;
    let token_endpoint = settings.endpoint("token");
    if ![token_endpoint.as_str(), &settings.issuer].iter().any(|ours| claims["aud"] == *ours) {
        return Err(refused("Invalid audience"));
    }
    let expiry = claims["exp"].as_i64().ok_or_else(unreadable)?;
    if now.as_second() > expiry + SKEW {
        return Err(TokenError("invalid_grant", "private_key_jwt has expired"));
    }
    let jti = claims["jti"].as_str().ok_or_else(unreadable)?;
    if stand_in.state().assertions.insert(jti, ()).is_some() {
        return Err(refused("The assertion was used before"));
    }
    Ok(subject.to_owned())
}
