//! Signs people out whom GOV.UK One Login has signed out (OpenID Connect Back-Channel Logout 1.0 section 2.5).
//!
//! Anybody can call: nothing counts but the token, which GOV.UK One Login has signed. Its caller takes 200 for
//! an answer, nothing else; after any other it calls again with a new token about the same person, so that
//! signing out twice is as good as once.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
    routing::post,
};
use jose::Refused;
use oidc::{LARGEST_REQUEST, Parameters};
use ports::{Fault, NoticeRefused, OneLoginNotices, SignOutNotices};
use serde_json::json;
use web::{Deployment, paths};

/// The longest logout token that is looked at, in bytes. GOV.UK One Login's are a tenth of it.
const LONGEST_TOKEN: usize = 4096;

/// How long GOV.UK One Login waits before it tells us again after a fault of ours, in seconds, if it asks.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("30");

/// What this function needs.
#[derive(Clone)]
pub struct BackChannelLogout {
    /// The deployment it is part of.
    pub deployment: Deployment,
    /// Reads what GOV.UK One Login sends.
    pub one_login: Arc<dyn OneLoginNotices>,
    /// Signs people out everywhere.
    pub notices: Arc<dyn SignOutNotices>,
}

/// Why nobody is signed out.
#[derive(Debug)]
enum Unheard {
    /// It is not the form that it should be.
    NotANotice(&'static str),
    /// The token is not to be believed.
    NotBelieved(Refused),
    /// The token was believed before.
    Replayed,
    /// The outside world failed us: it is to be sent again.
    Fault(Fault),
}

/// The path this function serves: `POST` alone, from anywhere, without a cookie.
pub fn router(app: BackChannelLogout) -> Router {
    let deployment = app.deployment.clone();
    web::serve(
        Router::new().route(paths::BACK_CHANNEL_LOGOUT, post(hear)).with_state(app),
        &deployment,
    )
}

async fn hear(State(app): State<BackChannelLogout>, headers: HeaderMap, body: Body) -> Response {
    match app.follow(&headers, body).await {
        Ok(()) => {
            tracing::info!("signed out everywhere, as One Login says");
            answer(StatusCode::OK, Body::empty())
        }
        Err(unheard) => unheard.answer(&app.deployment),
    }
}

impl BackChannelLogout {
    async fn follow(&self, headers: &HeaderMap, body: Body) -> Result<(), Unheard> {
        let token = token(headers, body).await?;
        let now = self.deployment.now();
        let notice = self.one_login.notice(&token, now).await?;
        if self.notices.was_followed(&notice.id, now).await? {
            return Err(Unheard::Replayed);
        }
        // What began until this very moment ends.
        Ok(self.notices.follow(&notice, self.deployment.now()).await?)
    }
}

/// The one parameter of the form.
async fn token(headers: &HeaderMap, body: Body) -> Result<String, Unheard> {
    if !is_form(headers) {
        return Err(Unheard::NotANotice("it is not a form"));
    }
    let too_long = Unheard::NotANotice("it is too long");
    let Ok(body) = to_bytes(body, LARGEST_REQUEST).await else { return Err(too_long) };
    let Ok(form) = Parameters::read(&body) else { return Err(too_long) };
    let token = form.required("logout_token", LONGEST_TOKEN);
    token.map(str::to_owned).map_err(|_| Unheard::NotANotice("there is not one logout_token"))
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

impl From<NoticeRefused> for Unheard {
    fn from(refused: NoticeRefused) -> Self {
        match refused {
            NoticeRefused::Unreachable(fault) => Self::Fault(fault),
            NoticeRefused::NotBelieved(check) => Self::NotBelieved(check),
        }
    }
}

impl From<Fault> for Unheard {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Unheard {
    /// One line in the log, and an answer that says no more than the standard does (section 2.8).
    fn answer(&self, deployment: &Deployment) -> Response {
        let reference = deployment.error_reference();
        match self {
            Self::NotANotice(what) => {
                tracing::warn!(error.reference = reference, what, "not a notice of One Login");
            }
            Self::NotBelieved(check) => {
                tracing::warn!(error.reference = reference, %check, "a notice is not believed");
            }
            Self::Replayed => {
                tracing::warn!(error.reference = reference, "a notice was sent a second time");
            }
            Self::Fault(fault) => {
                let error = fault.in_full();
                tracing::error!(error.reference = reference, error, "a notice was not followed");
            }
        }
        match self {
            Self::NotANotice(_) | Self::NotBelieved(_) | Self::Replayed => {
                let what = format!("Send one valid logout token, once. ref={reference}");
                refusal(StatusCode::BAD_REQUEST, "invalid_request", &what)
            }
            Self::Fault(_) => {
                let what = format!("Send a new logout token later. ref={reference}");
                let status = StatusCode::SERVICE_UNAVAILABLE;
                let mut response = refusal(status, "temporarily_unavailable", &what);
                response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
                response
            }
        }
    }
}

fn refusal(status: StatusCode, error: &str, description: &str) -> Response {
    let body = json!({ "error": error, "error_description": description });
    let mut response = answer(status, Body::from(body.to_string()));
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

/// Nobody keeps an answer.
fn answer(status: StatusCode, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let no_store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, no_store);
    response
}
