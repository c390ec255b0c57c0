//! Tells OpenID libraries where everything is, and publishes our keys. Asks nobody: the answers are made
//! once, when the function starts.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::Response,
    routing::{MethodRouter, get},
};
use jose::{Algorithm, Jwks};
use oidc::{discovery, endpoints};
use ports::Signer;

/// What this function needs.
#[derive(Clone)]
pub struct ProviderMetadata {
    /// The keys whose public halves are published.
    pub signer: Arc<dyn Signer>,
    /// Our address, without a slash at the end.
    pub issuer: String,
}

/// The documents this function serves: to anybody, from anywhere, kept for an hour.
pub fn router(app: &ProviderMetadata) -> Router {
    let signs = |algorithm: &Algorithm| app.signer.current(*algorithm).is_some();
    let algorithms: Vec<Algorithm> =
        [Algorithm::Rs256, Algorithm::Es256].into_iter().filter(signs).collect();
    let configuration = discovery::document(&app.issuer, &algorithms).to_string();
    let published = app.signer.published().iter().map(|key| key.public.clone()).collect();
    let keys = Jwks::new(published).to_json().to_string();
    Router::new()
        .route(endpoints::CONFIGURATION, document(configuration.clone()))
        .route(endpoints::OAUTH_METADATA, document(configuration))
        .route(endpoints::JWKS, document(keys))
}

fn document(text: String) -> MethodRouter {
    let text = Bytes::from(text);
    get(move || async move { answer(text) })
}

fn answer(text: Bytes) -> Response {
    let mut response = Response::new(Body::from(text));
    for (name, value) in [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
