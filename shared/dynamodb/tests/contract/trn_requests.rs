//! TRN requests, read by those who wait for them.

use dynamodb::Table;
use oidc::trn_request::{RequestStatus, TrnRequest};
use ports::TrnRequests;
use serde_json::Value;
use testing::dynamodb::Engine;

use crate::written;

/// A request as a step writes it, this far.
fn stored(state: &str, trn: Option<&str>) -> Value {
    let fixture = include_str!("../fixtures/trn-request.v1.json");
    let mut item: Value = serde_json::from_str(fixture).unwrap();
    item["state"] = state.into();
    if let Some(trn) = trn {
        item["trn"] = trn.into();
    }
    item
}

#[tokio::test]
async fn a_request_is_told_of_as_far_as_it_is() {
    let engine = Engine::in_memory().await;
    let id = "request-1".parse().unwrap();
    assert_eq!(engine.store().trn_request(&id).await.unwrap(), None);
    for (state, trn, status) in [
        ("in_review", None, RequestStatus::Pending),
        ("needs_information", None, RequestStatus::Pending),
        ("completed", Some("0123456"), RequestStatus::Completed("0123456".parse().unwrap())),
        ("rejected", None, RequestStatus::Rejected),
    ] {
        written::put(&engine, Table::Tasks, &stored(state, trn)).await;

        let told = engine.store().trn_request(&id).await.unwrap();

        let client = "register-for-npq".parse().unwrap();
        assert_eq!(told, Some(TrnRequest { client, status }), "{state}");
    }
}

#[tokio::test]
async fn a_completed_request_without_its_trn_is_a_fault_and_not_an_answer() {
    let engine = Engine::in_memory().await;
    written::put(&engine, Table::Tasks, &stored("completed", None)).await;

    assert!(engine.store().trn_request(&"request-1".parse().unwrap()).await.is_err());
}
