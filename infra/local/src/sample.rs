//! A sample calling service: an ordinary OpenID client that knows its issuer, its client ID and its
//! secret, and finds out everything else by discovery.

mod client;
mod logout;
mod page;
mod webhook;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Form, Router,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use ports::Clock;
use serde_json::Value;
use testing::Recent;

use client::Started;

/// What a sample service knows of itself.
#[derive(Debug, Clone)]
pub(crate) struct Registration {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) issuer: String,
    pub(crate) address: String,
}

/// A running sample service.
#[derive(Clone)]
pub(crate) struct Sample {
    registration: Registration,
    http: reqwest::Client,
    clock: Arc<dyn Clock>,
    visitors: Arc<Mutex<Recent<Visitor>>>,
    /// The events it was told, the first first, each once.
    events: Arc<Mutex<Vec<Value>>>,
}

/// What the service remembers about one browser.
#[derive(Debug, Default, Clone)]
struct Visitor {
    started: Option<Started>,
    signed_in: Option<SignedIn>,
    trouble: Option<String>,
    /// What there is to say besides.
    news: Option<&'static str>,
}

/// What the service was told about somebody.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    id_token: String,
    id_token_claims: Value,
    userinfo: Value,
}

/// That the service was told of the end of a sign-in.
const TOLD: &str = "You have signed out elsewhere: our provider has told us so.";

impl Sample {
    pub(crate) fn new(registration: Registration, clock: Arc<dyn Clock>) -> Self {
        Self {
            registration,
            http: client::http(),
            clock,
            visitors: Arc::default(),
            events: Arc::default(),
        }
    }

    pub(crate) fn router(self) -> Router {
        Router::new()
            .route("/", get(home))
            .route("/sign-in", get(sign_in))
            .route("/callback", get(callback))
            .route("/sign-out", get(sign_out))
            .route("/back-channel-logout", post(told_of_sign_out))
            .route("/webhook", post(told_of_event))
            .with_state(self)
    }

    /// Where it is told of what has happened.
    fn webhook_url(&self) -> String {
        format!("{}/webhook", self.registration.address)
    }

    fn events(&self) -> MutexGuard<'_, Vec<Value>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The cookie's name differs from service to service: browsers share cookies between ports.
    fn cookie(&self) -> String {
        format!("sample-{}", self.registration.client_id)
    }

    fn visitor_id(&self, headers: &HeaderMap) -> Option<String> {
        let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
        let name = self.cookie();
        cookies
            .split(';')
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(each, _)| *each == name)
            .map(|(_, value)| value.to_owned())
    }

    fn visitor(&self, headers: &HeaderMap) -> Visitor {
        let visitors = self.visitors.lock().unwrap_or_else(PoisonError::into_inner);
        self.visitor_id(headers).and_then(|id| visitors.get(&id).cloned()).unwrap_or_default()
    }

    fn remember(&self, id: String, visitor: Visitor) {
        self.visitors.lock().unwrap_or_else(PoisonError::into_inner).insert(id, visitor);
    }

    /// Whoever came with this sign-in is not signed in any more, in any browser.
    fn forget_sign_in(&self, session: &str) {
        let mut visitors = self.visitors.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, visitor) in visitors.values_mut() {
            let same = |signed_in: &SignedIn| signed_in.id_token_claims["sid"] == session;
            if visitor.signed_in.as_ref().is_some_and(same) {
                *visitor = Visitor { news: Some(TOLD), ..Visitor::default() };
            }
        }
    }

    fn forget(&self, headers: &HeaderMap) {
        if let Some(id) = self.visitor_id(headers) {
            self.visitors.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        }
    }
}

async fn home(State(sample): State<Sample>, headers: HeaderMap) -> Html<String> {
    let visitor = sample.visitor(&headers);
    let Visitor { signed_in, trouble, news, .. } = &visitor;
    let (trouble, events) = (trouble.as_deref(), sample.events());
    Html(page::home(&sample.registration, signed_in.as_ref(), (trouble, *news), &events))
}

/// Our provider says that a sign-in has ended (OpenID Connect Back-Channel Logout 1.0 section 2.5).
async fn told_of_sign_out(
    State(sample): State<Sample>,
    Form(form): Form<HashMap<String, String>>,
) -> StatusCode {
    let token = form.get("logout_token").map_or("", String::as_str);
    match logout::ended(&sample, token).await {
        Ok(session) => {
            sample.forget_sign_in(&session);
            StatusCode::OK
        }
        Err(trouble) => {
            tracing::warn!(trouble, "a logout token is not believed");
            StatusCode::BAD_REQUEST
        }
    }
}

/// Our provider says that something has happened. What was heard before is heard again now and then.
async fn told_of_event(
    State(sample): State<Sample>,
    headers: HeaderMap,
    body: String,
) -> StatusCode {
    match webhook::event(&sample, &headers, &body).await {
        Ok(event) => {
            let mut events = sample.events();
            if !events.iter().any(|known| known["id"] == event["id"]) {
                events.push(event);
            }
            StatusCode::NO_CONTENT
        }
        Err(trouble) => {
            tracing::warn!(trouble, "a webhook is not believed");
            StatusCode::BAD_REQUEST
        }
    }
}

async fn sign_in(State(sample): State<Sample>) -> Response {
    match client::start(&sample).await {
        Ok((url, started)) => {
            let id = started.visitor.clone();
            let cookie = format!("{}={id}; Path=/; HttpOnly; SameSite=Lax", sample.cookie());
            sample.remember(id, Visitor { started: Some(started), ..Visitor::default() });
            let mut response = to(&url);
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(trouble) => Html(page::home(&sample.registration, None, (Some(&trouble), None), &[]))
            .into_response(),
    }
}

async fn callback(
    State(sample): State<Sample>,
    headers: HeaderMap,
    Query(answer): Query<HashMap<String, String>>,
) -> Response {
    let Some(id) = sample.visitor_id(&headers) else { return to("/") };
    let Some(started) = sample.visitor(&headers).started else { return to("/") };
    let visitor = match client::finish(&sample, started, &answer).await {
        Ok(signed_in) => Visitor { signed_in: Some(signed_in), ..Visitor::default() },
        Err(trouble) => Visitor { trouble: Some(trouble), ..Visitor::default() },
    };
    sample.remember(id, visitor);
    to("/")
}

async fn sign_out(State(sample): State<Sample>, headers: HeaderMap) -> Response {
    let signed_in = sample.visitor(&headers).signed_in;
    sample.forget(&headers);
    match signed_in {
        Some(signed_in) => match client::sign_out(&sample, &signed_in.id_token).await {
            Ok(url) => to(&url),
            Err(trouble) => {
                Html(page::home(&sample.registration, None, (Some(&trouble), None), &[]))
                    .into_response()
            }
        },
        None => to("/"),
    }
}

fn to(url: &str) -> Response {
    match HeaderValue::from_str(url) {
        Ok(url) => (StatusCode::SEE_OTHER, [(header::LOCATION, url)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
