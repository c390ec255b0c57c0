//! Tokens are taken back (RFC 7009).

use std::sync::atomic::Ordering;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

use crate::world::{Answer, World, post, refresh_form, revocation};

async fn signed_in() -> (World, Answer) {
    let world = World::new().offline();
    let answer = world.exchange().await;
    (world, answer)
}

fn nothing_to_say(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("content-type"), None);
    assert!(answer.body.is_null());
}

#[tokio::test]
async fn a_refresh_token_takes_everything_of_its_family_with_it() {
    let (world, first) = signed_in().await;
    let second = world.refresh(first.text("refresh_token")).await;

    nothing_to_say(&world.revoke(second.text("refresh_token")).await);

    for answer in [&first, &second] {
        assert!(!world.is_good(answer.text("access_token")).await);
    }
    let refused = world.refresh(second.text("refresh_token")).await;
    assert_eq!(refused.refusal(), (400, "invalid_grant", "code_not_usable"));
}

#[tokio::test]
async fn an_earlier_refresh_token_does_so_too() {
    let (world, first) = signed_in().await;
    let second = world.refresh(first.text("refresh_token")).await;

    nothing_to_say(&world.revoke(first.text("refresh_token")).await);

    assert_eq!(world.live(), 0);
    assert!(!world.is_good(second.text("access_token")).await);
}

#[tokio::test]
async fn an_access_token_goes_alone() {
    let (world, first) = signed_in().await;
    let second = world.refresh(first.text("refresh_token")).await;

    nothing_to_say(&world.revoke(first.text("access_token")).await);

    assert!(!world.is_good(first.text("access_token")).await);
    assert!(world.is_good(second.text("access_token")).await);
    assert_eq!(world.refresh(second.text("refresh_token")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_hint_is_right_or_wrong_or_unknown_and_changes_nothing() {
    for name in ["access_token", "refresh_token"] {
        for hint in ["access_token", "refresh_token", "pizza", ""] {
            let (world, first) = signed_in().await;
            let form = format!("token={}&token_type_hint={hint}", first.text(name));

            nothing_to_say(&world.ask(revocation(&form, Some("npq:s3cret"))).await);

            assert!(!world.is_good(first.text("access_token")).await, "{name} {hint}");
        }
    }
}

#[tokio::test]
async fn what_is_unknown_expired_or_revoked_before_is_not_there_any_more_and_that_is_good() {
    let (world, first) = signed_in().await;
    let unknown = "ctr_at_unknown";
    for token in ["nonsense", unknown, "c0de", first.text("id_token"), &"x".repeat(4096)] {
        nothing_to_say(&world.revoke(token).await);
    }
    assert!(world.is_good(first.text("access_token")).await);
    for name in ["access_token", "refresh_token", "access_token", "refresh_token"] {
        nothing_to_say(&world.revoke(first.text(name)).await);
    }
}

#[tokio::test]
async fn nobody_takes_back_what_another_client_has() {
    let (world, first) = signed_in().await;
    for name in ["access_token", "refresh_token"] {
        let form = format!("token={}", first.text(name));

        nothing_to_say(&world.ask(revocation(&form, Some("other:s3cret2"))).await);
    }

    assert!(world.is_good(first.text("access_token")).await);
    assert_eq!(world.refresh(first.text("refresh_token")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn row_29_a_client_that_is_not_believed_takes_nothing_back() {
    let (world, first) = signed_in().await;
    let form = format!("token={}", first.text("refresh_token"));
    for client in [Some("npq:wrong"), Some("nobody:s3cret"), None] {
        let answer = world.ask(revocation(&form, client)).await;

        let expected = (401, "invalid_client", "client_authentication_failed");
        assert_eq!(answer.refusal(), expected, "{client:?}");
        assert!(answer.header("www-authenticate").is_some());
    }

    assert_eq!(world.live(), 1);
}

#[tokio::test]
async fn row_28_a_revocation_that_is_none_is_named_as_such() {
    let (world, first) = signed_in().await;
    let good = format!("token={}", first.text("refresh_token"));
    for (form, problem) in [
        (String::new(), "missing_parameter token"),
        ("token=".to_owned(), "missing_parameter token"),
        (format!("{good}&token=x"), "repeated_parameter token"),
        (
            format!("{good}&token_type_hint=a&token_type_hint=a"),
            "repeated_parameter token_type_hint",
        ),
        ("token=%ff".to_owned(), "malformed_parameter token"),
        (format!("{good}&client_id=npq&client_secret=s3cret"), "two_authentication_methods"),
        (format!("{good}&padding={}", "x".repeat(8192)), "malformed_request"),
    ] {
        let answer = world.ask(revocation(&form, Some("npq:s3cret"))).await;

        assert_eq!(answer.refusal(), (400, "invalid_request", problem));
    }
    let mut json = revocation(&good, Some("npq:s3cret"));
    json.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
    let answer = world.ask(json).await;
    assert_eq!(answer.refusal(), (400, "invalid_request", "malformed_request"));
    assert_eq!(world.live(), 1);
}

#[tokio::test]
async fn row_27_nothing_but_post_is_answered() {
    let world = World::new();
    for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE] {
        let request =
            Request::builder().method(method).uri("/oauth2/revoke").body(Body::empty()).unwrap();

        let answer = world.ask(request).await;

        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), Some("POST"));
    }
}

#[tokio::test]
async fn row_32_while_the_store_is_down_the_client_is_asked_to_try_again() {
    let (world, first) = signed_in().await;
    world.store.down.store(true, Ordering::SeqCst);

    let answer = world.revoke(first.text("refresh_token")).await;

    assert_eq!(answer.refusal(), (503, "server_error", "internal"));
    assert_eq!(answer.header("retry-after"), Some("2"));
    world.store.down.store(false, Ordering::SeqCst);
    assert_eq!(world.live(), 1);
    nothing_to_say(&world.revoke(first.text("refresh_token")).await);
    assert_eq!(world.live(), 0);
}

#[tokio::test]
async fn a_revocation_is_not_a_token_request() {
    let (world, first) = signed_in().await;
    let form = refresh_form(first.text("refresh_token"));

    let answer = world.ask(revocation(&form, Some("npq:s3cret"))).await;
    let other = world.ask(post(&format!("token={form}"), Some("npq:s3cret"))).await;

    assert_eq!(answer.refusal(), (400, "invalid_request", "missing_parameter token"));
    assert_eq!(other.refusal(), (400, "invalid_request", "missing_parameter grant_type"));
    assert_eq!(world.live(), 1);
}
