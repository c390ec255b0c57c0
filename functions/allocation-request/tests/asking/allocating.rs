//! What comes of asking: a new TRN, a match, or a decision of support staff's.

use axum::http::StatusCode;
use dynamodb::Table;
use journey::{OpenWork, Stage, TrnOrigin};
use serde_json::json;
use testing::{World, journeys::anne, people};

use crate::scene::{
    FOUND, HOLDING, applicant, function, messages, send, trn_of, trns, work, world,
};

#[tokio::test]
async fn whoever_is_like_nobody_is_given_a_trn_at_once() {
    let world = world().await;
    world.prove(&anne()).await;
    let visitor = applicant(&world).await;

    let answer = send(&function(&world), &visitor).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), visitor.path(FOUND));
    let user = world.user(&anne().user.subject).await;
    let link = user.link.unwrap();
    assert!(("3000000"..="3000099").contains(&link.trn.as_str()));
    assert_eq!((link.origin, user.open), (TrnOrigin::Issued, None));
    let record = world.store().teachers().record(&link.trn).await.unwrap().unwrap();
    assert_eq!((&*record.name.first, &*record.name.last), ("Anne", "Smith"));
    assert_eq!(record.ninos, [people::nino("AB123456C")]);
    assert_eq!(record.email, Some(anne().user.email));
    let request = work(&world, "REQUEST").await.remove(0);
    assert_eq!(request["id"], link.request.unwrap().as_str());
    assert_eq!(
        (&request["state"], &request["trn"]),
        (&"completed".into(), &link.trn.as_str().into())
    );
    assert!(work(&world, "TASK").await.is_empty(), "nothing is left to decide");
    let messages = messages(&world).await;
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0]["email"]["notice"], json!({ "notice": "trn_issued" }));
    let audit = world.items(Table::Audit).await;
    assert!(audit.iter().any(|event| event["what"] == "TrnIssued"));
    assert!(matches!(world.now(&visitor).await.stage, Stage::Done { .. }));
}

#[tokio::test]
async fn a_request_asks_the_store_as_little_as_is_documented() {
    let world = world().await;
    let visitor = applicant(&world).await;
    let router = function(&world);
    world.engine().calls().forget();

    send(&router, &visitor).await;

    world.engine().calls().are_as_documented("allocation-request, POST, allocated");
    assert!(trn_of(&world, &visitor).await.is_some());
}

#[tokio::test]
async fn whoever_matches_a_record_is_linked_to_it_and_given_nothing() {
    let world = world().await;
    let mut theirs = people::record("1234567", "Anne Smith", "1990-05-01");
    theirs.ninos = vec![people::nino("AB123456C")];
    world.keep(&theirs).await;
    let visitor = applicant(&world).await;

    let answer = send(&function(&world), &visitor).await;

    assert_eq!(answer.location(), visitor.path(FOUND));
    assert_eq!(trn_of(&world, &visitor).await.as_deref(), Some("1234567"));
    assert_eq!(trns(&world).await, ["1234567"]);
    let request = work(&world, "REQUEST").await.remove(0);
    assert_eq!((&request["state"], &request["trn"]), (&"completed".into(), &"1234567".into()));
    assert!(messages(&world).await.is_empty(), "they are at the screen");
}

#[tokio::test]
async fn whoever_matches_by_a_nino_that_is_left_to_staff_is_held() {
    let world = world().await;
    let mut theirs = people::record("1234567", "Anne Smith", "1990-05-01");
    theirs.ninos = vec![people::nino("AB123456C")];
    world.keep(&theirs).await;
    world.prove(&anne()).await;
    world.leave_to_staff(&ports::GuessedNumber::from(&people::nino("AB123456C"))).await;
    let visitor = applicant(&world).await;

    let answer = send(&function(&world), &visitor).await;

    assert_eq!(answer.location(), visitor.path(HOLDING));
    let user = world.user(&anne().user.subject).await;
    assert!(user.link.is_none(), "nobody got past the question by asking for a TRN");
    assert_eq!(trns(&world).await, ["1234567"], "and nobody has two");
}

#[tokio::test]
async fn a_possible_duplicate_is_held_for_support_staff_and_nobody_is_lost() {
    let world = world().await;
    world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;
    world.prove(&anne()).await;
    let visitor = applicant(&world).await;

    let answer = send(&function(&world), &visitor).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), visitor.path(HOLDING));
    let user = world.user(&anne().user.subject).await;
    assert!(user.link.is_none(), "no TRN was given");
    let Some(OpenWork::Request { id, reference, due, .. }) = user.open else { panic!("none open") };
    assert_eq!(due.to_string(), "2026-04-10");
    let [request, task] =
        [work(&world, "REQUEST").await.remove(0), work(&world, "TASK").await.remove(0)];
    assert_eq!((&request["id"], &request["state"]), (&id.as_str().into(), &"in_review".into()));
    assert_eq!(task["kind"], "possible_duplicate");
    assert_eq!(task["id"], request["id"]);
    assert_eq!(task["reference"], request["reference"]);
    assert_eq!(task["reference"], reference.as_str());
    let messages = messages(&world).await;
    assert_eq!(messages.len(), 2, "to the review queue, and to Anne");
    assert!(messages.contains(&json!({ "review_raised": { "task": id.as_str() } })));
    let notice = json!({ "notice": "request_received", "due": "2026-04-10" });
    assert!(messages.iter().any(|message| message["email"]["notice"] == notice));
    let audit = world.items(Table::Audit).await;
    assert!(audit.iter().any(|event| event["what"] == "HeldForReview"));
}

#[tokio::test]
async fn out_of_numbers_is_for_support_staff_and_no_error() {
    let world = World::new().await;
    let visitor = applicant(&world).await;

    let answer = send(&function(&world), &visitor).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), visitor.path(HOLDING));
    assert_eq!(work(&world, "TASK").await.len(), 1);
}

#[tokio::test]
async fn whoever_waits_or_has_a_record_already_opens_no_request() {
    let world = world().await;
    let router = function(&world);

    world.ask_support(&anne()).await;
    let waiting = applicant(&world).await;
    assert_eq!(send(&router, &waiting).await.location(), waiting.path(HOLDING));
    world.link(&anne(), people::trn("1234567")).await;
    let linked = applicant(&world).await;
    assert_eq!(send(&router, &linked).await.location(), linked.path("/continue"));

    assert!(work(&world, "REQUEST").await.is_empty());
    assert!(trns(&world).await.is_empty());
}
