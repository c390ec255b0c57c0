//! The sign-in of staff is as strict as the protocol: whoever gets in elsewhere because a test never
//! asked would not get in here either.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{collections::HashMap, sync::Arc};

use axum::{
    body::{Body, to_bytes},
    http::{
        Request, StatusCode,
        header::{AUTHORIZATION, COOKIE, LOCATION, SET_COOKIE},
    },
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use form_urlencoded::Serializer;
use jose::Digest;
use serde_json::Value;
use testing::{
    MovableClock,
    staff::{Persona, Settings, StaffStandIn},
};
use tower::ServiceExt;
use url::Url;

const VERIFIER: &str = "a-verifier-of-forty-three-characters-or-more-";
const CONSOLE: &str = "http://localhost:3000";

/// A change of one parameter: another value, or none.
type Change = (&'static str, Option<&'static str>);

fn stand_in() -> StaffStandIn {
    let settings = Settings::at("http://localhost:3004", CONSOLE);
    let stand_in = StaffStandIn::new(settings, Arc::new(MovableClock::default()));
    stand_in.preselect(Persona::named("priya"));
    stand_in
}

fn form(parameters: HashMap<&str, String>, changes: &[Change]) -> String {
    let mut parameters = parameters;
    for (name, value) in changes {
        match value {
            Some(value) => parameters.insert(name, (*value).to_owned()),
            None => parameters.remove(name),
        };
    }
    Serializer::new(String::new()).extend_pairs(parameters).finish()
}

async fn send(stand_in: &StaffStandIn, request: Request<Body>) -> Response {
    stand_in.router().oneshot(request).await.unwrap()
}

async fn authorize(stand_in: &StaffStandIn, changes: &[Change], cookie: &str) -> Response {
    let query = form(
        HashMap::from([
            ("client_id", "support-console".to_owned()),
            ("redirect_uri", format!("{CONSOLE}/sign-in/callback")),
            ("response_type", "code".to_owned()),
            ("scope", "openid profile".to_owned()),
            ("state", "our-state".to_owned()),
            ("nonce", "our-nonce".to_owned()),
            ("code_challenge", Digest::of(VERIFIER.as_bytes()).as_str().to_owned()),
            ("code_challenge_method", "S256".to_owned()),
        ]),
        changes,
    );
    let request = Request::get(format!("/authorize?{query}")).header(COOKIE, cookie);
    send(stand_in, request.body(Body::empty()).unwrap()).await
}

/// The query a browser is sent back with.
fn sent_back(answer: &Response) -> HashMap<String, String> {
    let location = Url::parse(answer.headers()[LOCATION].to_str().unwrap()).unwrap();
    location.query_pairs().into_owned().collect()
}

fn basic(client_id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{client_id}:{secret}")))
}

/// A new code, exchanged: the status, and the `error` if there is one.
async fn exchange(
    stand_in: &StaffStandIn,
    authorization: Option<&str>,
    changes: &[Change],
) -> (StatusCode, Option<String>) {
    let code = sent_back(&authorize(stand_in, &[], "").await)["code"].clone();
    let body = form(
        HashMap::from([
            ("grant_type", "authorization_code".to_owned()),
            ("code", code),
            ("redirect_uri", format!("{CONSOLE}/sign-in/callback")),
            ("code_verifier", VERIFIER.to_owned()),
        ]),
        changes,
    );
    let mut request = Request::post("/token");
    if let Some(authorization) = authorization {
        request = request.header(AUTHORIZATION, authorization);
    }
    let answer = send(stand_in, request.body(Body::from(body)).unwrap()).await;
    let status = answer.status();
    let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    let members: Value = serde_json::from_slice(&body).unwrap();
    (status, members["error"].as_str().map(str::to_owned))
}

#[tokio::test]
async fn a_request_is_answered_only_if_it_is_as_it_should_be() {
    let stand_in = stand_in();
    let rows: &[(Change, &str)] = &[
        (("response_type", Some("token")), "unsupported_response_type"),
        (("scope", Some("profile")), "invalid_scope"),
        (("nonce", None), "invalid_request"),
        (("code_challenge", None), "invalid_request"),
        (("code_challenge", Some("short")), "invalid_request"),
        (("code_challenge_method", Some("plain")), "invalid_request"),
        (("code_challenge_method", None), "invalid_request"),
        (("max_age", Some("soon")), "invalid_request"),
        (("prompt", Some("unheard of")), "invalid_request"),
        (("prompt", Some("none")), "login_required"),
    ];
    for (change, error) in rows {
        let back = sent_back(&authorize(&stand_in, &[*change], "").await);
        assert_eq!(back["error"], *error, "{change:?}");
        assert_eq!(back["state"], "our-state", "{change:?}");
    }
    let nowhere = [
        ("client_id", Some("another")),
        ("client_id", None),
        ("redirect_uri", Some("http://localhost:3000/sign-in/callback/")),
        ("redirect_uri", Some("https://evil.example/")),
        ("redirect_uri", None),
    ];
    for change in nowhere {
        let answer = authorize(&stand_in, &[change], "").await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{change:?}");
        assert!(!answer.headers().contains_key(LOCATION), "{change:?}");
    }
}

#[tokio::test]
async fn a_code_is_exchanged_only_with_the_secret_and_the_verifier() {
    let stand_in = stand_in();
    let secret = stand_in.settings().client_secret.clone();
    let good = basic("support-console", &secret);
    let good = Some(good.as_str());
    let rows: &[(&[Change], &str)] = &[
        (&[("grant_type", Some("password"))], "unsupported_grant_type"),
        (&[("code", None)], "invalid_request"),
        (&[("code", Some("another"))], "invalid_grant"),
        (&[("redirect_uri", None)], "invalid_grant"),
        (&[("redirect_uri", Some("https://evil.example/"))], "invalid_grant"),
        (&[("code_verifier", None)], "invalid_grant"),
        (&[("code_verifier", Some("another"))], "invalid_grant"),
        (&[("client_secret", Some("said twice"))], "invalid_client"),
    ];
    for (changes, error) in rows {
        let (status, refused) = exchange(&stand_in, good, changes).await;
        assert_eq!((status, refused.as_deref()), (StatusCode::BAD_REQUEST, Some(*error)));
    }
    for wrong in [
        None,
        Some(basic("support-console", "another")),
        Some(basic("another", &secret)),
        Some(basic("support-console", "")),
    ] {
        let (_, refused) = exchange(&stand_in, wrong.as_deref(), &[]).await;
        assert_eq!(refused.as_deref(), Some("invalid_client"), "{wrong:?}");
    }
    let leaked: &'static str = secret.leak();
    let in_the_body = [("client_id", Some("support-console")), ("client_secret", Some(leaked))];
    for changes in [&in_the_body[1..], &[("client_id", Some("another")), in_the_body[1]]] {
        let (_, refused) = exchange(&stand_in, None, changes).await;
        assert_eq!(refused.as_deref(), Some("invalid_client"));
    }

    assert_eq!(exchange(&stand_in, good, &[]).await, (StatusCode::OK, None));
    assert_eq!(exchange(&stand_in, None, &in_the_body).await, (StatusCode::OK, None));
}

#[tokio::test]
async fn who_is_signed_in_is_asked_again_only_if_the_request_wants_it() {
    let stand_in = stand_in();
    let answer = authorize(&stand_in, &[], "").await;
    let line = answer.headers()[SET_COOKIE].to_str().unwrap().to_owned();
    let session = line.split(';').next().unwrap();
    stand_in.ask();

    for (change, status) in [
        (("prompt", None), StatusCode::FOUND),
        (("prompt", Some("none")), StatusCode::FOUND),
        (("prompt", Some("login")), StatusCode::OK),
        (("prompt", Some("select_account")), StatusCode::OK),
        (("max_age", Some("60")), StatusCode::FOUND),
    ] {
        let answer = authorize(&stand_in, &[change], session).await;
        assert_eq!(answer.status(), status, "{change:?}");
    }
    assert_eq!(authorize(&stand_in, &[], "").await.status(), StatusCode::OK, "another browser");
}

#[tokio::test]
async fn a_sign_out_leads_back_to_where_the_client_registered_and_nowhere_else() {
    let stand_in = stand_in();
    let registered = "post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fsigned-out";
    for (query, back) in [
        (format!("client_id=support-console&{registered}"), Some("/signed-out")),
        (format!("client_id=support-console&{registered}&state=s"), Some("/signed-out?state=s")),
        (format!("client_id=another&{registered}"), None),
        (registered.to_owned(), None),
        ("client_id=support-console&post_logout_redirect_uri=https%3A%2F%2Fevil".to_owned(), None),
    ] {
        let request = Request::get(format!("/sign-out?{query}")).body(Body::empty()).unwrap();
        let answer = send(&stand_in, request).await;
        let location = answer.headers().get(LOCATION).map(|there| there.to_str().unwrap());
        assert_eq!(location, back.map(|back| format!("{CONSOLE}{back}")).as_deref(), "{query}");
    }
}
