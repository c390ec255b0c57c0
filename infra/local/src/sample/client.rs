//! The OpenID part of a sample service: discovery, code flow with PKCE, claims, sign-out, all through
//! the `openidconnect` crate as any Rust service would use it.

use std::collections::HashMap;

use openidconnect::{
    AdditionalProviderMetadata, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, ProviderMetadata, RedirectUrl, Scope, TokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient,
        CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
        CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
        CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Sample, SignedIn};

/// A sign-in that was started and has not come back.
#[derive(Debug, Clone)]
pub(super) struct Started {
    pub(super) visitor: String,
    state: CsrfToken,
    nonce: Nonce,
    verifier: String,
}

/// What discovery says besides: where to sign out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SignOutMetadata {
    end_session_endpoint: String,
}

impl AdditionalProviderMetadata for SignOutMetadata {}

type Metadata = ProviderMetadata<
    SignOutMetadata,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// A client that follows no redirect: an answer of a provider is never a redirect.
pub(super) fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .user_agent("sample-service")
        .build()
        .expect("the platform has TLS")
}

/// One call, as `openidconnect` wants it made.
async fn send(http: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, reqwest::Error> {
    let (parts, body) = request.into_parts();
    let answer = http
        .request(parts.method, parts.uri.to_string())
        .headers(parts.headers)
        .body(body)
        .send()
        .await?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut response = HttpResponse::new(answer.bytes().await?.to_vec());
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

/// Where to send the browser, and what to remember until it comes back.
pub(super) async fn start(sample: &Sample) -> Result<(String, Started), String> {
    let (client, _) = client(sample).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (url, state, nonce) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .add_scope(Scope::new("teaching_record".to_owned()))
        .add_scope(Scope::new("email".to_owned()))
        .add_scope(Scope::new("profile".to_owned()))
        .set_pkce_challenge(challenge)
        .url();
    let started = Started {
        visitor: CsrfToken::new_random().secret().clone(),
        state,
        nonce,
        verifier: verifier.secret().clone(),
    };
    Ok((url.into(), started))
}

/// What the service is told, once the browser is back.
pub(super) async fn finish(
    sample: &Sample,
    started: Started,
    answer: &HashMap<String, String>,
) -> Result<SignedIn, String> {
    if answer.get("state") != Some(started.state.secret()) {
        return Err("The state is not the one we gave.".to_owned());
    }
    if answer.get("iss") != Some(&sample.registration.issuer) {
        return Err("The answer is from another issuer.".to_owned());
    }
    if let Some(error) = answer.get("error") {
        let description = answer.get("error_description").map_or("", String::as_str);
        return Err(format!("{error}: {description}"));
    }
    let code = answer.get("code").cloned().ok_or("There is no code.")?;
    let (client, _) = client(sample).await?;
    let tokens = client
        .exchange_code(AuthorizationCode::new(code))
        .map_err(|error| error.to_string())?
        .set_pkce_verifier(PkceCodeVerifier::new(started.verifier))
        .request_async(&|request| send(sample.http.clone(), request))
        .await
        .map_err(|error| format!("The token request failed: {error}"))?;
    let id_token = tokens.id_token().ok_or("There is no ID token.")?;
    let clock = sample.clock.clone();
    let now = move || std::time::SystemTime::from(clock.now()).into();
    let verifier = client.id_token_verifier().set_time_fn(now);
    id_token
        .claims(&verifier, &started.nonce)
        .map_err(|error| format!("The ID token is not to be believed: {error}"))?;
    let userinfo = sample
        .http
        .get(client.user_info_url().map_or_else(String::new, ToString::to_string))
        .bearer_auth(openidconnect::OAuth2TokenResponse::access_token(&tokens).secret())
        .send()
        .await
        .map_err(|error| format!("Userinfo failed: {error}"))?;
    let userinfo = userinfo.text().await.map_err(|error| error.to_string())?;
    Ok(SignedIn {
        id_token: id_token.to_string(),
        id_token_claims: payload(&id_token.to_string()),
        userinfo: serde_json::from_str(&userinfo).unwrap_or(Value::Null),
    })
}

/// Where to send the browser to sign out, here and at the provider.
pub(super) async fn sign_out(sample: &Sample, id_token: &str) -> Result<String, String> {
    let (_, metadata) = client(sample).await?;
    let mut url: url::Url = metadata
        .additional_metadata()
        .end_session_endpoint
        .parse()
        .map_err(|error| format!("{error}"))?;
    url.query_pairs_mut()
        .append_pair("id_token_hint", id_token)
        .append_pair("post_logout_redirect_uri", &format!("{}/", sample.registration.address));
    Ok(url.into())
}

/// Our provider's keys, as they are now.
pub(super) async fn keys(sample: &Sample) -> Result<String, String> {
    let (_, metadata) = client(sample).await?;
    let answer = sample.http.get(metadata.jwks_uri().as_str()).send().await;
    let answer = answer.map_err(|error| error.to_string())?;
    answer.text().await.map_err(|error| error.to_string())
}

async fn client(sample: &Sample) -> Result<(Client, Metadata), String> {
    let registration = &sample.registration;
    let issuer = IssuerUrl::new(registration.issuer.clone()).map_err(|error| error.to_string())?;
    let metadata = Metadata::discover_async(issuer, &|request| send(sample.http.clone(), request))
        .await
        .map_err(|error| format!("Discovery failed: {error}"))?;
    let redirect = RedirectUrl::new(format!("{}/callback", registration.address))
        .map_err(|error| error.to_string())?;
    let client = CoreClient::from_provider_metadata(
        metadata.clone(),
        ClientId::new(registration.client_id.clone()),
        Some(ClientSecret::new(registration.client_secret.clone())),
    )
    .set_redirect_uri(redirect);
    Ok((client, metadata))
}

/// The claims of a token that was verified before, for people to look at.
fn payload(token: &str) -> Value {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

    token
        .split('.')
        .nth(1)
        .and_then(|payload| URL_SAFE_NO_PAD.decode(payload).ok())
        .and_then(|payload| serde_json::from_slice(&payload).ok())
        .unwrap_or(Value::Null)
}
