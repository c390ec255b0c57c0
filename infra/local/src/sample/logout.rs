//! Believing a logout token, as a calling service has to (OpenID Connect Back-Channel Logout 1.0 section 2.6).

use jose::{Algorithm, Compact, Jwks};

use super::{Sample, client};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// The sign-in that has ended, if the token is to be believed.
pub(super) async fn ended(sample: &Sample, token: &str) -> Result<String, String> {
    let refused = |check: jose::Refused| check.to_string();
    let registration = &sample.registration;
    let token = Compact::parse(token).map_err(refused)?;
    if token.typ() != Some("logout+jwt") {
        return Err("It is not a logout token.".to_owned());
    }
    let keys = client::keys(sample).await?;
    let keys = Jwks::parse(&keys).map_err(|error| error.to_string())?;
    let claims = token.verify_by(&keys, &[Algorithm::Rs256]).map_err(refused)?;
    let now = sample.clock.now();
    claims.stand(&registration.issuer, &registration.client_id, now).map_err(refused)?;
    if claims.get("events").and_then(|events| events.get(EVENT)).is_none() {
        return Err("It does not tell of a sign-out.".to_owned());
    }
    if claims.get("nonce").is_some() {
        return Err("A nonce makes it an ID token.".to_owned());
    }
    claims.text("sid").map(str::to_owned).map_err(refused)
}
