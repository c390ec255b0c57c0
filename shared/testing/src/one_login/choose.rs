//! `POST /authorize/choose`: who signs in.

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Response},
};
use identity::DateOfBirth;

use super::{
    OneLoginStandIn,
    authorize::{found, with_error},
    page,
    people::Persona,
    request::Parameters,
};

/// Signs in the person who was picked or made up. A request is good for one choice that can be made.
pub(super) async fn choose(
    State(stand_in): State<OneLoginStandIn>,
    headers: HeaderMap,
    form: Bytes,
) -> Response {
    let form = Parameters::parse(&form);
    let id = form.one("request").unwrap_or_default();
    let Some(request) = stand_in.state().pending.get(id).cloned() else {
        return wrong("This request is not known, or was answered before.");
    };
    if let Some(error) = form.one("error") {
        stand_in.state().pending.remove(id);
        let location = with_error(&request.redirect_uri, error, None, Some(&request.state));
        return found(StatusCode::SEE_OTHER, location);
    }
    let persona = match form.one("persona") {
        Some(key) => stand_in.people().get(key).cloned(),
        None => made_up(&form),
    };
    let Some(persona) = persona else {
        return wrong("Nobody in the list is called that, or a field of the form cannot be read.");
    };
    stand_in.state().pending.remove(id);
    stand_in.sign_in(StatusCode::SEE_OTHER, &request, persona, &headers)
}

/// The person a form describes: either name may be left out, not both.
fn made_up(form: &Parameters) -> Option<Persona> {
    let given_names = form.one("given_names").unwrap_or_default();
    let family_name = form.one("family_name").unwrap_or_default();
    let date_of_birth: DateOfBirth = form.one("date_of_birth")?.trim().parse().ok()?;
    let email = form.one("email")?.trim();
    let made_up = Persona::new("made-up", given_names, family_name, date_of_birth, email);
    let provable = form.one("provable") != Some("no");
    let return_codes = if provable { Vec::new() } else { vec!['X'] };
    (!made_up.names.is_empty()).then_some(Persona { provable, return_codes, ..made_up })
}

fn wrong(what: &str) -> Response {
    (StatusCode::BAD_REQUEST, Html(page::wrong(what))).into_response()
}
