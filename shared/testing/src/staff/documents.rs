//! The documents relying parties keep.

use axum::{extract::State, http::Uri, response::Response};
use serde_json::json;

use super::StaffStandIn;
use crate::one_login::Endpoint;

/// OpenID Connect Discovery 1.0 section 3.
pub(super) async fn discovery(
    State(stand_in): State<StaffStandIn>,
    uri: Uri,
) -> Result<Response, Response> {
    stand_in.called(Endpoint::Discovery, &uri)?;
    let settings = stand_in.settings();
    let document = json!({
        "issuer": settings.issuer,
        "authorization_endpoint": settings.endpoint("authorize"),
        "token_endpoint": settings.endpoint("token"),
        "end_session_endpoint": settings.endpoint("sign-out"),
        "jwks_uri": settings.endpoint("keys"),
        "scopes_supported": ["openid", "profile"],
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
    });
    Ok(stand_in.answer(Endpoint::Discovery, document).await)
}

/// The public keys of ID tokens (RFC 7517).
pub(super) async fn keys(
    State(stand_in): State<StaffStandIn>,
    uri: Uri,
) -> Result<Response, Response> {
    stand_in.called(Endpoint::Keys, &uri)?;
    let document = stand_in.state().keys.jwks();
    Ok(stand_in.answer(Endpoint::Keys, document).await)
}
