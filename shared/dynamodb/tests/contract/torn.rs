//! A query is not one moment: it may show that something was filed under a key before it shows what.

use std::{collections::HashMap, time::Duration};

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use dynamodb::Table;
use identity::TeachingRecord;
use ports::Teachers;
use testing::{dynamodb::Engine, people};

use crate::{candidates::about, given::nine};

const KEY: &str = "BORN#1990-05-01";

type Item = HashMap<String, AttributeValue>;

async fn take(engine: &Engine, pk: &str, sk: &str) -> Item {
    let delete = engine
        .client()
        .delete_item()
        .table_name(engine.tables().name(Table::Records).unwrap())
        .key("pk", AttributeValue::S(pk.to_owned()))
        .key("sk", AttributeValue::S(sk.to_owned()))
        .return_values(ReturnValue::AllOld);
    delete.send().await.unwrap().attributes.unwrap()
}

async fn put(engine: &Engine, item: Item) {
    let table = engine.tables().name(Table::Records).unwrap();
    engine.client().put_item().table_name(table).set_item(Some(item)).send().await.unwrap();
}

/// Takes the copy of Anne's record from under her date of birth, and leaves the sum that names it.
async fn torn(engine: &Engine) -> (TeachingRecord, Item) {
    let anne = people::record("1234567", "Anne Smith", "1990-05-01");
    engine.store().keep_record(&anne, nine()).await.unwrap();
    (anne, take(engine, KEY, "1234567").await)
}

#[tokio::test]
async fn a_look_up_waits_for_a_record_that_the_sum_names_and_the_query_does_not_show() {
    let engine = Engine::in_memory().await;
    let (anne, taken) = torn(&engine).await;
    let stranger = people::identity("Zoe", "Brown", "1990-05-01");

    let (store, evidence) = (engine.store(), about(&stranger));
    let later = async {
        tokio::time::sleep(Duration::from_millis(30)).await;
        put(&engine, taken).await;
    };
    let teachers = store.teachers();
    let (found, ()) = tokio::join!(teachers.around(&evidence), later);

    assert_eq!(found.unwrap().records, [anne]);
}

#[tokio::test]
async fn a_look_up_that_never_sees_a_whole_moment_fails_and_does_not_pretend() {
    let engine = Engine::in_memory().await;
    torn(&engine).await;
    let stranger = people::identity("Zoe", "Brown", "1990-05-01");

    let found = engine.store().teachers().around(&about(&stranger)).await;

    assert!(found.is_err());
}

#[tokio::test]
async fn a_look_up_waits_for_a_correction_that_was_counted() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    store
        .keep_record(&people::record("1234567", "Ruth Price", "1990-05-01"), nine())
        .await
        .unwrap();
    let before = take(&engine, KEY, "1234567").await;
    let anne = people::record("1234567", "Anne Smyth", "1990-05-01");
    store.keep_record(&anne, nine()).await.unwrap();
    let after = take(&engine, KEY, "1234567").await;
    put(&engine, before).await;
    let asks = people::identity("Anne", "Smith", "1990-05-01");

    let evidence = about(&asks);
    let later = async {
        tokio::time::sleep(Duration::from_millis(30)).await;
        put(&engine, after).await;
    };
    let (found, ()) = tokio::join!(store.around(&evidence), later);

    assert_eq!(found.unwrap().records, [anne]);
}

#[tokio::test]
async fn of_two_copies_that_a_look_up_shows_the_later_counts() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    store
        .keep_record(&people::record("1234567", "Anne Smith", "1966-06-06"), nine())
        .await
        .unwrap();
    let before = take(&engine, "NAMES#smith anne", "1234567").await;
    let anne = people::record("1234567", "Anne Smyth", "1990-05-01");
    store.keep_record(&anne, nine()).await.unwrap();
    // As a query saw it that was made before the correction.
    put(&engine, before).await;
    let asks = people::identity("Anne", "Smith", "1990-05-01");

    let found = store.around(&about(&asks)).await.unwrap();

    assert_eq!(found.records, [anne]);
}
