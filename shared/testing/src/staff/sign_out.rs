//! `/sign-out`: signing out (OpenID Connect RP-Initiated Logout 1.0).

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::{Html, IntoResponse, Response},
};

use super::{StaffStandIn, authorize::session_id, page};
use crate::one_login::{
    authorize::{found, with},
    request::Parameters,
};

/// Ends the browser's session here, and sends it back to where the client has registered.
pub(super) async fn sign_out(
    State(stand_in): State<StaffStandIn>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Some(id) = session_id(&headers) {
        stand_in.state().sessions.remove(id);
    }
    let settings = stand_in.settings();
    let parameters = Parameters::parse(uri.query().unwrap_or_default().as_bytes());
    let ours = parameters.one("client_id") == Some(&settings.client_id);
    let back = parameters.one("post_logout_redirect_uri").filter(|_| ours);
    if back != Some(&settings.post_logout_redirect_uri) {
        return Html(page::signed_out()).into_response();
    }
    let state: Vec<_> = parameters.one("state").map(|state| ("state", state)).into_iter().collect();
    found(StatusCode::FOUND, with(&settings.post_logout_redirect_uri, &state))
}
