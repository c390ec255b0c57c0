//! A code becomes tokens, once.

use std::sync::Arc;

use axum::http::StatusCode;
use identity::RecordStatus;
use jose::{Algorithm, Jwks, Unsigned, half_hash};
use oidc::{AuthMethod, ClientKeys, CodeUse, Exchanged, IdTokenAlgorithm};
use ports::Signer;
use serde_json::{Map, Value, json};
use signing::LocalKeys;
use token::Token;

use crate::{
    store::OutOfReach,
    world::{Answer, ISSUER, NOW, World, digest, form, keys, post, secret},
};

#[tokio::test]
async fn a_code_is_exchanged_for_an_access_token_and_an_id_token() {
    let world = World::new();

    let answer = world.exchange().await;

    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body["token_type"], "Bearer");
    assert_eq!(answer.body["expires_in"], 600);
    assert_eq!(answer.body["scope"], "openid teaching_record email");
    let access_token = answer.text("access_token");
    let claims = answer.id_token(Algorithm::Rs256);
    for (name, value) in [
        ("iss", json!(ISSUER)),
        ("aud", json!("npq")),
        ("sub", json!("urn:fdc:gov.uk:2022:ada")),
        ("nonce", json!("n1")),
        ("sid", json!("session-1")),
        ("auth_time", json!(NOW - 100)),
        ("exp", json!(NOW + 300)),
        ("at_hash", json!(half_hash(access_token))),
        ("email", json!("ada@example.com")),
        ("trn", json!("1234567")),
        ("trn_status", json!("found")),
    ] {
        assert_eq!(claims.get(name), Some(&value), "{name}");
    }
    assert!(world.is_good(access_token).await);
    assert_eq!(
        world.code(),
        CodeUse::Spent(Some(Exchanged { token: digest(access_token), family: None }))
    );
}

#[tokio::test]
async fn nobody_keeps_an_answer() {
    let world = World::new();

    for answer in [world.exchange().await, world.exchange().await] {
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("pragma"), Some("no-cache"));
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
}

#[tokio::test]
async fn a_client_that_is_registered_for_es256_gets_it() {
    let world = World::new();
    let method = AuthMethod::ClientSecretBasic(secret("s3cret"));
    world.register(method, IdTokenAlgorithm::Es256);

    let answer = world.exchange().await;

    assert_eq!(answer.id_token(Algorithm::Es256).get("aud"), Some(&json!("npq")));
}

#[tokio::test]
async fn a_merged_record_is_followed_to_the_one_that_survived() {
    let world = World::new();
    world.store.merge("1234567", "7654321");

    let claims = world.exchange().await.id_token(Algorithm::Rs256);

    assert_eq!(claims.get("trn"), Some(&json!("7654321")));
    assert_eq!(claims.get("trn_previous"), None);
}

#[tokio::test]
async fn a_withdrawn_record_tells_no_trn() {
    let world = World::new();
    world.store.records.lock().unwrap()[0].status = RecordStatus::Deactivated;

    let claims = world.exchange().await.id_token(Algorithm::Rs256);

    assert_eq!(claims.get("trn"), None);
    assert_eq!(claims.get("trn_status"), Some(&json!("found")));
}

#[tokio::test]
async fn a_second_use_of_a_code_takes_the_first_ones_token_with_it() {
    let world = World::new();
    let first = world.exchange().await;
    assert!(world.is_good(first.text("access_token")).await);

    let second = world.exchange().await;

    assert_eq!(second.refusal(), (400, "invalid_grant", "code_not_usable"));
    assert!(!world.is_good(first.text("access_token")).await);
}

#[tokio::test]
async fn of_many_at_once_one_gets_tokens_and_they_do_not_last() {
    let world = Arc::new(World::new());
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let world = world.clone();
            tokio::spawn(async move { world.exchange().await })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }

    let good: Vec<&Answer> =
        answers.iter().filter(|answer| answer.status == StatusCode::OK).collect();

    assert_eq!(good.len(), 1);
    assert!(!world.is_good(good[0].text("access_token")).await);
}

#[tokio::test]
async fn an_assertion_is_good_once() {
    let world = World::new();
    let client_keys = LocalKeys::generate().unwrap();
    let key = client_keys.current(Algorithm::Es256).unwrap();
    let public = key.public.clone();
    let inline = ClientKeys::Inline(Jwks::new(vec![public.clone()]));
    world.register(AuthMethod::PrivateKeyJwt(inline), IdTokenAlgorithm::Rs256);
    let claims: Map<String, Value> = json!({
        "iss": "npq", "sub": "npq", "aud": format!("{ISSUER}/oauth2/token"), "jti": "j1",
        "iat": NOW, "exp": NOW + 60,
    })
    .as_object()
    .unwrap()
    .clone();
    let unsigned = Unsigned::new(Algorithm::Es256, &public.thumbprint(), "JWT", &claims);
    let signature = client_keys.sign(key, unsigned.signing_input()).await.unwrap();
    let assertion = unsigned.assemble(&signature);
    let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let asked = form(&[("client_assertion_type", kind), ("client_assertion", &assertion)]);

    let first = world.ask(post(&asked, None)).await;
    let second = world.ask(post(&asked, None)).await;

    assert_eq!(first.status, StatusCode::OK);
    assert_eq!(second.refusal(), (401, "invalid_client", "client_authentication_failed"));
    assert!(world.is_good(first.text("access_token")).await, "nobody has shown the code twice");
}

#[tokio::test]
async fn a_code_that_was_used_before_signing_failed_is_not_given_back() {
    let mut world = World::new();
    world.app = Token { signer: Arc::new(OutOfReach(keys())), ..world.app };

    let answer = world.exchange().await;

    assert_eq!(answer.refusal(), (500, "server_error", "internal"));
    assert_ne!(world.code(), CodeUse::Unused);
}
