//! What goes over the wire: direct calls are counted and checked, answers are spoiled if told so.

use std::time::Duration;

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, USER_AGENT},
    },
    response::{Html, IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    OneLoginStandIn,
    change::Change,
    keys::EcKey,
    twist::{Answer, Endpoint, Lie},
};

/// Longer than a careful caller waits.
pub(crate) const SLOW: Duration = Duration::from_secs(8);
/// Larger than a careful caller reads.
pub(crate) const OVERSIZED: usize = 300 * 1024;
/// What a redirect of ours leads to: the same endpoint, honest.
pub(crate) const MOVED: &str = "moved";

impl OneLoginStandIn {
    /// Counts a direct call, and refuses one without `User-Agent` as GOV.UK One Login does. `Err` is the
    /// answer: a refusal, or a lie that takes no honest answer.
    #[expect(clippy::result_large_err, reason = "the error is the answer, handed on once")]
    pub(super) fn called(
        &self,
        endpoint: Endpoint,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Result<(), Response> {
        let mut state = self.state();
        *state.calls.entry(endpoint).or_default() += 1;
        let name = headers.get(USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default();
        if name.is_empty() {
            state.nameless_calls += 1;
            return Err(StatusCode::FORBIDDEN.into_response());
        }
        state.user_agents.insert(name.to_owned());
        drop(state);
        match self.lie_about(endpoint) {
            Some(Lie::Answer(_, Answer::Status(status))) => {
                let status = StatusCode::from_u16(*status).expect("the table holds real statuses");
                Err(status.into_response())
            }
            Some(Lie::Answer(_, Answer::Page)) => {
                Err(Html("<!doctype html><title>Sorry</title>").into_response())
            }
            Some(Lie::Answer(_, Answer::Text(text))) => Err(json_text((*text).to_owned())),
            Some(Lie::Answer(_, Answer::Redirect)) if uri.query() != Some(MOVED) => {
                let there = self.settings().endpoint(uri.path().trim_start_matches('/'));
                let there = format!("{there}?{MOVED}");
                Err((StatusCode::TEMPORARY_REDIRECT, [(LOCATION, there)]).into_response())
            }
            Some(_) | None => Ok(()),
        }
    }

    /// An honest answer, or what a lie makes of it.
    pub(super) async fn answer(&self, endpoint: Endpoint, honest: Value) -> Response {
        let text = honest.to_string();
        match self.lie_about(endpoint) {
            Some(Lie::Member(_, change)) => json_text(self.changed(*change, honest)),
            Some(Lie::Answer(_, Answer::Slow)) => {
                tokio::time::sleep(SLOW).await;
                json_text(text)
            }
            Some(Lie::Answer(_, Answer::Oversized)) => json_text(text + &" ".repeat(OVERSIZED)),
            Some(Lie::Answer(_, Answer::Truncated)) => json_text(text[..text.len() / 2].to_owned()),
            Some(_) | None => json_text(text),
        }
    }

    /// An answer to be kept for this many seconds, or for as long as a lie says.
    pub(super) fn keep_for(
        &self,
        endpoint: Endpoint,
        seconds: u32,
        mut response: Response,
    ) -> Response {
        let honest = format!("public, max-age={seconds}");
        let value = match self.lie_about(endpoint) {
            Some(Lie::Answer(_, Answer::Keep(lie))) => (*lie).to_owned(),
            Some(_) | None => honest,
        };
        let value = HeaderValue::try_from(value).expect("the table holds ASCII");
        response.headers_mut().insert(CACHE_CONTROL, value);
        response
    }

    fn lie_about(&self, endpoint: Endpoint) -> Option<&'static Lie> {
        let lie = &self.state().twist?.lie;
        match lie {
            Lie::Answer(about, _) | Lie::Member(about, _) => (*about == endpoint).then_some(lie),
            Lie::TurnBack { .. } | Lie::Refuse { .. } | Lie::Token(..) => None,
        }
    }

    fn changed(&self, change: Change, honest: Value) -> String {
        change.apply(honest, &self.places(), self.now().as_second())
    }

    /// What the placeholders of a change stand for.
    pub(super) fn places(&self) -> Vec<(&'static str, String)> {
        let settings = self.settings();
        let client = settings.relying_parties.first().map(|party| party.client_id.clone());
        let state = self.state();
        let (ec, identity) = (state.keys.ec.in_use(), state.keys.identity.in_use());
        let mut id_key = ec.public();
        id_key["kid"] = json!(ec.kid);
        vec![
            ("$CLIENT_ID", client.unwrap_or_default()),
            ("$ISSUER", settings.issuer.clone()),
            ("$DID", settings.did()),
            ("$KID", identity.kid.clone()),
            ("$ID_KEY", id_key.to_string()),
            ("$IDENTITY_KEY", identity.public().to_string()),
            ("$ANOTHER_KEY", EcKey::generate().public().to_string()),
        ]
    }
}

/// JSON that nobody may keep.
pub(crate) fn json_text(body: String) -> Response {
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
    (headers, Body::from(body)).into_response()
}

/// An error of RFC 6749 section 5.2.
pub(crate) fn oauth_error(status: StatusCode, error: &str, description: &str) -> Response {
    let body = json!({ "error": error, "error_description": description }).to_string();
    let mut response = json_text(body);
    *response.status_mut() = status;
    response
}
