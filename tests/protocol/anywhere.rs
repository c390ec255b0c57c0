//! Row 41: whatever nobody thought of.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use jose::Algorithm;
use oidc::keys::{KeySet, SigningKey};
use ports::{Fault, PublishedKeys, Signer};
use signing::LocalKeys;
use testing::{asking::get, id_tokens};

use crate::{
    door::{Before, Door, theirs},
    table::{Given, Row, Then, Variant, json},
};

pub(crate) fn rows() -> Vec<Row> {
    let problem = Then::Page(500, Some("Sorry, there is a problem with the service"));
    let back = |before: &Before| {
        let path = format!("/one-login/callback?error=invalid_scope&state={}", before.state);
        theirs(get(&path), before)
    };
    let trip = Given::OnATrip(ports::Trip::SignIn);
    vec![Row::new(
        41,
        "anything else",
        vec![Variant::new("GOV.UK One Login refuses what we ask", back, problem).after(trip)],
    )]
}

/// Keys that are shown to everybody, and fail whoever wants to sign.
struct Failing {
    keys: LocalKeys,
    how: How,
}

#[derive(Clone, Copy)]
enum How {
    Fault,
    Panic,
}

#[async_trait]
impl PublishedKeys for Failing {
    async fn key_set(&self, now: Timestamp) -> Result<Arc<KeySet>, Fault> {
        self.keys.key_set(now).await
    }
}

#[async_trait]
impl Signer for Failing {
    async fn key(&self, algorithm: Algorithm, now: Timestamp) -> Result<Option<SigningKey>, Fault> {
        self.keys.key(algorithm, now).await
    }

    async fn sign(&self, _: &SigningKey, _: &[u8]) -> Result<Vec<u8>, Fault> {
        match self.how {
            How::Fault => Err(Fault::new("signing", "nobody thought of this")),
            How::Panic => panic!("nobody thought of this"),
        }
    }
}

async fn failing(how: How) -> Door {
    Door::signing_with(Arc::new(Failing { keys: id_tokens::keys(), how })).await
}

#[tokio::test]
async fn what_is_not_handled_has_a_reference_and_no_reason() {
    for row in rows() {
        row.hold().await;
    }
}

#[tokio::test]
async fn a_signature_that_fails_after_the_code_was_used_is_ours_and_final() {
    let door = failing(How::Fault).await;
    let before = door.given(&Given::Code).await;

    let answer = door.ask(before.exchange(&[])).await;

    assert_eq!(answer.status, 500, "{}", answer.body);
    let body = json(&answer, "token");
    assert_eq!(body["error"], "server_error");
    assert!(body["error_description"].as_str().unwrap().starts_with("internal ref="), "{body}");
    assert!(!answer.body.contains("nobody thought"), "{}", answer.body);
    let again = door.ask(before.exchange(&[])).await;
    assert_eq!(again.status, 400, "never used a second time: {}", again.body);
}

#[tokio::test]
async fn a_bug_has_a_page_with_a_reference_alone() {
    let door = failing(How::Panic).await;
    let before = door.given(&Given::Code).await;

    let answer = door.ask(before.exchange(&[])).await;

    assert_eq!(answer.status, 500, "{}", answer.body);
    assert_eq!(answer.heading(), "Sorry, there is a problem with the service");
    assert!(answer.text().contains("and quote "), "{}", answer.text());
    assert!(!answer.body.contains("nobody thought"), "{}", answer.body);
}
