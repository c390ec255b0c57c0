//! What is in the tables, as a caseworker or an auditor would find it.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodb::Table;
use serde_json::Value;
use testing::dynamodb::Engine;

/// Every item under a partition key, as JSON.
pub(crate) async fn under(engine: &Engine, table: Table, pk: &str) -> Vec<Value> {
    let query = engine
        .client()
        .query()
        .table_name(engine.tables().name(table).unwrap())
        .key_condition_expression("pk = :pk")
        .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()));
    let found = query.send().await.unwrap();
    found.items().iter().map(|item| serde_dynamo::from_item(item.clone()).unwrap()).collect()
}

/// The only item under a partition key.
pub(crate) async fn only(engine: &Engine, table: Table, pk: &str) -> Value {
    let mut items = under(engine, table, pk).await;
    assert_eq!(items.len(), 1, "{table:?} {pk}");
    items.remove(0)
}

/// How many items a table has.
pub(crate) async fn count(engine: &Engine, table: Table) -> usize {
    let name = engine.tables().name(table).unwrap();
    let scan = engine.client().scan().table_name(name).send().await.unwrap();
    scan.items().len()
}

/// Writes an item that is given as JSON.
pub(crate) async fn put(engine: &Engine, table: Table, item: &Value) {
    let item: std::collections::HashMap<String, AttributeValue> =
        serde_dynamo::to_item(item).unwrap();
    let name = engine.tables().name(table).unwrap();
    engine.client().put_item().table_name(name).set_item(Some(item)).send().await.unwrap();
}
