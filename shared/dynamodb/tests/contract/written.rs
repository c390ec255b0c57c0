//! What is in the tables, as a caseworker or an auditor would find it.

use aws_sdk_dynamodb::types::AttributeValue;
use dynamodb::Table;
use jose::Digest;
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
    all(engine, table).await.len()
}

/// The messages of the outbox, in the order in which one cause wrote them.
pub(crate) async fn messages(engine: &Engine, cause: &str) -> Vec<Value> {
    let mut messages = Vec::new();
    for number in 0.. {
        let digest = Digest::of(format!("{cause}#{number}").as_bytes());
        let pk = format!("MESSAGE#{}", &digest.as_str()[..32]);
        let Some(message) = under(engine, Table::Outbox, &pk).await.pop() else { break };
        messages.push(message["message"].clone());
    }
    messages
}

/// Every item of a table.
pub(crate) async fn all(engine: &Engine, table: Table) -> Vec<Value> {
    let name = engine.tables().name(table).unwrap();
    let mut pages = engine.client().scan().table_name(name).into_paginator().items().send();
    let mut items = Vec::new();
    while let Some(item) = pages.next().await {
        items.push(serde_dynamo::from_item(item.unwrap()).unwrap());
    }
    items
}

/// Every item of every table that a step writes to, in a fixed order.
pub(crate) async fn everything(engine: &Engine) -> Vec<String> {
    let mut items = Vec::new();
    for table in
        [Table::Journeys, Table::Users, Table::Records, Table::Tasks, Table::Audit, Table::Outbox]
    {
        items.extend(all(engine, table).await.iter().map(ToString::to_string));
    }
    items.sort();
    items
}

/// Writes an item that is given as JSON.
pub(crate) async fn put(engine: &Engine, table: Table, item: &Value) {
    let mut item: std::collections::HashMap<String, AttributeValue> =
        serde_dynamo::to_item(item).unwrap();
    // JSON has no sets: this is the one there is.
    if let Some(AttributeValue::L(clients)) = item.get("clients") {
        let clients = clients.iter().map(|client| client.as_s().unwrap().clone()).collect();
        item.insert("clients".to_owned(), AttributeValue::Ss(clients));
    }
    let name = engine.tables().name(table).unwrap();
    engine.client().put_item().table_name(name).set_item(Some(item)).send().await.unwrap();
}

/// Deletes an item.
pub(crate) async fn delete(engine: &Engine, table: Table, item: &Value) {
    let text = |name: &str| AttributeValue::S(item[name].as_str().unwrap().to_owned());
    let name = engine.tables().name(table).unwrap();
    let delete = engine.client().delete_item().table_name(name);
    delete.key("pk", text("pk")).key("sk", text("sk")).send().await.unwrap();
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
        Some(OpenWork::Request { id, reference, asked_on, due, .. }) => {
            item["open"] = json!({
                "work": "request", "id": id.as_str(), "reference": reference.as_str(),
                "asked_on": asked_on.to_string(), "due": due.to_string(),
            });
        }
        Some(OpenWork::Task { id, kind, reference, asked_on, due, .. }) => {
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
    if let Some(wanted) = user.open.as_ref().and_then(OpenWork::wanted) {
        item["open"]["wanted"] = json!({
            "nino": wanted.nino(),
            "trn": wanted.trn(),
            "previous_last_name": wanted.previous_last_name(),
        });
    }
    if !user.refused.is_empty() {
        item["refused"] = user.refused.iter().map(identity::Trn::as_str).collect();
    }
    item
}
