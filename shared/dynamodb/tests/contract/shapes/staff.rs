//! Support staff at their browsers.

use dynamodb::Table;
use identity::StaffId;
use jose::Secret;
use ports::{StaffAttempt, StaffMember, StaffRole, StaffSession, StaffSessions};
use testing::dynamodb::Engine;

use super::{fixture, like, still_read};
use crate::{
    given::{digest, minutes_past_nine, nine},
    written,
};

#[tokio::test]
async fn sign_ins_under_way_and_sessions_of_support_staff() {
    let attempt = StaffAttempt {
        state: digest("state"),
        nonce: digest("nonce"),
        code_verifier: Secret::presented("a verifier"),
    };
    let roles = [StaffRole::Caseworker, StaffRole::Viewer].into();
    let id: StaffId = "staff-1".parse().unwrap();
    let member = StaffMember { id, name: "Sam Patel".to_owned(), roles };
    let session = StaffSession { member, since: nine(), seen: minutes_past_nine(5) };
    let engine = Engine::in_memory().await;
    let store = engine.store();
    store.set_out(&digest("browser"), &attempt, minutes_past_nine(10)).await.unwrap();
    store.keep(&digest("session"), &session).await.unwrap();
    let mut items = written::all(&engine, Table::Staff).await;
    items.sort_by_key(|item| item["pk"].to_string());
    like(&items.into(), "staff.v1.json");

    let old = Engine::in_memory().await;
    for item in fixture("staff.v1.json").as_array().unwrap() {
        written::put(&old, Table::Staff, item).await;
    }
    let (old, now) = (old.store(), minutes_past_nine(6));
    let read = StaffSessions::session(&old, &digest("session"), now).await;
    assert_eq!(still_read(read), Some(session));
    let spent = StaffSessions::spend(&old, &digest("browser"), &attempt.state, now).await;
    let spent = still_read(spent).unwrap();
    assert_eq!((spent.state, spent.nonce), (attempt.state, attempt.nonce));
}
