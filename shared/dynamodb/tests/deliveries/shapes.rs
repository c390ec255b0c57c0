//! The first stored version: it still loads, and it is still what is written.

use std::{fs, path::Path};

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodb::Table;
use ports::{Dropped, Lease};
use serde_json::Value;
use testing::people;

use crate::scene::{Scene, message, minutes};

fn fixture() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/deliveries.v1.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[tokio::test]
async fn what_is_written_is_like_the_fixture() {
    let scene = Scene::new().await;
    let deliveries = scene.deliveries();
    deliveries.lease(&message("leased"), minutes(0), minutes(1)).await.unwrap();
    deliveries.sent(&message("sent"), "ses-1", minutes(0)).await.unwrap();
    scene.feedback().delivered(&message("sent"), "ses-1", minutes(1)).await.unwrap();
    deliveries.dropped(&message("dropped"), Dropped::Refused, minutes(0)).await.unwrap();
    scene.feedback().came_back(&scene.email, minutes(0)).await.unwrap();
    scene.feedback().suppress(&people::email("cross@example.com"), minutes(0)).await.unwrap();

    let is_account = |item: &Value| {
        ["DELIVERY", "SUPPRESSED"].contains(&item["sk"].as_str().unwrap_or_default())
    };
    let mut written = scene.world.items(Table::Outbox).await;
    written.retain(is_account);
    for item in &mut written {
        if item["delivery"] == "came_back" {
            item["pk"] = "DELIVERY#back".into();
        }
    }
    written.sort_by_key(|item| item["pk"].to_string());

    assert_eq!(written, fixture(), "{written:#?}");
}

#[tokio::test]
async fn the_fixture_still_loads() {
    let scene = Scene::new().await;
    let engine = scene.world.engine();
    for item in fixture() {
        let item: std::collections::HashMap<String, AttributeValue> =
            serde_dynamo::to_item(item).unwrap();
        let table = engine.tables().name(Table::Outbox).unwrap();
        let put = engine.client().put_item().table_name(table).set_item(Some(item));
        put.send().await.unwrap();
    }
    let deliveries = scene.deliveries();
    let lease = async |id: &str, minute: i64| {
        deliveries.lease(&message(id), minutes(minute), minutes(9)).await.unwrap()
    };

    for id in ["sent", "dropped", "back"] {
        assert_eq!(lease(id, 8).await, Lease::Settled, "{id}");
    }
    assert_eq!(lease("leased", 0).await, Lease::Busy);
    assert_eq!(lease("leased", 1).await, Lease::Taken);
    assert!(deliveries.is_suppressed(&people::email("cross@example.com")).await.unwrap());
}
