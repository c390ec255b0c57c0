//! What is in the tables, as a caseworker or an auditor would find it.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodb::Table;
use journey::{OpenWork, ReviewKind};
use serde_json::{Value, json};
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

/// A user as a step would have written them.
pub(crate) fn user_item(user: &ports::User) -> Value {
    let name = |name: &identity::VerifiedName| {
        let parts: Vec<Value> = name
            .parts()
            .iter()
            .map(|part| {
                let kind = match part.kind {
                    identity::NamePartKind::Given => "given",
                    identity::NamePartKind::Family => "family",
                };
                json!({ "kind": kind, "value": part.value })
            })
            .collect();
        let mut stored = json!({ "parts": parts });
        if let Some(from) = name.valid_from() {
            stored["valid_from"] = from.to_string().into();
        }
        if let Some(until) = name.valid_until() {
            stored["valid_until"] = until.to_string().into();
        }
        stored
    };
    let subject = user.subject.as_str();
    let mut item = json!({
        "pk": format!("USER#{subject}"),
        "sk": "USER",
        "v": 1,
        "subject": subject,
        "version": user.version,
    });
    if let Some(email) = &user.email {
        item["email"] = email.as_str().into();
    }
    if let Some(identity) = &user.identity {
        let dates = identity.dates_of_birth().iter().map(|date| date.iso()).collect::<Vec<_>>();
        let names: Vec<Value> = identity.names().iter().map(name).collect();
        item["identity"] = json!({ "names": names, "dates_of_birth": dates });
    }
    if let Some(link) = &user.link {
        item["link"] = json!({
            "trn": link.trn.as_str(),
            "origin": match link.origin {
                journey::TrnOrigin::Found => "found",
                journey::TrnOrigin::Issued => "issued",
            },
            "since": link.since.to_string(),
        });
        if let Some(request) = &link.request {
            item["link"]["request"] = request.as_str().into();
        }
    }
    match &user.open {
        None => {}
        Some(OpenWork::Request { id, reference, asked_on, due }) => {
            item["open"] = json!({
                "work": "request", "id": id.as_str(), "reference": reference.as_str(),
                "asked_on": asked_on.to_string(), "due": due.to_string(),
            });
        }
        Some(OpenWork::Task { id, kind, reference, asked_on, due }) => {
            let kind = match kind {
                ReviewKind::PossibleDuplicate => "possible_duplicate",
                ReviewKind::RecordNotFound => "record_not_found",
                ReviewKind::TwoRecords => "two_records",
            };
            item["open"] = json!({
                "work": "task", "id": id.as_str(), "kind": kind, "reference": reference.as_str(),
                "asked_on": asked_on.to_string(), "due": due.to_string(),
            });
        }
    }
    if !user.refused.is_empty() {
        item["refused"] = user.refused.iter().map(identity::Trn::as_str).collect();
    }
    item
}
