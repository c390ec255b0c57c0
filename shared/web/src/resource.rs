//! What is told to whoever shows an access token: JSON that nobody else keeps. A refusal says in its header
//! what was wrong (RFC 6750 section 3).

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use oidc::{Problem, Refusal, token};
use serde_json::Value;

/// What was asked for.
pub fn good(body: &Value) -> Response {
    json(StatusCode::OK, body.to_string())
}

/// A token is needed. No error code: the caller has made no mistake yet.
pub fn challenge(issuer: &str) -> Response {
    let mut response = json(StatusCode::UNAUTHORIZED, String::new());
    response.headers_mut().remove(header::CONTENT_TYPE);
    set(&mut response, header::WWW_AUTHENTICATE, &format!("Bearer realm=\"{issuer}\""));
    response
}

/// The request is refused.
pub fn bad(refusal: &Refusal, issuer: &str) -> Response {
    let mut response = json(status(refusal.problem), token::error(refusal, issuer).to_string());
    if refusal.problem == Problem::Internal {
        set(&mut response, header::RETRY_AFTER, "2");
    } else if problem_of_the_token(refusal.problem) {
        let (error, description) = (refusal.error(), refusal.description());
        let challenge = format!(
            "Bearer realm=\"{issuer}\", error=\"{error}\", error_description=\"{description}\""
        );
        set(&mut response, header::WWW_AUTHENTICATE, &challenge);
    }
    response
}

/// Whether it is about the token, or how it was sent: then the header says so too.
fn problem_of_the_token(problem: Problem) -> bool {
    problem != Problem::TrnRequestNotFound
}

fn status(problem: Problem) -> StatusCode {
    if problem == Problem::InvalidToken {
        StatusCode::UNAUTHORIZED
    } else if problem == Problem::TrnRequestNotFound {
        StatusCode::NOT_FOUND
    } else if problem == Problem::Internal {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::BAD_REQUEST
    }
}

fn json(status: StatusCode, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    for (name, value) in [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
        (header::PRAGMA, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        set(&mut response, name, value);
    }
    response
}

/// Everything set here is ASCII but an issuer that somebody misconfigured: then the header is left out.
fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
