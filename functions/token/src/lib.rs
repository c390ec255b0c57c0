//! Exchanges a code for tokens (RFC 6749 section 4.1.3).
//!
//! A code is used up in one conditional write before anything is signed: if signing then fails, the grant
//! is dead and the person signs in again. Whoever gets a code wrong has killed it.

mod answer;
mod exchange;
mod refused;

use std::sync::Arc;

use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderMap, header},
    response::Response,
    routing::post,
};
use oidc::{LARGEST_REQUEST, Parameters, Problem, Refusal, endpoints, token::read_request};
use ports::{Clients, Clock, Entropy, Grants, Signer, Teachers, Users};

use refused::Refused;

/// What this function needs.
#[derive(Clone)]
pub struct Token {
    /// The registered calling services.
    pub clients: Arc<dyn Clients>,
    /// Where codes and access tokens are kept.
    pub grants: Arc<dyn Grants>,
    /// Where users are kept.
    pub users: Arc<dyn Users>,
    /// The register of teaching records.
    pub teachers: Arc<dyn Teachers>,
    /// The keys ID tokens are signed with.
    pub signer: Arc<dyn Signer>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where access tokens and error references come from.
    pub entropy: Arc<dyn Entropy>,
    /// Our address, without a slash at the end.
    pub issuer: String,
}

/// What this function serves: `POST` alone.
pub fn router(app: Token) -> Router {
    Router::new().route(endpoints::TOKEN, post(token)).with_state(app)
}

async fn token(State(app): State<Token>, request: Request) -> Response {
    match answered(&app, request).await {
        Ok(body) => answer::good(&body),
        Err(refused) => refused.into_response(&app),
    }
}

async fn answered(app: &Token, request: Request) -> Result<serde_json::Value, Refused> {
    let (parts, body) = request.into_parts();
    let unreadable = || Refusal::from(Problem::MalformedRequest);
    if !is_form(&parts.headers) {
        return Err(unreadable().into());
    }
    let body = to_bytes(body, LARGEST_REQUEST).await.map_err(|_| unreadable())?;
    let form = Parameters::read(&body).map_err(|_| unreadable())?;
    let request = read_request(&form, authorization(&parts.headers)?)?;
    exchange::exchange(app, &request).await
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
