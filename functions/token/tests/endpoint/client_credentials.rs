//! A client gets a token of its own, and that opens nothing but TRN requests.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use identity::RecordPolicy;
use oidc::ClientToken;
use ports::ClientTokens;
use serde_json::json;

use crate::world::{Answer, NOW, World, digest, now, post, revocation};

const FORM: &str = "grant_type=client_credentials&scope=trn_requests";

/// A world in which people may be given a TRN on their way to `npq`, and not on their way to `other`.
fn allocating() -> World {
    let world = World::new();
    world.store.clients.lock().unwrap()[0].service.record_policy = RecordPolicy::Allocate;
    world
}

async fn ask(world: &World, form: &str) -> Answer {
    world.ask(post(form, Some("npq:s3cret"))).await
}

#[tokio::test]
async fn a_service_gets_a_token_of_its_own_and_nothing_else() {
    let world = allocating();
    for form in [FORM, "grant_type=client_credentials"] {
        let answer = ask(&world, form).await;

        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let token = answer.text("access_token").to_owned();
        let expected = json!({
            "access_token": token, "token_type": "Bearer", "expires_in": 600, "scope": "trn_requests",
        });
        assert_eq!(answer.body, expected, "no ID token, no refresh token");
        let stored = world.store.client_token(&digest(&token), now()).await.unwrap();
        let expires_at = jiff::Timestamp::from_second(NOW + 600).unwrap();
        assert_eq!(stored, Some(ClientToken { client: "npq".parse().unwrap(), expires_at }));
        assert!(!world.is_good(&token).await, "it tells nothing about anybody");
    }
}

#[tokio::test]
async fn row_30_a_service_that_has_no_trn_requests_gets_none() {
    let world = allocating();

    let answer = world.ask(post(FORM, Some("other:s3cret2"))).await;

    assert_eq!(answer.refusal(), (400, "unauthorized_client", "unauthorized_client"));
    assert_eq!(answer.text("error_uri"), "https://ctr.example/errors/unauthorized_client");
    assert!(world.store.client_tokens.lock().unwrap().is_empty());
}

#[tokio::test]
async fn another_scope_is_refused() {
    let world = allocating();
    for scope in ["openid", "trn_requests+openid", "openid+teaching_record", "+", "Trn_Requests"] {
        let answer = ask(&world, &format!("grant_type=client_credentials&scope={scope}")).await;

        assert_eq!(answer.refusal(), (400, "invalid_scope", "invalid_scope"), "{scope}");
    }
    assert!(world.store.client_tokens.lock().unwrap().is_empty());
}

#[tokio::test]
async fn row_28_a_request_that_is_none_is_named_as_such() {
    let world = allocating();
    for (form, problem) in [
        (format!("{FORM}&scope=trn_requests"), "repeated_parameter scope"),
        (format!("{FORM}&grant_type=client_credentials"), "repeated_parameter grant_type"),
        (format!("{FORM}&client_id=npq&client_secret=s3cret"), "two_authentication_methods"),
        ("grant_type=client_credentials&scope=%ff".to_owned(), "malformed_parameter scope"),
        (
            format!("grant_type=client_credentials&scope={}", "x".repeat(257)),
            "parameter_too_long scope",
        ),
    ] {
        let answer = ask(&world, &form).await;

        assert_eq!(answer.refusal(), (400, "invalid_request", problem));
    }
}

#[tokio::test]
async fn row_29_a_client_that_is_not_believed_gets_none() {
    let world = allocating();
    for client in [Some("npq:wrong"), Some("nobody:s3cret"), Some("npq"), None] {
        let answer = world.ask(post(FORM, client)).await;

        let expected = (401, "invalid_client", "client_authentication_failed");
        assert_eq!(answer.refusal(), expected, "{client:?}");
    }
    assert!(world.store.client_tokens.lock().unwrap().is_empty());
}

#[tokio::test]
async fn row_32_while_the_store_is_down_the_client_is_asked_to_try_again() {
    let world = allocating();
    world.store.down.store(true, Ordering::SeqCst);

    let answer = ask(&world, FORM).await;

    assert_eq!(answer.refusal(), (503, "server_error", "internal"));
    assert_eq!(answer.header("retry-after"), Some("2"));
}

#[tokio::test]
async fn a_token_of_its_own_is_a_clients_to_take_back_and_nobody_elses() {
    let world = allocating();
    let token = ask(&world, FORM).await.text("access_token").to_owned();
    let is_there =
        async || world.store.client_token(&digest(&token), now()).await.unwrap().is_some();

    let form = format!("token={token}");
    let theirs = world.ask(revocation(&form, Some("other:s3cret2"))).await;
    assert_eq!(theirs.status, StatusCode::OK);
    assert!(is_there().await);

    let own = world.revoke(&token).await;
    assert_eq!(own.status, StatusCode::OK);
    assert!(!is_there().await);
}
