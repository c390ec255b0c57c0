//! The way there: the authorization URL, and the sign-out URL.

use std::str::FromStr;

use jose::Secret;
use openidconnect::{
    ClientId, CsrfToken, EndpointNotSet, EndpointSet, LanguageTag, LogoutRequest, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl, RedirectUrl, Scope,
    core::{CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreJsonWebKeySet},
};
use ports::{Fault, Purpose, TripRequest};
use serde_json::json;
use url::Url;

use crate::{
    discovery::Discovery,
    request_object::{Signing, sign_in_again_url},
    settings::Known,
    user_info,
};

/// The firewall in front of `/authorize` lets this many bytes of query through.
const LONGEST_AUTHORIZE: usize = 4096;
/// The firewall in front of `/logout` lets this many bytes of query through.
const LONGEST_LOGOUT: usize = 2048;

/// What every trip asks for.
pub(crate) const SCOPE: &str = "openid email";
/// The vector of trust of a sign-in.
pub(crate) const SIGN_IN: &str = "Cl.Cm";
/// The vector of trust of a proof of identity.
const IDENTITY: &str = "Cl.Cm.P2";

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
pub(crate) async fn authorize_url(
    known: &Known,
    discovery: &Discovery,
    request: &TripRequest,
    signing: Signing<'_>,
) -> Result<String, Fault> {
    let doing = "building an authorization URL";
    let verifier = request.code_verifier.expose();
    // The library would panic (RFC 7636 section 4.1).
    if !(43..=128).contains(&verifier.len()) {
        return Err(Fault::new(doing, NoUrl::Verifier));
    }
    let verifier = PkceCodeVerifier::new(verifier.to_owned());
    let url = match &request.purpose {
        Purpose::SignIn => plain_url(known, discovery, request, &verifier, Asked::SignIn)?,
        Purpose::ProveIdentity => plain_url(known, discovery, request, &verifier, Asked::Identity)?,
        Purpose::SignInAgain { subject: _, id_token } => {
            let before = (id_token, &verifier);
            sign_in_again_url(known, discovery, request, before, signing).await?
        }
    };
    if url.query().is_some_and(|query| query.len() >= LONGEST_AUTHORIZE) {
        return Err(Fault::new(doing, NoUrl::TooLong(LONGEST_AUTHORIZE)));
    }
    Ok(url.into())
}

/// What is asked for without a request object.
#[derive(Clone, Copy)]
enum Asked {
    SignIn,
    Identity,
}

fn plain_url(
    known: &Known,
    discovery: &Discovery,
    request: &TripRequest,
    verifier: &PkceCodeVerifier,
    asked: Asked,
) -> Result<Url, Fault> {
    let client = relying(known, discovery, CoreJsonWebKeySet::default())?;
    let state = CsrfToken::new(request.state.expose().to_owned());
    let nonce = Nonce::new(request.nonce.expose().to_owned());
    let (vector, claims) = match asked {
        Asked::SignIn => (SIGN_IN, None),
        Asked::Identity => {
            let claims = json!({ user_info::CORE_IDENTITY: null, user_info::RETURN_CODE: null });
            (IDENTITY, Some(json!({ "userinfo": claims }).to_string()))
        }
    };
    let mut authorization = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce)
        // The library adds `openid`.
        .add_scope(Scope::new("email".to_owned()))
        .add_extra_param("vtr", json!([vector]).to_string())
        .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(verifier));
    if let Some(claims) = claims {
        authorization = authorization.add_extra_param("claims", claims);
    }
    if let Some(locale) = request.ui_locale {
        authorization = authorization.add_ui_locale(LanguageTag::new(locale.tag().to_owned()));
    }
    let (url, _state, _nonce) = authorization.url();
    Ok(url)
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
