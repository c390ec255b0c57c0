//! The end of a sign-in, and the services that are told of it.

use std::collections::BTreeSet;

use dynamodb::{Store, Table};
use identity::{CallingService, SessionId};
use jiff::Timestamp;
use jose::Digest;
use oidc::{AuthMethod, Client, ClientSecrets, CodeGrant, IdTokenAlgorithm};
use ports::{Commit, Grants, Journey, Journeys, Outbox, Outgoing, Sessions, ToldServices};
use testing::dynamodb::Engine;

use crate::{
    given::{begun, code, digest, journey, nine, not_found_by_nino, plain, rotation, subject},
    written,
};

fn sid() -> SessionId {
    "sid-1".parse().unwrap()
}

/// A service that is told at this address, if at any.
async fn register(store: &Store, id: &str, uri: Option<&str>) {
    let secrets = ClientSecrets { digests: vec![Digest::of(b"secret")] };
    let client = Client {
        service: CallingService { id: id.parse().unwrap(), ..journey("j").service },
        redirect_uris: vec!["https://service.example/callback".to_owned()],
        post_logout_redirect_uris: Vec::new(),
        backchannel_logout_uri: uri.map(str::to_owned),
        initiate_login_uri: None,
        auth_method: AuthMethod::ClientSecretBasic(secrets),
        id_token_alg: IdTokenAlgorithm::Rs256,
        webhook_url: None,
    };
    store.register(&client).await.unwrap();
}

/// Anne has signed in.
async fn signed_in(store: &Store) -> Journey {
    let began = begun(store, journey("j1"), "before").await;
    let step = not_found_by_nino();
    let rotation = Some(rotation("before", "cookie", "sid-1"));
    store.commit(&began, Commit { rotation, ..plain(&step) }).await.unwrap()
}

fn code_for(client: &str) -> CodeGrant {
    let mut grant = code("sid-1");
    grant.client = client.parse().unwrap();
    grant.access.client = grant.client.clone();
    grant
}

/// Whom the outbox has messages for.
async fn to_be_told(store: &Store) -> Vec<String> {
    let waiting = store.waiting(Timestamp::MAX, usize::MAX).await.unwrap();
    let mut told: Vec<String> = waiting
        .into_iter()
        .map(|pending| {
            let Outgoing::SignedOut { client, subject: whom, session } = pending.message else {
                panic!("another message")
            };
            assert_eq!((whom, session), (subject(), sid()));
            client.as_str().to_owned()
        })
        .collect();
    told.sort();
    told
}

/// Three services: two listen, two were granted something.
async fn scene(engine: &Engine) -> (Store, Journey) {
    let store = engine.store();
    for (id, uri) in [
        ("listens", Some("https://a.example/out")),
        ("deaf", None),
        ("stranger", Some("https://b.example/out")),
    ] {
        register(&store, id, uri).await;
    }
    let here = signed_in(&store).await;
    for (name, client) in [("1", "listens"), ("2", "deaf"), ("3", "listens")] {
        store.grant(&here, &digest(name), &code_for(client)).await.unwrap();
    }
    (store, here)
}

#[tokio::test]
async fn whoever_was_granted_something_and_listens_is_told_once() {
    let engine = Engine::in_memory().await;
    let (store, _) = scene(&engine).await;

    for _ in 0..2 {
        store.end(Some(&digest("cookie")), Some(&sid()), nine()).await.unwrap();
        assert_eq!(to_be_told(&store).await, ["listens"]);
    }
}

#[tokio::test]
async fn a_sign_in_in_which_nothing_was_granted_is_told_to_nobody() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    register(&store, "listens", Some("https://a.example/out")).await;
    signed_in(&store).await;

    store.end(Some(&digest("cookie")), Some(&sid()), nine()).await.unwrap();

    assert_eq!(to_be_told(&store).await, [""; 0]);
}

#[tokio::test]
async fn a_session_that_ends_alone_is_told_to_nobody() {
    let engine = Engine::in_memory().await;
    let (store, _) = scene(&engine).await;

    store.end(Some(&digest("cookie")), None, nine()).await.unwrap();

    assert_eq!(to_be_told(&store).await, [""; 0]);
}

