//! What others publish, and what we do.

use dynamodb::Table;
use jose::Algorithm;
use ports::Document;
use testing::dynamodb::Engine;

use super::{fixture, like, loaded, still_read, written_like};
use crate::{
    given::{minutes_past_nine, nine},
    written,
};

#[tokio::test]
async fn documents() {
    let document = Document {
        url: "https://one-login.example/jwks".to_owned(),
        body: "{\"keys\":[]}".to_owned(),
        fetched_at: nine(),
        fresh_until: minutes_past_nine(60),
        forced_at: Some(nine()),
    };
    let engine = Engine::in_memory().await;
    engine.store().documents().keep(&document).await.unwrap();
    let pk = "DOCUMENT#https://one-login.example/jwks";
    written_like(&engine, Table::Documents, pk, "document.v1.json").await;

    let old = loaded(Table::Documents, "document.v1.json").await;
    assert_eq!(still_read(old.store().documents().kept(&document.url).await), Some(document));
}

#[tokio::test]
async fn documents_of_calling_services() {
    let document = Document {
        url: "https://service.example/jwks".to_owned(),
        body: "{\"keys\":[]}".to_owned(),
        fetched_at: nine(),
        fresh_until: minutes_past_nine(60),
        forced_at: None,
    };
    let engine = Engine::in_memory().await;
    engine.store().client_documents().keep(&document).await.unwrap();
    let pk = "CLIENT_DOCUMENT#https://service.example/jwks";
    like(&written::only(&engine, Table::Documents, pk).await, "client-document.v1.json");

    let old = Engine::in_memory().await;
    written::put(&old, Table::Documents, &fixture("client-document.v1.json")).await;
    let read = still_read(old.store().client_documents().kept(&document.url).await);
    assert_eq!(read, Some(document));
}

#[tokio::test]
async fn signing_keys() {
    let read_again = |engine: Engine| async move { engine.store().key_set().await.unwrap().set };
    let old = read_again(loaded(Table::Documents, "signing-keys.v1.json").await).await;
    let engine = Engine::in_memory().await;
    let nothing = engine.store().key_set().await.unwrap();

    engine.store().keep_key_set(&nothing, &old).await.unwrap();

    written_like(&engine, Table::Documents, "SIGNING_KEYS", "signing-keys.v1.json").await;
    assert_eq!(old.algorithms(nine()), [Algorithm::Rs256, Algorithm::Es256]);
    assert_eq!(old.keys().iter().filter(|dated| dated.published_until.is_some()).count(), 1);
}
