//! Keys that services on this machine publish, over HTTP, and kept in the embedded store.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    http::{StatusCode, header},
    response::Redirect,
    routing::get,
};
use calling_services::{FetchedKeys, Reach};
use jiff::{SignedDuration, Timestamp};
use jose::{Jwks, PublicKey};
use ports::ClientKeySets;
use testing::dynamodb::Engine;
use tokio::net::TcpListener;

/// Two points on P-256, from RFC 7515 section A.3 and RFC 6979 section A.2.5.
const POINTS: [(&str, &str); 2] = [
    ("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
    ("YP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Y", "eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk"),
];

/// A key set of these keys.
fn key_set(named: &[&str]) -> String {
    let keys = named.iter().zip(POINTS).map(|(kid, (x, y))| {
        format!(r#"{{"kty":"EC","crv":"P-256","kid":"{kid}","x":"{x}","y":"{y}"}}"#)
    });
    format!(r#"{{"keys":[{}]}}"#, keys.collect::<Vec<_>>().join(","))
}

/// A calling service that publishes what it is told to.
struct Service {
    address: String,
    said: Arc<Mutex<(StatusCode, String, &'static str)>>,
    asked: Arc<AtomicUsize>,
}

impl Service {
    async fn publishing(body: String) -> Self {
        let said = Arc::new(Mutex::new((StatusCode::OK, body, "max-age=600")));
        let asked = Arc::new(AtomicUsize::new(0));
        let (saying, asking) = (said.clone(), asked.clone());
        let keys = get(async move || {
            asking.fetch_add(1, Ordering::SeqCst);
            let (status, body, life) = saying.lock().unwrap().clone();
            (status, [(header::CACHE_CONTROL, life)], body)
        });
        let moved = get(async || Redirect::temporary("/jwks.json"));
        let endless = get(async || "x".repeat(1 << 20));
        let router = Router::new()
            .route("/jwks.json", keys)
            .route("/moved", moved)
            .route("/endless", endless);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, said, asked }
    }

    fn url(&self) -> String {
        format!("{}/jwks.json", self.address)
    }

    fn says(&self, status: StatusCode, body: String) {
        let mut said = self.said.lock().unwrap();
        (said.0, said.1) = (status, body);
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn fetched(engine: &Engine, reach: Reach) -> FetchedKeys {
    let store = engine.store().client_documents();
    FetchedKeys::new("connect-your-teaching-record", reach, store).unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_790_000_000 + seconds)
}

fn names(keys: &Jwks) -> Vec<&str> {
    let name = |key: &'_ PublicKey| key.kid.is_some();
    assert!(keys.keys().iter().all(name));
    keys.keys().iter().filter_map(|key| key.kid.as_deref()).collect()
}

#[tokio::test]
async fn keys_are_fetched_once_for_as_long_as_their_owner_says() {
    let service = Service::publishing(key_set(&["a"])).await;
    let engine = Engine::in_memory().await;
    let (one, other) = (fetched(&engine, Reach::ThisMachine), fetched(&engine, Reach::ThisMachine));

    for (keys, second) in [(&one, 0), (&one, 599), (&other, 599)] {
        let found = keys.key_set(&service.url(), Some("a"), at(second)).await.unwrap();
        assert_eq!(names(&found), ["a"]);
        assert_eq!(service.asked(), 1, "another process has it from the store");
    }
    one.key_set(&service.url(), Some("a"), at(600)).await.unwrap();
    assert_eq!(service.asked(), 2);
}

#[tokio::test]
async fn a_key_that_is_new_is_fetched_and_one_that_is_nobodys_is_no_way_to_have_us_ask_often() {
    let service = Service::publishing(key_set(&["a"])).await;
    let engine = Engine::in_memory().await;
    let (one, other) = (fetched(&engine, Reach::ThisMachine), fetched(&engine, Reach::ThisMachine));
    one.key_set(&service.url(), Some("a"), at(0)).await.unwrap();
    service.says(StatusCode::OK, key_set(&["b"]));

    let found = one.key_set(&service.url(), Some("b"), at(10)).await.unwrap();

    assert_eq!(names(&found), ["b"], "what was taken away is gone");
    assert_eq!(service.asked(), 2);
    for keys in [&one, &other] {
        for second in 11..70 {
            let found = keys.key_set(&service.url(), Some("nobodys"), at(second)).await.unwrap();
            assert_eq!(names(&found), ["b"]);
        }
    }
    assert_eq!(service.asked(), 2, "once a minute for all processes together");
    one.key_set(&service.url(), Some("nobodys"), at(70)).await.unwrap();
    assert_eq!(service.asked(), 3);
    one.key_set(&service.url(), None, at(200)).await.unwrap();
    assert_eq!(service.asked(), 3, "a token that names no key is no reason to ask");
}

#[tokio::test]
async fn while_a_service_cannot_be_asked_its_last_keys_stay_for_a_day() {
    let service = Service::publishing(key_set(&["a"])).await;
    let engine = Engine::in_memory().await;
    let keys = fetched(&engine, Reach::ThisMachine);
    let day = 24 * 60 * 60;
    keys.key_set(&service.url(), Some("a"), at(0)).await.unwrap();

    for (status, body) in [
        (StatusCode::INTERNAL_SERVER_ERROR, String::new()),
        (StatusCode::NOT_FOUND, key_set(&["b"])),
        (StatusCode::OK, "<html>".to_owned()),
        (StatusCode::OK, key_set(&[])),
    ] {
        service.says(status, body);
        let found = keys.key_set(&service.url(), Some("a"), at(day)).await.unwrap();
        assert_eq!(names(&found), ["a"]);
    }
    assert!(keys.key_set(&service.url(), Some("a"), at(day + 1)).await.is_err());
    service.says(StatusCode::OK, key_set(&["a"]));
    keys.key_set(&service.url(), Some("a"), at(day + 120)).await.unwrap();
}

#[tokio::test]
async fn nobody_is_followed_listened_to_without_end_or_asked_inside_a_network() {
    let service = Service::publishing(key_set(&["a"])).await;
    let engine = Engine::in_memory().await;
    let (near, public) = (fetched(&engine, Reach::ThisMachine), fetched(&engine, Reach::Public));
    for path in ["moved", "endless", "nothing"] {
        let url = format!("{}/{path}", service.address);
        assert!(near.key_set(&url, Some("a"), at(0)).await.is_err(), "{path}");
    }
    let may_not = "the address is none that may be called";
    for (url, reason) in [
        (service.url(), may_not),
        (service.url().replace("http:", "https:"), may_not),
        ("https://localhost/jwks.json".to_owned(), "the name has an address that is not public"),
        ("https://169.254.169.254/latest/meta-data/".to_owned(), may_not),
        ("https://user@npq.example/jwks.json".to_owned(), may_not),
    ] {
        let fault = public.key_set(&url, Some("a"), at(0)).await.unwrap_err().in_full();
        assert!(fault.contains(reason), "{url}: {fault}");
    }
    assert_eq!(service.asked(), 0);
}