#[tokio::test]
async fn a_sign_out_that_broke_off_anywhere_is_finished_by_the_next_try_and_told_once() {
    for broken_at in 0.. {
        let engine = Engine::in_memory().await;
        let (store, here) = scene(&engine).await;
        for _ in 0..broken_at {
            engine.meddling().pass_next();
        }
        engine.meddling().refuse_next("AccessDeniedException");

        let cookie = digest("cookie");
        let broke_off = store.end(Some(&cookie), Some(&sid()), nine()).await.is_err();
        if !broke_off {
            assert!(broken_at > 6, "{broken_at}");
            return;
        }
        let told = to_be_told(&store).await;
        if !told.is_empty() {
            let refused = store.grant(&here, &digest("4"), &code_for("listens")).await;
            assert!(refused.is_err(), "{broken_at}: what was told has happened");
        }
        // The browser still stands for the sign-in, so that its form does it again; or nothing is left to do.
        if store.session(&cookie, nine()).await.unwrap().is_none() {
            assert_eq!(told, ["listens"], "{broken_at}");
            assert_eq!(store.code(&digest("1")).await.unwrap(), None, "{broken_at}");
        }

        store.end(Some(&cookie), Some(&sid()), nine()).await.unwrap();

        assert_eq!(store.session(&cookie, nine()).await.unwrap(), None, "{broken_at}");
        for name in ["1", "2", "3"] {
            assert_eq!(store.code(&digest(name)).await.unwrap(), None, "{broken_at}");
        }
        assert_eq!(to_be_told(&store).await, ["listens"], "{broken_at}");
    }
}

#[tokio::test]
async fn an_answer_that_is_lost_tells_nobody_twice() {
    for lost in 0.. {
        let engine = Engine::in_memory().await;
        let (store, _) = scene(&engine).await;
        for _ in 0..lost {
            engine.meddling().pass_next();
        }
        engine.meddling().lose_next_answer();
        let before = engine.calls().writes();

        let outcome = store.end(Some(&digest("cookie")), Some(&sid()), nine()).await;
        if outcome.is_err() {
            store.end(Some(&digest("cookie")), Some(&sid()), nine()).await.unwrap();
        }

        assert_eq!(to_be_told(&store).await, ["listens"], "{lost}");
        if lost > 12 {
            assert!(engine.calls().writes() > before);
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_granted_anything_in_a_sign_in_that_ends_without_being_told() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let clients: Vec<String> = (0..30).map(|number| format!("client-{number}")).collect();
    for client in &clients {
        register(&store, client, Some("https://a.example/out")).await;
    }
    let here = signed_in(&store).await;
    let grants: Vec<_> = clients
        .iter()
        .cloned()
        .map(|client| {
            let (store, here) = (store.clone(), here.clone());
            tokio::spawn(async move {
                let granted = store.grant(&here, &digest(&client), &code_for(&client)).await;
                granted.is_ok().then_some(client)
            })
        })
        .collect();
    tokio::task::yield_now().await;

    while store.end(Some(&digest("cookie")), Some(&sid()), nine()).await.is_err() {}

    let mut granted = BTreeSet::new();
    for grant in grants {
        granted.extend(grant.await.unwrap());
    }
    store.end(Some(&digest("cookie")), Some(&sid()), nine()).await.unwrap();
    let told: BTreeSet<String> = to_be_told(&store).await.into_iter().collect();
    assert_eq!(told, granted, "those who were granted something, and no others");
    for client in &clients {
        assert_eq!(store.code(&digest(client)).await.unwrap(), None, "{client}");
    }
}

#[tokio::test]
async fn more_services_than_one_transaction_holds_are_all_told_once() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let here = signed_in(&store).await;
    for number in 0..90 {
        let client = format!("client-{number}");
        register(&store, &client, Some("https://a.example/out")).await;
        store.grant(&here, &digest(&client), &code_for(&client)).await.unwrap();
    }
    // It breaks off after the first of them are told.
    engine.meddling().spare_reads();
    engine.meddling().pass_next();
    engine.meddling().refuse_next("AccessDeniedException");

    store.end(None, Some(&sid()), nine()).await.unwrap_err();
    store.end(None, Some(&sid()), nine()).await.unwrap();

    let told = to_be_told(&store).await;
    assert_eq!(told.len(), 90);
    assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), 90);
}

#[tokio::test]
async fn who_was_told_is_noted() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let message = "message-1".parse().unwrap();
    assert!(!store.was_told(&message).await.unwrap());

    for _ in 0..2 {
        store.told(&message, nine()).await.unwrap();
        assert!(store.was_told(&message).await.unwrap());
    }

    assert!(!store.was_told(&"message-2".parse().unwrap()).await.unwrap());
    let note = written::only(&engine, Table::Outbox, "TOLD#message-1").await;
    assert_eq!(note["at"], "2026-04-01T09:00:00Z");
}

#[tokio::test]
async fn a_message_about_a_sign_out_is_read_as_it_was_first_written() {
    let engine = Engine::in_memory().await;
    let (store, _) = scene(&engine).await;
    store.end(None, Some(&sid()), nine()).await.unwrap();

    let mut items = written::all(&engine, Table::Outbox).await;
    items.sort_by_key(|item| item["pk"].to_string());
    crate::shapes::like(&serde_json::Value::from(items.clone()), "outbox-signed-out.v1.json");

    let old = Engine::in_memory().await;
    for item in crate::shapes::fixture("outbox-signed-out.v1.json").as_array().unwrap() {
        written::put(&old, Table::Outbox, item).await;
    }
    assert_eq!(to_be_told(&old.store()).await, ["listens"]);
}
