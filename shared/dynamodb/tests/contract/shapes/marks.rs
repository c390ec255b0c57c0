//! What is kept beside the shapes: which sign-in a session or a token belongs to, what has ended, what was used, followed and told.

use std::collections::BTreeMap;

use dynamodb::{Table, TrnRange};
use ports::{
    Commit, CommitError, Grants, Journeys, Redemption, Sessions, SignOutNotice, SignOutNotices,
    ToldServices,
};
use serde_json::{Value, json};
use testing::{dynamodb::Engine, people};

use super::{fixture, like, record, still_read};
use crate::{
    given::{
        begun, code, digest, family, journey, minutes_past_nine, nine, not_found_by_nino, plain,
        rotation, subject, token,
    },
    written,
};

const TABLES: [(&str, Table); 4] = [
    ("journeys", Table::Journeys),
    ("records", Table::Records),
    ("grants", Table::Grants),
    ("outbox", Table::Outbox),
];

/// Anne is signed in, and was granted a code, an access token and a refresh token.
async fn signed_in(engine: &Engine) {
    let store = engine.store();
    let began = begun(&store, journey("j1"), "old").await;
    let step = not_found_by_nino();
    let rotation = Some(rotation("old", "new", "sid-1"));
    let moved = store.commit(&began, Commit { rotation, ..plain(&step) }).await.unwrap();
    store.grant(&moved, &digest("code"), &code("sid-1")).await.unwrap();
    let family = Some(Box::new(family("family", "first", "sid-1")));
    let exchange = Redemption::Exchange { token: digest("token"), stored: token("sid-1"), family };
    store.redeem(&digest("code"), &exchange).await.unwrap();
}

fn notice() -> SignOutNotice {
    SignOutNotice { id: digest("notice"), subject: subject() }
}

/// What these tables hold that the code has no shape for: it has no version.
async fn marks(engine: &Engine) -> Value {
    let mut marks = BTreeMap::new();
    for (name, table) in TABLES {
        let mut items = written::all(engine, table).await;
        items.retain(|item| item.get("v").is_none());
        items.sort_by_key(|item| (item["pk"].to_string(), item["sk"].to_string()));
        marks.insert(name, items);
    }
    json!(marks)
}

/// Puts what one version kept where it would be.
async fn put(engine: &Engine, kept: &Value) {
    for (name, table) in TABLES {
        for item in kept[name].as_array().unwrap() {
            written::put(engine, table, item).await;
        }
    }
}

#[tokio::test]
async fn of_a_sign_in_and_what_was_granted_in_it() {
    let engine = Engine::in_memory().await;
    signed_in(&engine).await;
    like(&marks(&engine).await, "marks-signed-in.v1.json");

    let old = Engine::in_memory().await;
    signed_in(&old).await;
    put(&old, &fixture("marks-signed-in.v1.json")).await;
    let (old, sid) = (old.store(), "sid-1".parse().unwrap());
    assert!(still_read(old.sign_in(&sid, nine()).await).is_some());
    still_read(old.follow(&notice(), minutes_past_nine(10)).await);
    assert_eq!(still_read(old.sign_in(&sid, nine()).await), None);
    assert_eq!(still_read(old.token(&digest("token"), nine()).await), None);
    assert_eq!(still_read(old.code(&digest("code")).await), None);
}

#[tokio::test]
async fn of_what_is_over() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    signed_in(&engine).await;
    store.first_use(&digest("assertion"), minutes_past_nine(5)).await.unwrap();
    store.follow(&notice(), minutes_past_nine(10)).await.unwrap();
    store.told(&"message-1".parse().unwrap(), nine()).await.unwrap();
    store.keep_record(&record(), nine()).await.unwrap();
    let (from, to) = (people::trn("3000000"), people::trn("3000009"));
    store.add_range(&TrnRange::new(&from, &to).unwrap()).await.unwrap();
    like(&marks(&engine).await, "marks-over.v1.json");

    let old = Engine::in_memory().await;
    put(&old, &fixture("marks-over.v1.json")).await;
    let old = old.store();
    assert!(!still_read(old.first_use(&digest("assertion"), minutes_past_nine(5)).await));
    assert!(still_read(old.was_followed(&notice().id, minutes_past_nine(11)).await));
    assert!(still_read(old.was_told(&"message-1".parse().unwrap()).await));
    let overlapping = TrnRange::new(&to, &people::trn("3000019")).unwrap();
    assert!(old.add_range(&overlapping).await.is_err());
    // Who set out before they were signed out everywhere is not signed in.
    let began = begun(&old, journey("j2"), "other").await;
    let step = not_found_by_nino();
    let commit = Commit { rotation: Some(rotation("other", "newer", "sid-2")), ..plain(&step) };
    let refused = old.commit(&began, commit).await.unwrap_err();
    assert!(!matches!(refused, CommitError::Fault(_)), "{refused:?}");
}
