//! Gives tokens for a code (RFC 6749 section 4.1.3), for a refresh token (section 6) or to a client itself
//! (section 4.4), and takes them back (RFC 7009).
//!
//! A code or a refresh token is used up in one conditional write before anything is signed: if signing then
//! fails, it is gone and the person signs in again. Whoever gets a code wrong has killed it; whoever uses a
//! refresh token twice has killed its family. There is no time of grace: a client that loses our answer is a
//! client that has used its token.

mod answer;
mod client;
mod client_credentials;
mod exchange;
mod issue;
mod refresh;
mod refused;
mod revoke;

use std::sync::Arc;

use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderMap, header},
    response::Response,
    routing::post,
};
use oidc::{
    LARGEST_REQUEST, Parameters, Problem, Refusal, endpoints,
    token::{GrantRequest, TokenRequest, read_request, read_revocation},
};
use ports::{ClientKeySets, Clients, Granting, Signer, Teachers, Users};
use serde_json::Value;
use web::Deployment;

use exchange::Presented;
use refused::Refused;

/// What this function needs.
#[derive(Clone)]
pub struct Token {
    /// The deployment it is part of.
    pub deployment: Deployment,
    /// The registered calling services.
    pub clients: Arc<dyn Clients>,
    /// The keys that some of them publish.
    pub keys: Arc<dyn ClientKeySets>,
    /// Where codes and tokens are kept.
    pub grants: Arc<dyn Granting>,
    /// Where users are kept.
    pub users: Arc<dyn Users>,
    /// The register of teaching records.
    pub teachers: Arc<dyn Teachers>,
    /// The keys ID tokens are signed with.
    pub signer: Arc<dyn Signer>,
}

/// What this function serves: `POST` alone.
pub fn router(app: Token) -> Router {
    let deployment = app.deployment.clone();
    let routes = Router::new()
        .route(endpoints::TOKEN, post(token))
        .route(endpoints::REVOKE, post(revocation));
    web::serve(routes.with_state(app), &deployment)
}

async fn token(State(app): State<Token>, request: Request) -> Response {
    match given(&app, request).await {
        Ok(body) => answer::good(&body),
        Err(refused) => refused.into_response(&app),
    }
}

async fn given(app: &Token, request: Request) -> Result<Value, Refused> {
    let (headers, form) = read(request).await?;
    let TokenRequest { credential, grant } = read_request(&form, authorization(&headers)?)?;
    match &grant {
        GrantRequest::AuthorizationCode { code, redirect_uri, code_verifier } => {
            let verifier = code_verifier.as_ref();
            let presented = Presented { code, redirect_uri, verifier };
            exchange::exchange(app, &credential, presented).await
        }
        GrantRequest::RefreshToken { token, scope } => {
            refresh::refresh(app, &credential, token, scope.as_deref()).await
        }
        GrantRequest::ClientCredentials { scope } => {
            client_credentials::give(app, &credential, scope.as_deref()).await
        }
    }
}

async fn revocation(State(app): State<Token>, request: Request) -> Response {
    match revoked(&app, request).await {
        Ok(()) => answer::revoked(),
        Err(refused) => refused.into_response(&app),
    }
}

async fn revoked(app: &Token, request: Request) -> Result<(), Refused> {
    let (headers, form) = read(request).await?;
    let request = read_revocation(&form, authorization(&headers)?)?;
    revoke::revoke(app, &request).await
}

/// The headers and the form of a request.
async fn read(request: Request) -> Result<(HeaderMap, Parameters), Refusal> {
    let (parts, body) = request.into_parts();
    let unreadable = || Refusal::from(Problem::MalformedRequest);
    if !is_form(&parts.headers) {
        return Err(unreadable());
    }
    let body = to_bytes(body, LARGEST_REQUEST).await.map_err(|_| unreadable())?;
    let form = Parameters::read(&body).map_err(|_| unreadable())?;
    Ok((parts.headers, form))
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The one `Authorization` header, if there is one.
fn authorization(headers: &HeaderMap) -> Result<Option<&str>, Refusal> {
    let mut sent = headers.get_all(header::AUTHORIZATION).iter();
    match (sent.next(), sent.next()) {
        (None, _) => Ok(None),
        (Some(only), None) => {
            only.to_str().map(Some).map_err(|_| Problem::ClientAuthenticationFailed.into())
        }
        (Some(_), Some(_)) => Err(Problem::TwoAuthenticationMethods.into()),
    }
}
