//! Every way to get no tokens.

use std::sync::atomic::Ordering;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use oidc::CodeUse;

use crate::world::{CODE, World, form, post};

#[tokio::test]
async fn whoever_gets_a_code_wrong_kills_it_and_is_told_no_more_than_anybody() {
    let wrong_verifier = "x".repeat(43);
    let cases = [
        (form(&[("redirect_uri", "https://npq.example/callback/")]), "npq:s3cret"),
        (form(&[("code_verifier", "")]), "npq:s3cret"),
        (form(&[("code_verifier", &wrong_verifier)]), "npq:s3cret"),
        (form(&[]), "other:s3cret2"),
    ];
    for (asked, client) in cases {
        let world = World::new();

        let answer = world.ask(post(&asked, Some(client))).await;

        assert_eq!(answer.refusal(), (400, "invalid_grant", "code_not_usable"), "{asked}");
        assert_eq!(answer.text("error_uri"), "https://ctr.example/errors/code_not_usable");
        assert_eq!(world.code(), CodeUse::Spent(None), "{asked}");
        assert_eq!(world.exchange().await.refusal(), (400, "invalid_grant", "code_not_usable"));
    }
}

#[tokio::test]
async fn a_code_we_never_made_is_refused_in_the_same_words() {
    let world = World::new();

    let answer = world.ask(post(&form(&[("code", "made-up")]), Some("npq:s3cret"))).await;

    assert_eq!(answer.refusal(), (400, "invalid_grant", "code_not_usable"));
    assert_eq!(world.code(), CodeUse::Unused);
}

#[tokio::test]
async fn a_code_lives_for_a_minute() {
    let world = World::new();
    for stored in world.store.codes.lock().unwrap().values_mut() {
        stored.grant.expires_at = world.app.deployment.now();
    }

    assert_eq!(world.exchange().await.refusal(), (400, "invalid_grant", "code_not_usable"));
    assert_eq!(world.code(), CodeUse::Spent(None));
}

#[tokio::test]
async fn a_person_who_was_parted_from_their_record_is_not_told_about() {
    let world = World::new();
    for user in world.store.users.lock().unwrap().iter_mut() {
        user.link = None;
    }

    assert_eq!(world.exchange().await.refusal(), (400, "invalid_grant", "code_not_usable"));
    assert_eq!(world.code(), CodeUse::Spent(None));
}

#[tokio::test]
async fn an_unknown_client_and_a_wrong_secret_are_told_the_same_and_the_code_lives() {
    let world = World::new();
    let in_form = form(&[("client_id", "npq"), ("client_secret", "s3cret")]);
    for (asked, client) in [
        (form(&[]), Some("npq:wrong")),
        (form(&[]), Some("nobody:s3cret")),
        (form(&[]), Some("npq")),
        (form(&[]), None),
        (in_form, None),
    ] {
        let answer = world.ask(post(&asked, client)).await;

        let expected = (401, "invalid_client", "client_authentication_failed");
        assert_eq!(answer.refusal(), expected, "{client:?}");
        assert_eq!(answer.header("www-authenticate"), Some("Basic realm=\"https://ctr.example\""));
    }
    assert_eq!(world.exchange().await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_request_that_is_none_is_named_as_such() {
    let world = World::new();
    let huge = form(&[("padding", &"x".repeat(8192))]);
    let both = form(&[("client_id", "npq"), ("client_secret", "s3cret")]);
    for (asked, problem) in [
        (form(&[("code", "")]), "missing_parameter code"),
        (form(&[("grant_type", "")]), "missing_parameter grant_type"),
        (form(&[("redirect_uri", "")]), "missing_parameter redirect_uri"),
        (form(&[("code", CODE), ("code", CODE)]), "repeated_parameter code"),
        (form(&[("code", "%ff")]), "malformed_parameter code"),
        (both, "two_authentication_methods"),
        (huge, "malformed_request"),
    ] {
        let answer = world.ask(post(&asked, Some("npq:s3cret"))).await;

        assert_eq!(answer.refusal(), (400, "invalid_request", problem));
    }
    let grant = world.ask(post(&form(&[("grant_type", "password")]), Some("npq:s3cret"))).await;
    assert_eq!(grant.refusal(), (400, "unsupported_grant_type", "unsupported_grant_type"));
    assert_eq!(world.code(), CodeUse::Unused);
}

#[tokio::test]
async fn only_a_form_is_read() {
    let world = World::new();
    for kind in ["application/json", "text/plain", "multipart/form-data", ""] {
        let mut request = post(&form(&[]), Some("npq:s3cret"));
        request.headers_mut().insert(header::CONTENT_TYPE, kind.parse().unwrap());

        let answer = world.ask(request).await;

        assert_eq!(answer.refusal(), (400, "invalid_request", "malformed_request"), "{kind}");
    }
}

#[tokio::test]
async fn two_authorization_headers_are_two_credentials() {
    let world = World::new();
    let mut request = post(&form(&[]), Some("npq:s3cret"));
    request.headers_mut().append(header::AUTHORIZATION, "Basic eDp5".parse().unwrap());

    let answer = world.ask(request).await;

    assert_eq!(answer.refusal(), (400, "invalid_request", "two_authentication_methods"));
}

#[tokio::test]
async fn nothing_but_post_is_answered() {
    let world = World::new();
    for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE] {
        let request =
            Request::builder().method(method).uri("/oauth2/token").body(Body::empty()).unwrap();

        let answer = world.ask(request).await;

        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), Some("POST"));
    }
}

#[tokio::test]
async fn while_the_store_is_down_the_client_is_asked_to_try_again_and_loses_nothing() {
    let world = World::new();
    world.store.down.store(true, Ordering::SeqCst);

    let answer = world.exchange().await;

    assert_eq!(answer.refusal(), (503, "server_error", "internal"));
    assert_eq!(answer.header("retry-after"), Some("2"));
    world.store.down.store(false, Ordering::SeqCst);
    assert_eq!(world.exchange().await.status, StatusCode::OK);
}
