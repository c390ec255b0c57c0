//! Having somebody sign in again. GOV.UK One Login hears `prompt=login` in a signed request object alone
//! (RFC 9101), with the ID token of the sign-in before; the query says nothing besides but who is asking.

use jiff::Timestamp;
use jose::Secret;
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier};
use ports::{Entropy, Fault, Signer, TripRequest};
use serde_json::json;
use url::Url;

use crate::{
    begin::{SCOPE, SIGN_IN},
    discovery::Discovery,
    settings::Known,
    signed::{LIFE, signed},
};

/// The type of a request object (RFC 9101 section 10.8).
const TYPE: &str = "oauth-authz-req+jwt";

/// Who signs, and when.
pub(crate) struct Signing<'a> {
    pub(crate) signer: &'a dyn Signer,
    pub(crate) entropy: &'a dyn Entropy,
    pub(crate) now: Timestamp,
}

/// Where to send a browser whose person has to sign in again, as whoever `id_token` is about.
pub(crate) async fn sign_in_again_url(
    known: &Known,
    discovery: &Discovery,
    request: &TripRequest,
    (id_token, verifier): (&Secret, &PkceCodeVerifier),
    Signing { signer, entropy, now }: Signing<'_>,
) -> Result<Url, Fault> {
    let client_id = known.settings.client_id.as_str();
    let challenge = PkceCodeChallenge::from_code_verifier_sha256(verifier);
    // No `sub`: a request object about ourselves could be taken for an assertion (RFC 9101 section 10.8).
    let claims = [
        ("iss", json!(client_id)),
        ("aud", json!(discovery.authorize.as_str())),
        ("jti", json!(ports::token(entropy))),
        ("iat", json!(now.as_second())),
        ("exp", json!(now.as_second() + LIFE.as_secs())),
        ("response_type", json!("code")),
        ("client_id", json!(client_id)),
        ("redirect_uri", json!(known.redirect_uri)),
        ("scope", json!(SCOPE)),
        ("state", json!(request.state.expose())),
        ("nonce", json!(request.nonce.expose())),
        ("vtr", json!(json!([SIGN_IN]).to_string())),
        ("code_challenge", json!(challenge.as_str())),
        ("code_challenge_method", json!("S256")),
        ("prompt", json!("login")),
        ("id_token_hint", json!(id_token.expose())),
    ];
    let locale = request.ui_locale.map(|locale| ("ui_locales", json!(locale.tag())));
    let claims = claims.into_iter().chain(locale);
    let object = signed((signer, now), "signing a request object", TYPE, claims).await?;
    let mut url = discovery.authorize.url().clone();
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("scope", SCOPE)
        .append_pair("client_id", client_id)
        .append_pair("request", &object);
    Ok(url)
}
