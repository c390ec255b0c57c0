//! Believing a logout token (OpenID Connect Back-Channel Logout 1.0 section 2.6; GOV.UK One Login, "Validate
//! the logout token").

use jiff::{SignedDuration, Timestamp};
use jose::{Algorithm, Claims, Compact, Digest, Jwks, Refused};
use ports::SignOutNotice;
use serde_json::Value;

use crate::settings::Known;

/// What a logout token says it is. An ID token of the same key says otherwise.
const TYP: &str = "logout+jwt";
/// What GOV.UK One Login signs them with, whatever it signs our ID tokens with.
const ALGORITHM: Algorithm = Algorithm::Es256;
/// The one event of a logout token.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// GOV.UK One Login's live two minutes; whatever lives longer than this is not one of its.
const LONGEST_LIFE: SignedDuration = SignedDuration::from_mins(10);

/// Takes a token apart, if it is one that is worth looking its key up for.
pub(crate) fn parse(token: &str) -> Result<Compact<'_>, Refused> {
    let token = Compact::parse(token)?;
    if token.typ() != Some(TYP) {
        return Err(Refused::Header);
    }
    if token.algorithm() != ALGORITHM {
        return Err(Refused::Algorithm);
    }
    if token.kid().is_none() {
        return Err(Refused::KeyNotNamed);
    }
    Ok(token)
}

/// The notice that the token gives, if it passes every check.
pub(crate) fn notice(
    token: &Compact<'_>,
    keys: &Jwks,
    known: &Known,
    now: Timestamp,
) -> Result<SignOutNotice, Refused> {
    let claims = token.verify_by(keys, &[ALGORITHM])?;
    claims.stand(&known.settings.issuer, known.settings.client_id.as_str(), now)?;
    claims.lives_at_most(LONGEST_LIFE)?;
    says_logout_alone(&claims)?;
    // Only an ID token has one.
    if claims.get("nonce").is_some() {
        return Err(Refused::Unexpected("nonce"));
    }
    let subject = claims.text("sub")?.parse().map_err(|_| Refused::Malformed("sub"))?;
    Ok(SignOutNotice { id: Digest::of(claims.text("jti")?.as_bytes()), subject })
}

fn says_logout_alone(claims: &Claims) -> Result<(), Refused> {
    let events = claims.get("events").ok_or(Refused::Missing("events"))?;
    let events = events.as_object().ok_or(Refused::Malformed("events"))?;
    let is_empty = |event: &Value| event.as_object().is_some_and(serde_json::Map::is_empty);
    if events.len() == 1 && events.get(EVENT).is_some_and(is_empty) {
        Ok(())
    } else {
        Err(Refused::Unexpected("events"))
    }
}
