//! That a request came through `CloudFront`, past the firewall, and not around them.
//!
//! The API's host answers whoever knows its address. Only `CloudFront` knows the secret that opens it.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use jose::Digest;
use ports::{InvalidSetting, Measured, Variables};

/// Where `CloudFront` says the secret. It replaces what a caller says there.
pub const ORIGIN_HEADER: &str = "x-origin-verify";

/// The secrets that open, with spaces between them: two while one takes the other's place.
const SETTING: &str = "ORIGIN_SECRETS";

/// What the setting says where nothing stands in front: on one machine. It has to be said, so that a
/// setting that got lost closes the door and does not open it.
const NOTHING_IN_FRONT: &str = "none";

/// A shorter secret could be guessed.
const SHORTEST: usize = 32;

/// These routes for whoever comes through `CloudFront`; anybody else is told nothing.
///
/// # Errors
/// The setting is missing, or a secret in it is short.
pub fn behind_cloudfront(routes: Router, variables: &Variables) -> Result<Router, InvalidSetting> {
    let secrets = variables.required(SETTING)?;
    if secrets.trim() == NOTHING_IN_FRONT {
        return Ok(routes);
    }
    if secrets.split_whitespace().any(|secret| secret.len() < SHORTEST) {
        return Err(InvalidSetting::new(SETTING, "has a secret of fewer than 32 characters"));
    }
    let secrets = secrets.split_whitespace().map(|secret| Digest::of(secret.as_bytes()));
    let opening: Arc<[Digest]> = secrets.collect();
    Ok(routes.layer(from_fn_with_state(opening, verify)))
}

async fn verify(
    State(opening): State<Arc<[Digest]>>,
    mut request: Request,
    next: Next,
) -> Response {
    // Nobody further in has any use for it.
    let said = request.headers_mut().remove(ORIGIN_HEADER);
    let said = said.map(|secret| Digest::of(secret.as_bytes()));
    if said.is_some_and(|said| opening.iter().any(|secret| secret.is(&said))) {
        return next.run(request).await;
    }
    tracing::warn!("a request did not come through CloudFront");
    Measured::OriginNotVerified.log();
    let no_store = HeaderValue::from_static("no-store");
    (StatusCode::FORBIDDEN, [(header::CACHE_CONTROL, no_store)]).into_response()
}
