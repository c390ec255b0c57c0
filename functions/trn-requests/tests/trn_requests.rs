//! How far a TRN request is, asked over HTTP.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use identity::RequestId;
use jiff::Timestamp;
use jose::{Digest, Secret};
use oidc::{
    ClientToken,
    trn_request::{RequestStatus, TrnRequest},
};
use ports::{ClientTokens, Clock, Entropy, Fault, TrnRequests};
use serde_json::{Value, json};
use tower::ServiceExt;
use trn_requests::{Asking, router};

const NOW: i64 = 1_790_000_000;

/// Tokens, and TRN requests.
#[derive(Default)]
struct Store {
    tokens: Mutex<BTreeMap<Digest, ClientToken>>,
    requests: Mutex<BTreeMap<String, TrnRequest>>,
    down: AtomicBool,
}

impl Store {
    fn reached(&self) -> Result<(), Fault> {
        if self.down.load(Ordering::SeqCst) {
            return Err(Fault::new("asking the store", "it is down"));
        }
        Ok(())
    }
}

#[async_trait]
impl ClientTokens for Store {
    async fn give(&self, digest: &Digest, token: &ClientToken) -> Result<(), Fault> {
        self.reached()?;
        self.tokens.lock().unwrap().insert(digest.clone(), token.clone());
        Ok(())
    }

    async fn client_token(
        &self,
        digest: &Digest,
        now: Timestamp,
    ) -> Result<Option<ClientToken>, Fault> {
        self.reached()?;
        let token = self.tokens.lock().unwrap().get(digest).cloned();
        Ok(token.filter(|token| now < token.expires_at))
    }

    async fn revoke_client_token(&self, digest: &Digest) -> Result<(), Fault> {
        self.reached()?;
        self.tokens.lock().unwrap().remove(digest);
        Ok(())
    }
}

#[async_trait]
impl TrnRequests for Store {
    async fn trn_request(&self, id: &RequestId) -> Result<Option<TrnRequest>, Fault> {
        self.reached()?;
        Ok(self.requests.lock().unwrap().get(id.as_str()).cloned())
    }
}

struct Stopped(Timestamp);

impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        self.0
    }
}

struct Zeros;

