//! `/authorize`: where a browser arrives.

use axum::{
    extract::State,
    http::{
        HeaderMap, StatusCode, Uri,
        header::{COOKIE, LOCATION, SET_COOKIE},
    },
    response::{Html, IntoResponse, Response},
};
use jiff::Timestamp;
use url::Url;

use super::{
    OneLoginStandIn, page,
    people::Persona,
    request::{LONGEST_QUERY, Parameters, RETURN_CODE, Request, Wrong},
    state::{Grant, SESSION_LIFE, Session},
    twist::Lie,
};
use crate::SystemEntropy;

/// The stand-in's own session cookie. Cookies are shared between the ports of a host, so its name is one
/// that nothing else has.
const COOKIE_NAME: &str = "one-login-stand-in";

/// Sends a browser that is signed in back at once, and asks any other who it is.
pub(super) async fn authorize(
    State(stand_in): State<OneLoginStandIn>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let query = uri.query().unwrap_or_default();
    if query.len() > LONGEST_QUERY {
        return StatusCode::FORBIDDEN.into_response();
    }
    let parameters = Parameters::parse(query.as_bytes());
    let now = stand_in.now();
    let settings = stand_in.settings();
    let judged = Request::judge(parameters, settings, &stand_in.state().id_tokens, now);
    let request = match judged {
        Ok(request) => request,
        Err(Wrong::Page(what)) => {
            return (StatusCode::BAD_REQUEST, Html(page::wrong(what))).into_response();
        }
        Err(Wrong::Redirect { redirect_uri, error, description, state }) => {
            let location = with_error(&redirect_uri, error, Some(description), state.as_deref());
            return found(StatusCode::FOUND, location);
        }
    };
    if let Some(Lie::TurnBack { error, description }) =
        stand_in.state().twist.map(|twist| &twist.lie)
    {
        let location = with_error(&request.redirect_uri, error, *description, Some(&request.state));
        return found(StatusCode::FOUND, location);
    }
    let known = session_id(&headers).and_then(|id| stand_in.state().session(id, now));
    if let Some(session) = known.filter(|_| request.again.is_none()) {
        return stand_in.send_back(StatusCode::FOUND, &request, &session);
    }
    let preselected = stand_in.state().preselected.clone();
    if let Some(persona) = preselected {
        return stand_in.sign_in(StatusCode::FOUND, &request, persona, &headers);
    }
    let id = ports::token(&SystemEntropy);
    let html = page::choose(stand_in.settings(), stand_in.people(), &id, request.identity);
    stand_in.state().pending.insert(id, request);
    Html(html).into_response()
}

impl OneLoginStandIn {
    /// Signs somebody in, in this browser, and sends them back.
    pub(super) fn sign_in(
        &self,
        status: StatusCode,
        request: &Request,
        persona: Persona,
        headers: &HeaderMap,
    ) -> Response {
        if request.again.as_ref().is_some_and(|subject| *subject != persona.subject) {
            // Somebody else: nobody is signed in here any more.
            if let Some(id) = session_id(headers) {
                self.state().sessions.remove(id);
            }
            let state = Some(request.state.as_str());
            let location = with_error(&request.redirect_uri, "login_required", None, state);
            return found(status, location);
        }
        let now = self.now();
        let session = Session { persona, auth_time: now, last_used: now };
        let id = ports::token(&SystemEntropy);
        self.state().sessions.insert(id.clone(), session.clone());
        let mut response = self.send_back(status, request, &session);
        let life = SESSION_LIFE.as_secs();
        let cookie = format!("{COOKIE_NAME}={id}; Path=/; Max-Age={life}; HttpOnly; SameSite=Lax");
        let cookie = cookie.try_into().expect("letters and digits make a header");
        response.headers_mut().insert(SET_COOKIE, cookie);
        response
    }

    /// Sends somebody who is signed in back, with a code or with what came of proving their identity.
    fn send_back(&self, status: StatusCode, request: &Request, session: &Session) -> Response {
        let persona = &session.persona;
        let refusal = match &persona.turned_back {
            Some(error) if request.identity => Some(error.as_str()),
            // Without return codes there is nothing to come back with.
            _ if request.identity && !persona.provable && !request.asks(RETURN_CODE) => {
                Some("access_denied")
            }
            Some(_) | None => None,
        };
        if let Some(error) = refusal {
            let state = Some(request.state.as_str());
            return found(status, with_error(&request.redirect_uri, error, None, state));
        }
        let code = self.grant(request, session, self.now());
        let answer = [("code", code.as_str()), ("state", request.state.as_str())];
        found(status, with(&request.redirect_uri, &answer))
    }

    fn grant(&self, request: &Request, session: &Session, now: Timestamp) -> String {
        let code = ports::token(&SystemEntropy);
        let grant = Grant {
            request: request.clone(),
            persona: session.persona.clone(),
            auth_time: session.auth_time,
            issued_at: now,
        };
        self.state().codes.insert(code.clone(), grant);
        code
    }
}

/// The session this browser says it has.
pub(super) fn session_id(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).map(str::trim);
    pairs.find_map(|pair| pair.strip_prefix(COOKIE_NAME)?.strip_prefix('='))
}

pub(crate) fn found(status: StatusCode, location: String) -> Response {
    (status, [(LOCATION, location)]).into_response()
}

/// The redirect URI with an error (RFC 6749 section 4.1.2.1).
pub(crate) fn with_error(
    redirect_uri: &str,
    error: &str,
    description: Option<&str>,
    state: Option<&str>,
) -> String {
    let members = [("error", Some(error)), ("error_description", description), ("state", state)];
    let present: Vec<(&str, &str)> =
        members.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    with(redirect_uri, &present)
}

/// A registered URI with more parameters, if there are any.
pub(crate) fn with(uri: &str, parameters: &[(&str, &str)]) -> String {
    if parameters.is_empty() {
        return uri.to_owned();
    }
    let mut url = Url::parse(uri).expect("registered URIs are URLs");
    url.query_pairs_mut().extend_pairs(parameters);
    url.into()
}
