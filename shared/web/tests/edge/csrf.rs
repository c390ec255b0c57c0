//! The tokens of forms.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue},
};
use identity::{BrowserId, JourneyId};
use web::{Failure, Form, csrf};

use crate::deployment::{deployment, deployment_at};

fn browser(id: &str) -> BrowserId {
    id.parse().unwrap()
}

fn journey(id: &str) -> JourneyId {
    id.parse().unwrap()
}

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    pairs
        .iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
        .collect()
}

async fn form(body: &str) -> Form {
    let kind = headers(&[("content-type", "application/x-www-form-urlencoded; charset=UTF-8")]);
    Form::read(&kind, Body::from(body.to_owned())).await.unwrap()
}

#[test]
fn a_token_is_one_browsers_and_one_journeys() {
    let mut tokens = BTreeSet::new();
    for browser in ["one", "two"].map(browser) {
        tokens.insert(csrf::of_browser(&browser));
        for journey in ["a", "b"].map(journey) {
            tokens.insert(csrf::of_journey(&browser, &journey));
        }
    }

    assert_eq!(tokens.len(), 6, "none is another's");
    let again = csrf::of_journey(&browser("one"), &journey("a"));
    assert!(tokens.contains(&again), "and it is the same on every page");
    assert!(tokens.iter().all(|token| token.len() == 43 && !token.contains("one")));
}

#[tokio::test]
async fn a_form_is_ours_by_its_token_and_by_what_the_browser_says() {
    let token = csrf::of_browser(&browser("one"));
    let good = form(&format!("csrf={token}")).await;
    let is_ours = |headers: &HeaderMap, form: &Form| {
        csrf::check(headers, &deployment(), form, &token).is_ok()
    };

    for said in [
        vec![],
        vec![("origin", "https://ctr.example")],
        vec![("origin", "HTTPS://CTR.example")],
        vec![("sec-fetch-site", "same-origin")],
        vec![("sec-fetch-site", "none"), ("origin", "https://ctr.example")],
    ] {
        assert!(is_ours(&headers(&said), &good), "{said:?}");
    }
    for said in [
        vec![("origin", "null")],
        vec![("origin", "")],
        vec![("origin", "http://ctr.example")],
        vec![("origin", "https://ctr.example.evil.example")],
        vec![("origin", "https://ctr.example:8443")],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "cross-site"), ("origin", "https://ctr.example")],
    ] {
        assert!(!is_ours(&headers(&said), &good), "{said:?}");
    }
    for body in ["", "csrf=", "csrf=x", "x=y", &format!("csrf=x&csrf={token}")] {
        let form = form(body).await;
        let refused = csrf::check(&HeaderMap::new(), &deployment(), &form, &token);
        assert!(matches!(refused, Err(Failure::StartAgain)), "{body}");
    }
}

#[tokio::test]
async fn the_origin_is_that_of_the_issuer() {
    let good = form("csrf=t").await;
    let here = headers(&[("origin", "http://localhost:3000")]);

    assert!(csrf::check(&here, &deployment_at("http://localhost:3000"), &good, "t").is_ok());
    assert!(csrf::check(&here, &deployment(), &good, "t").is_err());
}

#[tokio::test]
async fn a_form_is_read_as_it_was_sent() {
    let form = form("a=1+2%203&a=second&b=%C3%A9&empty=").await;

    assert_eq!(form.field("a"), "1 2 3", "the first one counts");
    assert_eq!(form.field("b"), "é");
    assert_eq!((form.field("empty"), form.field("missing")), ("", ""));
}

#[tokio::test]
async fn what_is_no_form_or_too_long_is_refused() {
    let read = async |kind: &str, length: usize| {
        let kind = headers(&[("content-type", kind)]);
        Form::read(&kind, Body::from("x".repeat(length))).await
    };
    let kind = "application/x-www-form-urlencoded";

    assert!(read(kind, 8192).await.is_ok());
    assert!(matches!(read(kind, 8193).await, Err(Failure::TooLong)));
    for other in ["text/plain", "multipart/form-data", "application/json", ""] {
        assert!(matches!(read(other, 1).await, Err(Failure::NotAForm)), "{other}");
    }
    let unsaid = Form::read(&HeaderMap::new(), Body::empty()).await;
    assert!(matches!(unsaid, Err(Failure::NotAForm)));
}
