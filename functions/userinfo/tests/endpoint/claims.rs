//! What is told of a person.

use axum::http::{StatusCode, header};
use identity::{RecordStatus, Reference};
use jiff::civil::date;
use journey::{OpenWork, TrnOrigin};
use oidc::Scope;
use serde_json::json;

use crate::world::{ask, good, link, store};

#[tokio::test]
async fn a_good_token_tells_what_it_is_for() {
    let answer = ask(&store(), good()).await;

    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(
        answer.body,
        json!({
            "sub": "urn:fdc:gov.uk:2022:ada",
            "email": "ada@example.com",
            "email_verified": true,
            "trn": "1234567",
            "trn_status": "found",
            "verified_name": ["Ada", "Lovelace"],
            "verified_date_of_birth": "1990-12-10",
            "birthdate": "1990-12-10",
        })
    );
}

#[tokio::test]
async fn row_36_what_no_scope_asked_for_is_left_out() {
    let store = store();
    *store.scopes.lock().unwrap() = vec![Scope::OpenId, Scope::TeachingRecord, Scope::Profile];

    let answer = ask(&store, good()).await;

    assert_eq!(answer.body.get("email"), None);
    assert_eq!(answer.body["name"], "Ada Lovelace");
}

#[tokio::test]
async fn a_merged_record_is_followed_to_the_one_that_survived() {
    let store = store();
    store.set("1234567", RecordStatus::MergedInto("7777777".parse().unwrap()));
    store.set("7777777", RecordStatus::MergedInto("7654321".parse().unwrap()));

    let answer = ask(&store, good()).await;

    assert_eq!(answer.body["trn"], "7654321");
    assert_eq!(answer.body["trn_previous"], "1234567");
}

#[tokio::test]
async fn whichever_record_they_had_when_the_token_was_granted_it_tells_of_the_one_that_is_theirs_now()
 {
    let store = store();
    let told = ask(&store, good()).await.body;
    store.set("7654321", RecordStatus::Deactivated);
    store.set("7777777", RecordStatus::MergedInto("7654321".parse().unwrap()));

    for had in [None, "7654321".parse().ok(), "7777777".parse().ok(), "1111111".parse().ok()] {
        *store.had.lock().unwrap() = had;
        assert_eq!(ask(&store, good()).await.body, told);
    }
    assert_eq!(told["trn"], "1234567");
}

#[tokio::test]
async fn of_whoever_has_no_record_now_the_one_they_had_is_not_told() {
    let store = store();
    store.link(None, None);

    let answer = ask(&store, good()).await;

    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_withdrawn_record_tells_no_trn_even_after_a_merge() {
    let store = store();
    store.set("1234567", RecordStatus::MergedInto("7654321".parse().unwrap()));
    store.set("7654321", RecordStatus::Deactivated);

    let answer = ask(&store, good()).await;

    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body["trn_status"], "found");
    assert_eq!((answer.body.get("trn"), answer.body.get("trn_previous")), (None, None));
}

#[tokio::test]
async fn records_merged_in_a_circle_are_our_fault() {
    let store = store();
    store.set("1234567", RecordStatus::MergedInto("7654321".parse().unwrap()));
    store.set("7654321", RecordStatus::MergedInto("1234567".parse().unwrap()));

    let answer = ask(&store, good()).await;

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn the_claims_follow_the_person_from_pending_to_issued() {
    let store = store();
    let reference = Reference::from_random([0; 8]);
    let (asked_on, due) = (date(2026, 11, 20), date(2026, 11, 27));
    let request =
        OpenWork::Request { id: "r1".parse().unwrap(), reference, asked_on, due, wanted: None };
    store.link(None, Some(request));
    let pending = ask(&store, good()).await.body;
    store.link(Some(link(TrnOrigin::Issued, Some("r1"))), None);
    let issued = ask(&store, good()).await.body;

    assert_eq!((&pending["trn_status"], pending.get("trn")), (&json!("pending"), None));
    assert_eq!(pending["trn_request_id"], "r1");
    assert_eq!((&issued["trn_status"], &issued["trn"]), (&json!("issued"), &json!("1234567")));
    assert_eq!(issued["trn_request_id"], "r1");
}

#[tokio::test]
async fn nothing_is_told_about_a_person_who_was_parted_from_their_record() {
    let store = store();
    store.link(None, None);

    let answer = ask(&store, good()).await;

    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.body["error"], "invalid_token");
}
