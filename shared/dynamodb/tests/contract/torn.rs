//! A query is not one moment: it may show that something was filed under a key before it shows what.

use std::time::Duration;

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use dynamodb::Table;
use identity::TeachingRecord;
use testing::{dynamodb::Engine, people};

use crate::candidates::about;

const KEY: &str = "BORN#1990-05-01";

/// Takes the copy of Anne's record from under her date of birth, and leaves the sum that names it.
async fn torn(
    engine: &Engine,
) -> (TeachingRecord, std::collections::HashMap<String, AttributeValue>) {
    let anne = people::record("1234567", "Anne Smith", "1990-05-01");
    engine.store().keep_record(&anne).await.unwrap();
    let delete = engine
        .client()
        .delete_item()
        .table_name(engine.tables().name(Table::Records).unwrap())
        .key("pk", AttributeValue::S(KEY.to_owned()))
        .key("sk", AttributeValue::S("1234567".to_owned()))
        .return_values(ReturnValue::AllOld);
    let taken = delete.send().await.unwrap().attributes.unwrap();
    (anne, taken)
}

#[tokio::test]
async fn a_look_up_waits_for_a_record_that_the_sum_names_and_the_query_does_not_show() {
    let engine = Engine::in_memory().await;
    let (anne, taken) = torn(&engine).await;
    let stranger = people::identity("Zoe", "Brown", "1990-05-01");

    let (store, evidence) = (engine.store(), about(&stranger));
    let put = async {
        tokio::time::sleep(Duration::from_millis(30)).await;
        let table = engine.tables().name(Table::Records).unwrap();
        engine.client().put_item().table_name(table).set_item(Some(taken)).send().await.unwrap();
    };
    let teachers = store.teachers();
    let (found, ()) = tokio::join!(teachers.around(&evidence), put);

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
