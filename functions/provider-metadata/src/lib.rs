//! Tells OpenID libraries where everything is, and publishes our keys.
//!
//! Both answers follow from the keys there are, which are read now and then, and never before somebody asks.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use oidc::{discovery, endpoints};
use ports::{Clock, Fault, PublishedKeys};
use serde_json::{Value, json};
use tracing::error;

/// What this function needs.
#[derive(Clone)]
pub struct ProviderMetadata {
    /// The keys whose public halves are published.
    pub keys: Arc<dyn PublishedKeys>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Our address, without a slash at the end.
    pub issuer: String,
}

/// The documents this function serves: to anybody, from anywhere, kept for an hour.
pub fn router(app: ProviderMetadata) -> Router {
    Router::new()
        .route(endpoints::CONFIGURATION, get(configuration))
        .route(endpoints::OAUTH_METADATA, get(configuration))
        .route(endpoints::JWKS, get(keys))
        .with_state(app)
}

async fn configuration(State(app): State<ProviderMetadata>) -> Result<Response, NotNow> {
    let now = app.clock.now();
    let keys = app.keys.key_set(now).await?;
    Ok(answer(&discovery::document(&app.issuer, &keys.algorithms(now))))
}

async fn keys(State(app): State<ProviderMetadata>) -> Result<Response, NotNow> {
    let now = app.clock.now();
    let keys = app.keys.key_set(now).await?;
    Ok(answer(&keys.published(now).to_json()))
}

fn answer(document: &Value) -> Response {
    json_for_anybody(StatusCode::OK, document, "public, max-age=3600")
}

/// The keys cannot be read, and have not been read before.
struct NotNow(Fault);

impl From<Fault> for NotNow {
    fn from(fault: Fault) -> Self {
        Self(fault)
    }
}

impl IntoResponse for NotNow {
    fn into_response(self) -> Response {
        error!("{}", self.0.in_full());
        let body = json!({ "error": "temporarily_unavailable" });
        let mut response = json_for_anybody(StatusCode::SERVICE_UNAVAILABLE, &body, "no-store");
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        response
    }
}

fn json_for_anybody(status: StatusCode, body: &Value, kept: &'static str) -> Response {
    let mut response = (status, Body::from(body.to_string())).into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, kept),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
