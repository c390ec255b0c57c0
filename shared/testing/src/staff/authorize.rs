//! `/authorize`: who signs in.

use axum::{
    extract::State,
    http::{
        HeaderMap, StatusCode, Uri,
        header::{COOKIE, SET_COOKIE},
    },
    response::{Html, IntoResponse, Response},
};

use super::{
    StaffStandIn, page,
    people::Persona,
    request::{Prompt, Request, Wrong},
    state::{Grant, Session},
};
use crate::{
    SystemEntropy,
    one_login::{
        authorize::{found, with, with_error},
        request::Parameters,
        twist::Lie,
    },
};

/// A browser keeps one jar for every port of a host, so the name is one that nothing else has.
const COOKIE_NAME: &str = "staff-stand-in";

/// Sends a browser that is signed in back at once, and asks any other who it is.
pub(super) async fn authorize(
    State(stand_in): State<StaffStandIn>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let parameters = Parameters::parse(uri.query().unwrap_or_default().as_bytes());
    let request = match Request::judge(&parameters, stand_in.settings()) {
        Ok(request) => request,
        Err(Wrong::Page(what)) => {
            return (StatusCode::BAD_REQUEST, Html(page::wrong(what))).into_response();
        }
        Err(Wrong::Redirect { error, state }) => {
            let back = &stand_in.settings().redirect_uri;
            return found(StatusCode::FOUND, with_error(back, error, None, state.as_deref()));
        }
    };
    if let Some(Lie::TurnBack { error, description }) =
        stand_in.state().twist.map(|twist| &twist.lie)
    {
        let state = request.state.as_deref();
        return found(
            StatusCode::FOUND,
            with_error(&request.redirect_uri, error, *description, state),
        );
    }
    let known = session_id(&headers).and_then(|id| stand_in.state().sessions.get(id).cloned());
    let young = known.filter(|session| {
        let age = stand_in.now().duration_since(session.auth_time);
        request.max_age.is_none_or(|max_age| age <= max_age)
    });
    match (request.prompt, young) {
        (Prompt::IfNeeded | Prompt::Never, Some(session)) => {
            return stand_in.send_back(StatusCode::FOUND, &request, session);
        }
        (Prompt::Never, None) => {
            let state = request.state.as_deref();
            let back = with_error(&request.redirect_uri, "login_required", None, state);
            return found(StatusCode::FOUND, back);
        }
        (Prompt::IfNeeded, None) | (Prompt::Always, _) => {}
    }
    let preselected = stand_in.state().preselected.clone();
    if let Some(persona) = preselected {
        return stand_in.sign_in(StatusCode::FOUND, &request, persona);
    }
    let id = ports::token(&SystemEntropy);
    let html = page::choose(stand_in.settings(), &Persona::all(), &id);
    stand_in.state().pending.insert(id, request);
    Html(html).into_response()
}

impl StaffStandIn {
    /// Signs somebody in, in this browser, and sends them back.
    pub(super) fn sign_in(
        &self,
        status: StatusCode,
        request: &Request,
        persona: Persona,
    ) -> Response {
        let session = Session { persona, auth_time: self.now() };
        let id = ports::token(&SystemEntropy);
        self.state().sessions.insert(id.clone(), session.clone());
        let mut response = self.send_back(status, request, session);
        let cookie = format!("{COOKIE_NAME}={id}; Path=/; HttpOnly; SameSite=Lax");
        let cookie = cookie.try_into().expect("letters and digits make a header");
        response.headers_mut().insert(SET_COOKIE, cookie);
        response
    }

    /// Sends somebody who is signed in back with a code.
    fn send_back(&self, status: StatusCode, request: &Request, session: Session) -> Response {
        let code = ports::token(&SystemEntropy);
        let grant = Grant { request: request.clone(), session, issued_at: self.now() };
        self.state().codes.insert(code.clone(), grant);
        let state = request.state.as_deref().map(|state| ("state", state));
        let answer: Vec<_> = [("code", code.as_str())].into_iter().chain(state).collect();
        found(status, with(&request.redirect_uri, &answer))
    }
}

/// The session this browser says it has.
pub(super) fn session_id(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).map(str::trim);
    pairs.find_map(|pair| pair.strip_prefix(COOKIE_NAME)?.strip_prefix('='))
}
