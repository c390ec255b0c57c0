//! `/logout`: signing out (OpenID Connect RP-Initiated Logout 1.0).

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::{Html, IntoResponse, Response},
};

use super::{
    OneLoginStandIn,
    authorize::{found, session_id, with},
    page,
    request::Parameters,
};

/// The longest query that gets past the firewall in front of `/logout`, in bytes.
const LONGEST_QUERY: usize = 2048;

/// Ends the browser's session here, and sends it on if it brought an ID token of ours and a URI of the
/// client that the token was issued to.
pub(super) async fn logout(
    State(stand_in): State<OneLoginStandIn>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let query = uri.query().unwrap_or_default();
    if query.len() > LONGEST_QUERY {
        return StatusCode::FORBIDDEN.into_response();
    }
    let parameters = Parameters::parse(query.as_bytes());
    let ended = session_id(&headers).and_then(|id| stand_in.state().sessions.remove(id));
    if let Some(session) = ended {
        stand_in.tell_of_sign_out(&session.persona.subject).await;
    }
    let state = stand_in.state();
    let hint = parameters.one("id_token_hint").and_then(|hint| state.id_tokens.get(hint));
    let party = hint.and_then(|client_id| stand_in.settings().relying_party(client_id));
    let (Some(party), Some(wanted)) = (party, parameters.one("post_logout_redirect_uri")) else {
        return Html(page::signed_out("No service asked to have you back.")).into_response();
    };
    if !party.post_logout_redirect_uris.iter().any(|known| known == wanted) {
        let what = "The service wanted you back at an address that is not registered.";
        return Html(page::signed_out(what)).into_response();
    }
    let back: Vec<(&str, &str)> =
        parameters.one("state").map(|state| ("state", state)).into_iter().collect();
    found(StatusCode::FOUND, with(wanted, &back))
}
