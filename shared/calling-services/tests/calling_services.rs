//! Calls to services on this machine, and calls that are not made.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    net::IpAddr,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use calling_services::{Reach, ServiceCaller, is_public};
use jiff::Timestamp;
use oidc::webhook::{Signed, ToSign};
use ports::{BackChannel, Webhooks};
use tokio::net::TcpListener;

/// What a service was sent: the body, and what it was called.
type Heard = Arc<Mutex<Vec<(String, HeaderMap)>>>;

/// A service on this machine that answers in several ways, by path.
async fn service() -> (u16, Heard) {
    let heard = Heard::default();
    let answering = |status: StatusCode| {
        let heard = heard.clone();
        post(async move |headers: HeaderMap, body: String| {
            heard.lock().unwrap().push((body, headers));
            status
        })
    };
    let router = Router::new()
        .route("/200", answering(StatusCode::OK))
        .route("/204", answering(StatusCode::NO_CONTENT))
        .route("/202", answering(StatusCode::ACCEPTED))
        .route("/400", answering(StatusCode::BAD_REQUEST))
        .route("/500", answering(StatusCode::INTERNAL_SERVER_ERROR))
        .route("/moved", post(async || Redirect::temporary("/200")))
        .route("/slow", post(slow))
        .route("/endless", post(async || Response::new(Body::from("x".repeat(1 << 24)))));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    (port, heard)
}

async fn slow() -> Response {
    tokio::time::sleep(Duration::from_secs(20)).await;
    StatusCode::OK.into_response()
}

fn caller(reach: Reach) -> ServiceCaller {
    ServiceCaller::new("connect-your-teaching-record", reach).unwrap()
}

#[tokio::test]
async fn a_service_gets_one_form_and_counts_as_told_with_200_or_204() {
    let (port, heard) = service().await;
    let caller = caller(Reach::ThisMachine);
    for (path, told) in
        [("200", true), ("204", true), ("202", false), ("400", false), ("500", false)]
    {
        let outcome = caller.log_out(&format!("http://127.0.0.1:{port}/{path}"), "a.b.c").await;

        assert_eq!(outcome.is_ok(), told, "{path}");
        if let Err(fault) = outcome {
            assert!(fault.in_full().contains(path), "{}", fault.in_full());
            assert!(!fault.in_full().contains("a.b.c"), "{}", fault.in_full());
        }
    }
    let heard = heard.lock().unwrap();
    assert_eq!(heard.len(), 5);
    for (body, headers) in heard.iter() {
        assert_eq!(body, "logout_token=a.b.c");
        assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
        assert_eq!(headers["user-agent"], "connect-your-teaching-record");
    }
}

fn event(url: &str) -> Signed {
    let made = ("key-1", Timestamp::UNIX_EPOCH);
    ToSign::new(url, r#"{"id":"1"}"#.to_owned(), made).unwrap().signed(b"signature")
}

#[tokio::test]
async fn a_service_gets_an_event_as_it_was_signed_and_counts_as_told_with_any_2xx() {
    let (port, heard) = service().await;
    let caller = caller(Reach::ThisMachine);
    for (path, told) in
        [("200", true), ("204", true), ("202", true), ("400", false), ("500", false)]
    {
        let outcome = caller.post(&event(&format!("http://127.0.0.1:{port}/{path}"))).await;

        assert_eq!(outcome.is_ok(), told, "{path}");
        if let Err(fault) = outcome {
            assert!(fault.in_full().contains(path), "{}", fault.in_full());
            assert!(!fault.in_full().contains("127.0.0.1"), "{}", fault.in_full());
        }
    }
    let heard = heard.lock().unwrap();
    assert_eq!(heard.len(), 5);
    for (body, headers) in heard.iter() {
        assert_eq!(body, r#"{"id":"1"}"#);
        for (name, value) in event("http://127.0.0.1/").headers {
            assert_eq!(headers.get_all(name).iter().collect::<Vec<_>>(), [&value], "{name}");
        }
        assert_eq!(headers["user-agent"], "connect-your-teaching-record");
    }
}

#[tokio::test]
async fn nobody_is_followed_elsewhere() {
    let (port, heard) = service().await;

    let url = format!("http://127.0.0.1:{port}/moved");
    let outcome = caller(Reach::ThisMachine).log_out(&url, "a.b.c").await;
    let event = caller(Reach::ThisMachine).post(&event(&url)).await;

    assert!(outcome.is_err() && event.is_err());
    assert!(heard.lock().unwrap().is_empty());
}

#[tokio::test]
async fn nobody_waits_for_a_slow_service_or_reads_an_endless_answer() {
    let (port, _) = service().await;
    let caller = caller(Reach::ThisMachine);
    let began = Instant::now();

    let slow = caller.log_out(&format!("http://127.0.0.1:{port}/slow"), "a.b.c").await;
    let endless = caller.log_out(&format!("http://127.0.0.1:{port}/endless"), "a.b.c").await;

    assert!(slow.is_err());
    assert!(endless.is_ok(), "what it says besides is not our business");
    let took = began.elapsed();
    assert!(took >= Duration::from_secs(5) && took < Duration::from_secs(8), "{took:?}");
}

#[tokio::test]
async fn a_deployment_calls_no_address_of_a_network_however_it_is_written() {
    // Whoever is called anyway answers, and is found out.
    let (port, heard) = service().await;
    let caller = caller(Reach::Public);
    for uri in [
        format!("http://127.0.0.1:{port}/200"),
        format!("https://127.0.0.1:{port}/200"),
        format!("https://localhost:{port}/200"),
        format!("https://[::1]:{port}/200"),
        format!("https://[::ffff:127.0.0.1]:{port}/200"),
        format!("https://0x7f000001:{port}/200"),
        format!("https://2130706433:{port}/200"),
        format!("https://127.1:{port}/200"),
        format!("https://0.0.0.0:{port}/200"),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://[fd00:ec2::254]/latest/meta-data".to_owned(),
        "https://10.0.0.1/".to_owned(),
        "https://user@service.example/".to_owned(),
        "ftp://service.example/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "service.example".to_owned(),
        String::new(),
    ] {
        let fault = caller.log_out(&uri, "a.b.c").await.unwrap_err();

        let mut whys = vec![fault.in_full()];
        if uri.contains("://") {
            let event = Signed { url: uri.clone(), ..event("https://service.example/") };
            whys.push(caller.post(&event).await.unwrap_err().in_full());
        }
        for why in whys {
            let by_us = why.contains("none that may be called") || why.contains("is not public");
            assert!(by_us, "{uri}: {why}");
        }
    }
    assert!(heard.lock().unwrap().is_empty());
}

#[test]
fn public_addresses_are_told_from_those_of_networks() {
    let public = [
        "1.1.1.1",
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.0.1",
        "100.128.0.1",
        "192.0.1.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1",
        "::ffff:8.8.8.8",
    ];
    let private = [
        "0.0.0.0",
        "0.1.2.3",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ];
    for (list, expected) in [(&public[..], true), (&private[..], false)] {
        for text in list {
            let address: IpAddr = text.parse().unwrap();
            assert_eq!(is_public(address), expected, "{text}");
        }
    }
}