impl Entropy for Zeros {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// The service `npq` with the token `npq-token`, the service `other` with the token `other-token`, and a
/// request of the first.
async fn store(status: RequestStatus) -> Arc<Store> {
    let store = Arc::new(Store::default());
    for client in ["npq", "other"] {
        let token = ClientToken { client: client.parse().unwrap(), expires_at: at(NOW + 600) };
        let digest = Secret::presented(format!("{client}-token")).digest();
        store.give(&digest, &token).await.unwrap();
    }
    let request = TrnRequest { client: "npq".parse().unwrap(), status };
    store.requests.lock().unwrap().insert("request-1".to_owned(), request);
    store
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

async fn ask_at(store: &Arc<Store>, second: i64, request: Request<Body>) -> Answer {
    let app = Asking {
        tokens: store.clone(),
        requests: store.clone(),
        clock: Arc::new(Stopped(at(second))),
        entropy: Arc::new(Zeros),
        issuer: "https://ctr.example".to_owned(),
    };
    let response = router(app).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let body = serde_json::from_slice(&body).unwrap_or_default();
    Answer { status: parts.status, headers: parts.headers, body }
}

async fn ask(store: &Arc<Store>, request: Request<Body>) -> Answer {
    ask_at(store, NOW, request).await
}

fn get(id: &str, token: &str) -> Request<Body> {
    Request::get(format!("/trn-requests/{id}"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(Body::empty())
        .unwrap()
}

fn good() -> Request<Body> {
    get("request-1", "npq-token")
}

fn completed() -> RequestStatus {
    RequestStatus::Completed("0123456".parse().unwrap())
}

#[tokio::test]
async fn a_service_is_told_how_far_a_request_of_its_people_is() {
    for (status, body, again) in [
        (RequestStatus::Pending, json!({ "status": "pending" }), Some("300")),
        (completed(), json!({ "status": "completed", "trn": "0123456" }), None),
        (RequestStatus::Rejected, json!({ "status": "rejected" }), None),
    ] {
        let answer = ask(&store(status).await, good()).await;

        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("retry-after"), again, "{body}");
        assert_eq!(answer.body, body);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.header("cache-control"), Some("private, no-cache"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
}

#[tokio::test]
async fn whoever_has_the_answer_is_told_when_it_is_another() {
    let store = store(RequestStatus::Pending).await;
    let first = ask(&store, good()).await;
    let tag = first.header("etag").unwrap().to_owned();
    let asked_again = || {
        let mut request = good();
        request.headers_mut().insert(header::IF_NONE_MATCH, tag.parse().unwrap());
        request
    };

    let second = ask(&store, asked_again()).await;
    store.requests.lock().unwrap().get_mut("request-1").unwrap().status = completed();
    let third = ask(&store, asked_again()).await;

    assert_eq!(second.status, StatusCode::NOT_MODIFIED);
    assert_eq!(second.body, Value::Null);
    assert_eq!(second.header("etag"), Some(&*tag));
    assert_eq!(second.header("retry-after"), Some("300"));
    assert_eq!(second.header("cache-control"), Some("private, no-cache"));
    assert_eq!(third.status, StatusCode::OK);
    assert_eq!(third.body["trn"], "0123456");
    assert_ne!(third.header("etag"), Some(&*tag));
}

#[tokio::test]
async fn what_is_another_services_is_not_there_in_the_same_words_as_what_nobody_has() {
    let store = store(completed()).await;
    let mut told = Vec::new();
    for request in [
        get("request-1", "other-token"),
        get("request-2", "npq-token"),
        get("no%20id", "npq-token"),
        get("%ff", "npq-token"),
        get(&"x".repeat(2000), "npq-token"),
    ] {
        let answer = ask(&store, request).await;

        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.header("www-authenticate"), None);
        assert_eq!(answer.header("etag"), None);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        told.push(answer.body);
    }
    assert_eq!(told[0]["error"], "not_found");
    assert_eq!(told[0]["error_description"], "trn_request_not_found ref=AAAA-AAAA");
    assert_eq!(told[0]["error_uri"], "https://ctr.example/errors/trn_request_not_found");
    assert!(told.iter().all(|each| *each == told[0]), "{told:?}");
}

#[tokio::test]
async fn nobody_is_told_anything_without_a_token() {
    let store = store(completed()).await;
    let bare = || Request::get("/trn-requests/request-1");
    let in_query = Request::get("/trn-requests/request-1?access_token=npq-token");
    let basic = bare().header(header::AUTHORIZATION, "Basic bnBxOnMzY3JldA==");
    for request in [bare(), in_query, basic] {
        let answer = ask(&store, request.body(Body::empty()).unwrap()).await;

        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"https://ctr.example\""));
        assert_eq!(answer.body, Value::Null);
    }
}

#[tokio::test]
async fn a_token_that_is_unknown_expired_or_revoked_is_told_no_more_about_any_request() {
    let store = store(completed()).await;
    let mut answers = vec![
        ask(&store, get("request-1", "ctr_at_of-somebody")).await,
        ask(&store, get("request-2", "ctr_at_of-somebody")).await,
        ask_at(&store, NOW + 600, good()).await,
    ];
    store.revoke_client_token(&Secret::presented("npq-token").digest()).await.unwrap();
    answers.push(ask(&store, good()).await);

    for answer in answers {
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.body["error"], "invalid_token");
        let challenge = answer.header("www-authenticate").unwrap();
        assert!(challenge.contains("error=\"invalid_token\""), "{challenge}");
    }
}

#[tokio::test]
async fn a_request_that_is_none_is_named_as_such() {
    let store = store(completed()).await;
    let mut twice = good();
    twice.headers_mut().append(header::AUTHORIZATION, "Bearer other".parse().unwrap());
    for request in [twice, get("request-1", ""), get("request-1", "a b")] {
        let answer = ask(&store, request).await;

        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.body["error"], "invalid_request");
    }
}

#[tokio::test]
async fn nothing_but_asking_is_answered() {
    let store = store(completed()).await;
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let mut request = good();
        *request.method_mut() = method;

        let answer = ask(&store, request).await;

        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), Some("GET,HEAD"));
    }
}

#[tokio::test]
async fn while_the_store_is_down_the_client_is_asked_to_try_again() {
    let store = store(completed()).await;
    store.down.store(true, Ordering::SeqCst);

    let answer = ask(&store, good()).await;

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("retry-after"), Some("2"));
    assert_eq!(answer.body["error"], "server_error");
}
