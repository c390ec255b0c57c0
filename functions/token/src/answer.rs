//! Answers are JSON that nobody keeps (RFC 6749 section 5).

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use oidc::{Refusal, token};
use serde_json::Value;

/// How long a client waits before it tries again after a fault of ours, in seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("2");

/// Tokens.
pub(crate) fn good(body: &Value) -> Response {
    json(StatusCode::OK, body)
}

/// A token is taken back, or was not there (RFC 7009 section 2.2).
pub(crate) fn revoked() -> Response {
    let mut response = Response::new(Body::empty());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// No tokens.
pub(crate) fn bad(status: StatusCode, refusal: &Refusal, issuer: &str) -> Response {
    let mut response = json(status, &token::error(refusal, issuer));
    let headers = response.headers_mut();
    if status == StatusCode::UNAUTHORIZED {
        // RFC 9110 section 11.6.1: a 401 says how to do better.
        let challenge = HeaderValue::from_str(&format!("Basic realm=\"{issuer}\""));
        let plain = HeaderValue::from_static("Basic");
        headers.insert(header::WWW_AUTHENTICATE, challenge.unwrap_or(plain));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    response
}

fn json(status: StatusCode, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
        (header::PRAGMA, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
