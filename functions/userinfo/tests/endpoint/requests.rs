//! How it is asked for, and every way to be refused.

use std::sync::atomic::Ordering;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use serde_json::Value;

use crate::world::{NOW, TOKEN, ask, ask_at, get, good, post, store};

#[tokio::test]
async fn a_token_may_come_in_a_header_or_a_form_and_with_either_method() {
    let mut posted = good();
    *posted.method_mut() = Method::POST;
    for request in [
        get(&format!("bearer {TOKEN}")),
        get(&format!("BEARER {TOKEN}")),
        posted,
        post(&format!("access_token={TOKEN}")),
    ] {
        assert_eq!(ask(&store(), request).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn row_33_without_a_token_one_is_asked_for_and_no_error_is_named() {
    let bare = Request::get("/oauth2/userinfo").body(Body::empty()).unwrap();
    let in_query = Request::get(format!("/oauth2/userinfo?access_token={TOKEN}"));
    let in_query = in_query.body(Body::empty()).unwrap();
    let mut other_type = post(&format!("access_token={TOKEN}"));
    other_type.headers_mut().insert(header::CONTENT_TYPE, "text/plain".parse().unwrap());
    for request in [bare, in_query, other_type, post(""), get("Basic bnBxOnMzY3JldA==")] {
        let answer = ask(&store(), request).await;

        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.challenge(), "Bearer realm=\"https://ctr.example\"");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(answer.body, Value::Null);
    }
}

#[tokio::test]
async fn row_34_a_request_that_is_none_is_an_invalid_request() {
    let mut both = post(&format!("access_token={TOKEN}"));
    both.headers_mut().insert(header::AUTHORIZATION, "Bearer other".parse().unwrap());
    let mut twice = good();
    twice.headers_mut().append(header::AUTHORIZATION, "Bearer other".parse().unwrap());
    for request in [
        both,
        twice,
        get("Bearer"),
        get("Bearer "),
        get("Bearer a b"),
        get("Bearer a\"b"),
        get("Bearer ="),
        get(&format!("Bearer {}", "x".repeat(513))),
        post(&format!("access_token={TOKEN}&access_token={TOKEN}")),
        post(&"x".repeat(8193)),
    ] {
        let answer = ask(&store(), request).await;

        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.body["error"], "invalid_request");
        assert!(answer.challenge().contains("error=\"invalid_request\""), "{}", answer.challenge());
    }
}

#[tokio::test]
async fn row_35_a_token_that_is_unknown_or_has_expired_is_invalid() {
    let unknown = ask(&store(), get("Bearer ctr_at_other")).await;
    let expired = ask_at(&store(), NOW + 600, good()).await;

    for answer in [unknown, expired] {
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.body["error"], "invalid_token");
        assert_eq!(answer.body["error_uri"], "https://ctr.example/errors/invalid_token");
        assert_eq!(
            answer.challenge(),
            "Bearer realm=\"https://ctr.example\", error=\"invalid_token\", \
             error_description=\"invalid_token ref=AAAA-AAAA\""
        );
    }
}

#[tokio::test]
async fn while_the_store_is_down_the_caller_is_asked_to_try_again() {
    let store = store();
    store.down.store(true, Ordering::SeqCst);

    let answer = ask(&store, good()).await;

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers[header::RETRY_AFTER], "2");
    assert_eq!(answer.body["error"], "server_error");
    assert_eq!(answer.body["error_description"], "internal ref=AAAA-AAAA");
}

#[tokio::test]
async fn other_methods_are_not_answered() {
    let mut request = good();
    *request.method_mut() = Method::DELETE;

    let answer = ask(&store(), request).await;

    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers[header::ALLOW], "GET,HEAD,POST");
}
