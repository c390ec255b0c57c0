//! `POST /authorize/choose`: who signs in.

use axum::{
    body::Bytes,
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

use super::{StaffStandIn, page, people::Persona};
use crate::one_login::{
    authorize::{found, with_error},
    request::Parameters,
};

/// Signs in the person who was picked. A request is good for one choice that can be made.
pub(super) async fn choose(State(stand_in): State<StaffStandIn>, form: Bytes) -> Response {
    let form = Parameters::parse(&form);
    let id = form.one("request").unwrap_or_default();
    let Some(request) = stand_in.state().pending.get(id).cloned() else {
        return wrong("This request is not known, or was answered before.");
    };
    if let Some(error) = form.one("error") {
        stand_in.state().pending.remove(id);
        let back = with_error(&request.redirect_uri, error, None, request.state.as_deref());
        return found(StatusCode::SEE_OTHER, back);
    }
    let picked = form.one("persona").unwrap_or_default();
    let Some(persona) = Persona::all().into_iter().find(|persona| persona.key == picked) else {
        return wrong("Nobody in the list is called that.");
    };
    stand_in.state().pending.remove(id);
    stand_in.sign_in(StatusCode::SEE_OTHER, &request, persona)
}

fn wrong(what: &str) -> Response {
    (StatusCode::BAD_REQUEST, Html(page::wrong(what))).into_response()
}
