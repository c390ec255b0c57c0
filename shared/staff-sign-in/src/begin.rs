//! The way there: the authorization URL, and the sign-out URL.

use openidconnect::{
    ClientId, ClientSecret, CsrfToken, EndpointNotSet, EndpointSet, LogoutRequest, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl, RedirectUrl, Scope,
    core::{CoreAuthenticationFlow, CoreClient, CoreJsonWebKeySet},
};
use ports::{Fault, StaffTrip};

use crate::{discovery::Discovery, id_token::LONGEST_SIGNED_IN, settings::Known};

/// The library's client, with every endpoint it needs.
pub(crate) type Relying = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
    EndpointNotSet,
>;

#[derive(Debug, thiserror::Error)]
#[error("a PKCE verifier has 43 to 128 characters")]
struct NoVerifier;

/// The library's client for these settings and endpoints.
pub(crate) fn relying(known: &Known, discovery: &Discovery) -> Result<Relying, Fault> {
    let redirect_uri = RedirectUrl::new(known.redirect_uri.clone())
        .map_err(|error| Fault::new("reading our redirect URI", error))?;
    let settings = &known.settings;
    let client_id = ClientId::new(settings.client_id.as_str().to_owned());
    let keys = CoreJsonWebKeySet::default();
    Ok(CoreClient::new(client_id, discovery.issuer.clone(), keys)
        .set_client_secret(ClientSecret::new(settings.client_secret.expose().to_owned()))
        .set_auth_type(discovery.auth_type.clone())
        .set_auth_uri(discovery.authorize.clone())
        .set_token_uri(discovery.token.clone())
        .set_redirect_uri(redirect_uri))
}

/// Where to send a browser for a trip.
pub(crate) fn authorize_url(
    known: &Known,
    discovery: &Discovery,
    trip: &StaffTrip,
) -> Result<String, Fault> {
    let verifier = trip.code_verifier.expose();
    // The library would panic (RFC 7636 section 4.1).
    if !(43..=128).contains(&verifier.len()) {
        return Err(Fault::new("building an authorization URL", NoVerifier));
    }
    let verifier = PkceCodeVerifier::new(verifier.to_owned());
    let state = CsrfToken::new(trip.state.expose().to_owned());
    let nonce = Nonce::new(trip.nonce.expose().to_owned());
    let (url, _state, _nonce) = relying(known, discovery)?
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce)
        // For the name.
        .add_scope(Scope::new("profile".to_owned()))
        .set_max_age(LONGEST_SIGNED_IN.unsigned_abs())
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
        .url();
    Ok(url.into())
}

/// Where to send a browser to sign out there, if there is such a place. No ID token goes along: we keep
/// none, and it would name a person in a URL.
pub(crate) fn sign_out_url(known: &Known, discovery: &Discovery) -> Result<Option<String>, Fault> {
    let Some(end_session) = discovery.end_session.clone() else { return Ok(None) };
    let back = PostLogoutRedirectUrl::new(known.post_logout_uri.clone())
        .map_err(|error| Fault::new("reading our post-logout URI", error))?;
    let url = LogoutRequest::from(end_session)
        .set_client_id(ClientId::new(known.settings.client_id.as_str().to_owned()))
        .set_post_logout_redirect_uri(back)
        .http_get_url();
    Ok(Some(url.into()))
}
