//! A calling service: its routes, and a session that the browser keeps without being able to read it.

mod teaching_record;

use std::{
    collections::{HashMap, HashSet},
    convert::Infallible,
    env,
    sync::Arc,
};

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey},
    digest::{SHA256, digest},
};
use axum::{
    Json, Router,
    extract::{FromRequestParts, Query, RawForm, State},
    http::{HeaderName, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use openidconnect::{CsrfToken, url::form_urlencoded};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use teaching_record::{Claims, RelyingParty, SignedIn, Started, Trouble, UserInfo};
use tokio::{net::TcpListener, sync::RwLock};

struct Service {
    relying_party: RelyingParty,
    session_key: RandomizedNonceKey,
    /// Sign-ins that ended elsewhere. Keep them in a database if there are several of you.
    ended: RwLock<HashSet<String>>,
}

#[derive(Default, Serialize, Deserialize)]
struct Session {
    started: Option<Started>,
    signed_in: Option<SignedIn>,
    signed_out: Option<CsrfToken>,
}

type Answer = HashMap<String, String>;
type At = State<Arc<Service>>;
type Keeping<T> = Result<([(HeaderName, String); 1], T), Refused>;

#[tokio::main]
async fn main() -> Result<(), Trouble> {
    let environment: HashMap<String, String> = env::vars().collect();
    let session_key = environment.get("SESSION_KEY").ok_or("SESSION_KEY is not set")?;
    let session_key = digest(&SHA256, session_key.as_bytes());
    let service = Service {
        relying_party: RelyingParty::discover(&environment).await?,
        session_key: RandomizedNonceKey::new(&AES_256_GCM, session_key.as_ref())?,
        ended: RwLock::default(),
    };
    let routes = Router::new()
        .route("/sign-in", get(sign_in))
        .route("/callback", get(callback))
        .route("/now", get(now))
        .route("/refresh", get(refresh))
        .route("/sign-out", get(sign_out))
        .route("/signed-out", get(signed_out))
        .route("/back-channel-logout", post(signed_out_elsewhere))
        .with_state(Arc::new(service));
    let port = environment.get("PORT").map_or(Ok(5000), |port| port.parse())?;
    Ok(axum::serve(TcpListener::bind(("localhost", port)).await?, routes).await?)
}

async fn sign_in(State(service): At) -> Keeping<Redirect> {
    let (url, started) = service.relying_party.sign_in();
    let session = Session { started: Some(started), ..Session::default() };
    service.keep(&session, Redirect::to(url.as_str()))
}

async fn callback(
    State(service): At,
    session: Session,
    Query(answer): Query<Answer>,
) -> Keeping<Json<Claims>> {
    let started = session.started.ok_or("we: nobody asked to sign in")?;
    let (signed_in, claims) = service.relying_party.callback(started, &answer).await?;
    let session = Session { signed_in: Some(signed_in), ..Session::default() };
    service.keep(&session, Json(claims))
}

async fn now(State(service): At, session: Session) -> Result<Json<UserInfo>, Refused> {
    let signed_in = service.signed_in(session).await?;
    Ok(Json(service.relying_party.now(&signed_in).await?))
}

async fn refresh(State(service): At, session: Session) -> Keeping<Json<Claims>> {
    let signed_in = service.signed_in(session).await?;
    let (signed_in, claims) = service.relying_party.refresh(&signed_in).await?;
    let session = Session { signed_in: Some(signed_in), ..Session::default() };
    service.keep(&session, Json(claims))
}

async fn sign_out(State(service): At, session: Session) -> Keeping<Redirect> {
    let signed_in = session.signed_in.ok_or("we: nobody is signed in")?;
    let (url, state) = service.relying_party.sign_out(&signed_in)?;
    let session = Session { signed_out: Some(state), ..Session::default() };
    service.keep(&session, Redirect::to(url.as_str()))
}

async fn signed_out(
    State(service): At,
    session: Session,
    Query(answer): Query<Answer>,
) -> Keeping<Json<Value>> {
    let state = session.signed_out.ok_or("we: nobody asked to sign out")?;
    if answer.get("state") != Some(state.secret()) {
        return Err("we: the answer is to another question".into());
    }
    service.keep(&Session::default(), Json(json!({ "signed_out": true })))
}

async fn signed_out_elsewhere(State(service): At, RawForm(form): RawForm) -> Result<(), Refused> {
    let token = form_urlencoded::parse(&form).find(|(name, _)| name == "logout_token");
    let (_, token) = token.ok_or("we: there is no logout token")?;
    let sid = service.relying_party.signed_out_elsewhere(&token).await?;
    service.ended.write().await.insert(sid);
    Ok(())
}

impl Service {
    async fn signed_in(&self, session: Session) -> Result<SignedIn, Refused> {
        let signed_in = session.signed_in.ok_or("we: nobody is signed in")?;
        let ended = self.ended.read().await;
        if signed_in.sid.as_ref().is_some_and(|sid| ended.contains(sid)) {
            return Err("we: signed out elsewhere".into());
        }
        Ok(signed_in)
    }

    fn keep<T>(&self, session: &Session, answer: T) -> Keeping<T> {
        let mut content = serde_json::to_vec(session)?;
        let nonce = self.session_key.seal_in_place_append_tag(Aad::empty(), &mut content)?;
        let content = BASE64_URL_SAFE_NO_PAD.encode([&nonce.as_ref()[..], &content].concat());
        let cookie = format!("service={content}; Path=/; Secure; HttpOnly; SameSite=Lax");
        Ok(([(header::SET_COOKIE, cookie)], answer))
    }

    fn kept(&self, cookie: &str) -> Option<Session> {
        let mut content = BASE64_URL_SAFE_NO_PAD.decode(cookie).ok()?;
        let (nonce, content) = content.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let content = self.session_key.open_in_place(nonce, Aad::empty(), content).ok()?;
        serde_json::from_slice(content).ok()
    }
}

impl FromRequestParts<Arc<Service>> for Session {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        service: &Arc<Service>,
    ) -> Result<Self, Infallible> {
        let cookies = parts.headers.get_all(header::COOKIE).iter();
        let mut cookies =
            cookies.filter_map(|each| each.to_str().ok()).flat_map(|each| each.split("; "));
        let kept = cookies.find_map(|each| service.kept(each.strip_prefix("service=")?));
        Ok(kept.unwrap_or_default())
    }
}

/// Nothing came of a request, and why.
struct Refused(Trouble);

impl<E: Into<Trouble>> From<E> for Refused {
    fn from(trouble: E) -> Self {
        Self(trouble.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, self.0.to_string()).into_response()
    }
}
