//! The way there: the authorization URL, and the sign-out URL.

use std::str::FromStr;

use jose::Secret;
use openidconnect::{
    ClientId, CsrfToken, EndpointNotSet, EndpointSet, LanguageTag, LogoutRequest, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl, RedirectUrl, Scope,
    core::{CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreJsonWebKeySet},
};
use ports::{Fault, Trip, TripRequest};
use serde_json::json;

use crate::{discovery::Discovery, settings::Known, user_info};

/// The firewall in front of `/authorize` lets this many bytes of query through.
const LONGEST_AUTHORIZE: usize = 4096;
/// The firewall in front of `/logout` lets this many bytes of query through.
const LONGEST_LOGOUT: usize = 2048;

/// The library's client, with every endpoint it needs.
pub(crate) type Relying = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
    EndpointSet,
>;

/// A URL of ours that is too long for GOV.UK One Login, or cannot be one.
#[derive(Debug, thiserror::Error)]
enum NoUrl {
    #[error("the URL is longer than {0} bytes")]
    TooLong(usize),
    #[error("a PKCE verifier has 43 to 128 characters")]
    Verifier,
}

/// The library's client for these settings, endpoints and keys.
pub(crate) fn relying(
    known: &Known,
    discovery: &Discovery,
    keys: CoreJsonWebKeySet,
) -> Result<Relying, Fault> {
    let redirect_uri = RedirectUrl::new(known.redirect_uri.clone())
        .map_err(|error| Fault::new("reading our redirect URI", error))?;
    let client_id = ClientId::new(known.settings.client_id.as_str().to_owned());
    Ok(CoreClient::new(client_id, discovery.issuer.clone(), keys)
        .set_auth_uri(discovery.authorize.clone())
        .set_token_uri(discovery.token.clone())
        .set_user_info_url(discovery.user_info.clone())
        .set_redirect_uri(redirect_uri))
}

/// Where to send a browser for a trip.
pub(crate) fn authorize_url(
    known: &Known,
    discovery: &Discovery,
    request: &TripRequest,
) -> Result<String, Fault> {
    let doing = "building an authorization URL";
    let verifier = request.code_verifier.expose();
    // The library would panic (RFC 7636 section 4.1).
    if !(43..=128).contains(&verifier.len()) {
        return Err(Fault::new(doing, NoUrl::Verifier));
    }
    let verifier = PkceCodeVerifier::new(verifier.to_owned());
    let client = relying(known, discovery, CoreJsonWebKeySet::default())?;
    let state = CsrfToken::new(request.state.expose().to_owned());
    let nonce = Nonce::new(request.nonce.expose().to_owned());
    let mut authorization = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce)
        .add_scope(Scope::new("email".to_owned()))
        .add_extra_param("vtr", json!([vector(request.trip)]).to_string())
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
    match request.trip {
        Trip::SignIn => {}
        Trip::ProveIdentity => {
            let claims = json!({
                "userinfo": { user_info::CORE_IDENTITY: null, user_info::RETURN_CODE: null }
            });
            authorization = authorization.add_extra_param("claims", claims.to_string());
        }
    }
    if let Some(locale) = request.ui_locale {
        authorization = authorization.add_ui_locale(LanguageTag::new(locale.tag().to_owned()));
    }
    let (url, _state, _nonce) = authorization.url();
    if url.as_str().len() >= LONGEST_AUTHORIZE {
        return Err(Fault::new(doing, NoUrl::TooLong(LONGEST_AUTHORIZE)));
    }
    Ok(url.into())
}

/// The vector of trust that a trip asks for.
fn vector(trip: Trip) -> &'static str {
    match trip {
        Trip::SignIn => "Cl.Cm",
        Trip::ProveIdentity => "Cl.Cm.P2",
    }
}

/// Where to send a browser to sign out there. An ID token too long for the firewall is left out: the
/// person is signed out then too, and only ends on GOV.UK One Login's page in place of ours.
pub(crate) fn sign_out_url(
    known: &Known,
    discovery: &Discovery,
    id_token: &Secret,
    state: &Secret,
) -> Result<String, Fault> {
    let hint = CoreIdToken::from_str(id_token.expose())
        .map_err(|_| Fault::new("reading an ID token for sign-out", NotAToken))?;
    let back = PostLogoutRedirectUrl::new(known.post_logout_uri.clone())
        .map_err(|error| Fault::new("reading our post-logout URI", error))?;
    let request = || LogoutRequest::from(discovery.end_session.clone());
    let url = request()
        .set_id_token_hint(&hint)
        .set_post_logout_redirect_uri(back)
        .set_state(CsrfToken::new(state.expose().to_owned()))
        .http_get_url();
    let fits = url.as_str().len() < LONGEST_LOGOUT;
    Ok(if fits { url } else { request().http_get_url() }.into())
}

/// The library's own error would show the token.
#[derive(Debug, thiserror::Error)]
#[error("it is not a token")]
struct NotAToken;
