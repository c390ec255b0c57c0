//! Request objects (RFC 9101), read as strictly as GOV.UK One Login reads them.

use jiff::Timestamp;
use serde_json::Value;

use super::{
    request::{Parameters, Wrong},
    settings::Settings,
    signed::{SKEW, Signed},
};

/// All that may stand in the query beside a request object.
const IN_QUERY: [&str; 4] = ["response_type", "scope", "client_id", "request"];

/// The parameters that a query asks for: those of its request object, if it has one.
pub(super) fn opened(
    query: Parameters,
    settings: &Settings,
    now: Timestamp,
) -> Result<Parameters, Wrong> {
    let Some(object) = query.one("request") else {
        // Outside of a request object GOV.UK One Login drops them.
        return Ok(query.without(&["prompt", "id_token_hint"]));
    };
    if query.repeated() || query.names().any(|name| !IN_QUERY.contains(&name)) {
        return Err(Wrong::Page("There is more beside the request object than may be."));
    }
    let party = query.one("client_id").and_then(|id| settings.relying_party(id));
    let party = party.ok_or(Wrong::Page("The client is not registered."))?;
    let signed = Signed::read(object).ok_or(Wrong::Page("The request object cannot be read."))?;
    signed.verify(party).map_err(Wrong::Page)?;
    let claims = &signed.claims;
    let text = |name: &str| claims[name].as_str();
    if text("iss") != Some(&party.client_id) {
        return Err(Wrong::Page("The request object is not the client's own."));
    }
    if text("sub") == Some(&party.client_id) {
        return Err(Wrong::Page("The request object could be an assertion."));
    }
    if claims.get("exp").is_some_and(|exp| !is_ahead(exp, now)) {
        return Err(Wrong::Page("The request object has expired."));
    }
    if claims.get("request").is_some() || claims.get("request_uri").is_some() {
        return Err(Wrong::Page("There is a request object in the request object."));
    }
    for name in ["response_type", "scope", "client_id"] {
        if query.one(name) != text(name) {
            return Err(Wrong::Page("The query and the request object differ."));
        }
    }
    let parameters = parameters(claims).ok_or(Wrong::Page("A claim is not text."))?;
    let uri = parameters.one("redirect_uri").unwrap_or_default();
    if !party.redirect_uris.iter().any(|known| known == uri) {
        return Err(Wrong::Page("The redirect URI is not registered."));
    }
    if text("aud") != Some(settings.endpoint("authorize").as_str()) {
        return Err(Wrong::Redirect {
            redirect_uri: uri.to_owned(),
            error: "access_denied",
            description: "The request object is for somebody else",
            state: parameters.one("state").map(str::to_owned),
        });
    }
    Ok(parameters)
}

fn is_ahead(exp: &Value, now: Timestamp) -> bool {
    exp.as_i64().is_some_and(|exp| now.as_second() <= exp + SKEW)
}

/// The claims that are parameters. All of them are text: GOV.UK One Login's simulator fails at `claims`
/// that are an object.
fn parameters(claims: &Value) -> Option<Parameters> {
    let about_itself = ["iss", "aud", "exp", "iat", "nbf", "jti", "sub"];
    let claims = claims.as_object()?.iter().filter(|(name, _)| !about_itself.contains(&&***name));
    let pairs: Option<Vec<_>> =
        claims.map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect();
    pairs.map(Parameters::of)
}
