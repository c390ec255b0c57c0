//! Which service a browser came from, as it remembers.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use proptest::prelude::*;
use web::ServiceHint;

/// What a browser sends back once it was told to remember.
fn sent_back(cookie: &HeaderValue) -> HeaderMap {
    let cookie = cookie.to_str().unwrap();
    of(cookie.split(';').next().unwrap())
}

fn of(cookie: &str) -> HeaderMap {
    HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(cookie).unwrap())])
}

fn hint(name: &str, href: &str) -> ServiceHint {
    ServiceHint { name: name.to_owned(), href: href.to_owned() }
}

proptest! {
    #[test]
    fn whatever_a_service_is_called_its_hint_comes_back(name in "\\PC*", path in "[a-z0-9/?=&%-]*") {
        let hint = hint(&name, &format!("https://npq.example/{path}"));

        prop_assert_eq!(ServiceHint::of(&sent_back(&hint.remember())), Some(hint));
    }

    #[test]
    fn whatever_a_browser_sends_is_read_or_ignored(value in "[!-:<-~]{0,80}") {
        let read = ServiceHint::of(&of(&format!("__Host-service={value}")));

        prop_assert!(read.is_none_or(|hint| hint.href.starts_with("http")));
    }
}

#[test]
fn a_link_is_all_it_may_become() {
    for href in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "mailto:a@b.example",
        "/relative",
        "//npq.example",
        "",
    ] {
        let hint = hint("Register for an NPQ", href);
        assert_eq!(ServiceHint::of(&sent_back(&hint.remember())), None, "{href}");
    }
}

#[test]
fn it_is_kept_for_a_day_by_this_host_alone() {
    let cookie = hint("Register for an NPQ", "https://npq.example").remember();

    let mut said: Vec<&str> = cookie.to_str().unwrap().split("; ").skip(1).collect();
    said.sort_unstable();
    assert_eq!(said, ["HttpOnly", "Max-Age=86400", "Path=/", "SameSite=Lax", "Secure"]);
}

#[test]
fn what_is_not_a_hint_is_ignored() {
    let encoded = |bytes: &[u8]| format!("__Host-service={}", URL_SAFE_NO_PAD.encode(bytes));
    for cookie in [
        "other=1".to_owned(),
        "__Host-service=".to_owned(),
        "__Host-service=%%%".to_owned(),
        encoded(b"https://npq.example"),
        encoded(b"\xff\xfe\nname"),
    ] {
        assert_eq!(ServiceHint::of(&of(&cookie)), None, "{cookie}");
    }
}
