//! "Do you have a teacher reference number (TRN)?", over HTTP and over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::{Router, http::StatusCode};
use dynamodb::Table;
use identity::CallingService;
use journey::{Answers, Arrival, MatchedOn, NoTrn, OpenWork, ReviewKind, Stage, TrnOrigin};
use testing::{
    Visitor, World,
    asking::{Answer, ask},
    journeys::{
        anne, asking_trn, checking_answers, done, may_allocate, needs_a_record, nino,
        requesting_trn,
    },
    laws, people,
};
use trn_lookup::{TrnLookup, router};
use web::{Deployment, Walk, csrf};

const PAGE: &str = "/trn";
const GIVEN: [(&str, &str); 2] = [("have_trn", "yes"), ("trn", "RP 12/34567")];

fn function(world: &World) -> Router {
    let store = world.store();
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
    let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
    router(TrnLookup { walk, teachers: store.teachers(), guesses: store.guesses() })
}

fn token(visitor: &Visitor) -> String {
    csrf::of_journey(&visitor.journey.browser, &visitor.journey.id)
}

async fn send(world: &World, visitor: &Visitor, fields: &[(&str, &str)]) -> Answer {
    let token = token(visitor);
    let fields: Vec<_> = fields.iter().copied().chain([("csrf", token.as_str())]).collect();
    ask(&function(world), visitor.post(PAGE, &fields)).await
}

/// Puts a record of Anne's in the register.
async fn keep(world: &World, trn: &str, nino: Option<&str>) {
    let mut record = people::record(trn, "Anne Smith", "1990-05-01");
    record.ninos.extend(nino.map(people::nino));
    world.keep(&record).await;
}

fn checked(trn: Option<&str>) -> Stage {
    let answers = Answers { nino: nino(), trn: trn.map(people::trn) };
    Stage::CheckingAnswers { person: anne(), answers }
}

#[tokio::test]
async fn the_question_offers_what_the_service_allows() {
    let world = World::new().await;
    for (service, may_not_know) in [(needs_a_record(), false), (may_allocate(), true)] {
        let visitor = world.visitor_from(service, asking_trn()).await;

        let page = ask(&function(&world), visitor.get(PAGE)).await;

        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.heading(), "Do you have a teacher reference number (TRN)?");
        assert_eq!(page.body.contains("value=\"unknown\""), may_not_know);
        assert!(page.links_to(&visitor.path("/national-insurance-number")), "the way back");
        assert_eq!(page.chosen("have_trn"), None);
    }
}

#[tokio::test]
async fn a_trn_that_finds_the_record_joins_it_to_the_person() {
    let world = World::new().await;
    keep(&world, "1234567", None).await;
    world.prove(&anne()).await;
    let visitor = world.visitor(asking_trn()).await;

    let answer = send(&world, &visitor, &GIVEN).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), visitor.path("/found"));
    let arrival = Arrival::Found { matched_on: MatchedOn::Trn, merged_from: None };
    assert_eq!(world.now(&visitor).await.stage, done(arrival));
    let link = world.user(&anne().user.subject).await.link.unwrap();
    assert_eq!((link.trn, link.origin), (people::trn("1234567"), TrnOrigin::Found));
    let audit = world.items(Table::Audit).await;
    assert!(audit.iter().any(|event| event["what"] == "FoundByTrn" && event["trn"] == "1234567"));
}

#[tokio::test]
async fn a_miss_plays_the_answers_back_and_keeps_them() {
    let world = World::new().await;
    let visitor = world.visitor(asking_trn()).await;

    let answer = send(&world, &visitor, &GIVEN).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), visitor.path("/check-answers"));
    assert_eq!(world.now(&visitor).await.stage, checked(Some("1234567")));
    let again = ask(&function(&world), visitor.get(PAGE)).await;
    assert_eq!((again.chosen("have_trn"), again.value("trn")), (Some("yes"), Some("1234567")));
    assert!(again.links_to(&visitor.path("/check-answers")), "the way back");
    assert_eq!(world.user(&anne().user.subject).await.version, 0);
}

#[tokio::test]
async fn a_record_of_somebody_else_looks_like_none() {
    let world = World::new().await;
    world.keep(&people::record("1234567", "Beatrice Jones", "1971-02-03")).await;
    let [with, without] = [world.visitor(asking_trn()).await, world.visitor(asking_trn()).await];

    let there = send(&world, &with, &GIVEN).await;
    let nowhere = send(&world, &without, &[("have_trn", "yes"), ("trn", "1234568")]).await;

    assert_eq!((there.status, &there.body), (nowhere.status, &nowhere.body));
    assert_eq!(there.location(), with.path("/check-answers"));
    assert_eq!(nowhere.location(), without.path("/check-answers"));
}

#[tokio::test]
async fn whoever_has_none_goes_on_to_what_the_service_allows() {
    let world = World::new().await;
    let requesting = |no_trn| Stage::RequestingTrn { person: anne(), nino: nino(), no_trn };
    let cases: [(CallingService, &str, &str, Stage); 3] = [
        (needs_a_record(), "no", "/check-answers", checked(None)),
        (may_allocate(), "no", "/request-a-trn", requesting(NoTrn::None)),
        (may_allocate(), "unknown", "/request-a-trn", requesting(NoTrn::Unknown)),
    ];
    for (service, said, next, stage) in cases {
        let visitor = world.visitor_from(service, asking_trn()).await;

        // What stands in the field is not meant.
        let answer = send(&world, &visitor, &[("have_trn", said), ("trn", "1234567")]).await;

        assert_eq!(answer.location(), visitor.path(next), "{said}");
        assert_eq!(world.now(&visitor).await.stage, stage, "{said}");
        let again = ask(&function(&world), visitor.get(PAGE)).await;
        assert_eq!(again.chosen("have_trn"), Some(said));
        assert!(again.links_to(&visitor.path(next)), "the way back");
    }
}

#[tokio::test]
async fn an_answer_that_will_not_do_is_kept_and_nothing_moves() {
    let world = World::new().await;
    let visitor = world.visitor(asking_trn()).await;
    for (fields, message) in [
        (vec![], "Select yes if you have a teacher reference number (TRN)"),
        // Only a service whose people may be given a TRN offers it.
        (vec![("have_trn", "unknown")], "Select yes if you have a teacher reference number (TRN)"),
        (vec![("have_trn", "yes")], "Enter your TRN"),
        (vec![("have_trn", "yes"), ("trn", "12<b>\"67")], "TRN must have 7 numbers, like 1234567"),
    ] {
        let answer = send(&world, &visitor, &fields).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.error().as_deref(), Some(message));
        assert!(answer.body.contains("<title>Error: "));
        assert!(!answer.body.contains("<b>"), "what was typed is data");
        assert_eq!(world.now(&visitor).await, visitor.journey);
    }
    let typed = send(&world, &visitor, &[("have_trn", "yes"), ("trn", "12 34")]).await;
    assert_eq!((typed.value("trn"), typed.chosen("have_trn")), (Some("12 34"), Some("yes")));
}

#[tokio::test]
async fn two_records_are_for_support_staff_to_tell_apart() {
    let world = World::new().await;
    keep(&world, "1234567", None).await;
    keep(&world, "7654321", Some("AB123456C")).await;
    world.prove(&anne()).await;
    let visitor = world.visitor(asking_trn()).await;

    let answer = send(&world, &visitor, &GIVEN).await;

    assert_eq!(answer.location(), visitor.path("/checking-your-details"));
    let user = world.user(&anne().user.subject).await;
    assert!(user.link.is_none(), "nobody is joined to either");
    let Some(OpenWork::Task { kind, reference, due, .. }) = user.open else { panic!("no task") };
    assert_eq!(kind, ReviewKind::TwoRecords);
    assert_eq!(due.to_string(), "2026-04-10", "five working days, over Easter");
    let tasks = world.items(Table::Tasks).await;
    let task = tasks.iter().find(|task| task["sk"] == "TASK").unwrap();
    assert_eq!(task["reference"], reference.as_str());
    let outbox = world.items(Table::Outbox).await;
    let messages = outbox.iter().filter(|item| item["sk"] == "MESSAGE");
    let (emails, reviews): (Vec<_>, Vec<_>) =
        messages.partition(|item| item["message"]["email"].is_object());
    assert_eq!(emails[0]["message"]["email"]["notice"]["notice"], "request_received");
    assert!(reviews[0]["message"]["review_raised"].is_object());
    assert_eq!((emails.len(), reviews.len()), (1, 1));
}

#[tokio::test]
async fn two_records_under_one_nino_are_held_when_there_is_no_trn() {
    let world = World::new().await;
    keep(&world, "1234567", Some("AB123456C")).await;
    keep(&world, "7654321", Some("AB123456C")).await;
    world.prove(&anne()).await;
    let visitor = world.visitor_from(may_allocate(), asking_trn()).await;

    let answer = send(&world, &visitor, &[("have_trn", "no")]).await;

    assert_eq!(answer.location(), visitor.path("/checking-your-details"));
    assert!(world.user(&anne().user.subject).await.open.is_some());
}

#[tokio::test]
async fn a_record_filed_since_the_nino_was_looked_up_is_found() {
    let world = World::new().await;
    keep(&world, "1234567", Some("AB123456C")).await;
    world.prove(&anne()).await;
    let visitor = world.visitor_from(may_allocate(), asking_trn()).await;

    let answer = send(&world, &visitor, &[("have_trn", "no")]).await;

    assert_eq!(answer.location(), visitor.path("/found"));
    assert!(world.user(&anne().user.subject).await.link.is_some(), "and no TRN is asked for");
}

#[tokio::test]
async fn the_same_answer_again_is_not_looked_up_again() {
    let world = World::new().await;
    let visitor = world.visitor(checking_answers()).await;
    // Filed since.
    keep(&world, "7654321", None).await;

    let answer = send(&world, &visitor, &[("have_trn", "yes"), ("trn", "7654321")]).await;

    assert_eq!(answer.location(), visitor.path("/check-answers"));
    assert_eq!(world.now(&visitor).await, visitor.journey);
}

#[tokio::test]
async fn what_was_settled_elsewhere_is_not_settled_again() {
    let world = World::new().await;
    keep(&world, "1234567", None).await;
    let [linked, asked] = [world.visitor(asking_trn()).await, world.visitor(asking_trn()).await];

    world.ask_support(&anne()).await;
    let answer = send(&world, &asked, &GIVEN).await;
    assert_eq!(answer.location(), asked.path("/checking-your-details"));
    assert!(world.user(&anne().user.subject).await.link.is_none());

    let before = world.link(&anne(), people::trn("7777777")).await;
    let answer = send(&world, &linked, &GIVEN).await;
    assert_eq!(answer.location(), linked.path("/continue"));
    assert_eq!(world.user(&anne().user.subject).await, before);
}

#[tokio::test]
async fn the_page_opens_for_the_browser_it_belongs_to_alone() {
    let world = World::new().await;
    laws::only_its_browser_opens(&world, &function(&world), requesting_trn(), PAGE).await;
}

#[tokio::test]
async fn whoever_is_elsewhere_is_sent_there() {
    let world = World::new().await;
    let is_here = |stage: &Stage| {
        matches!(
            stage,
            Stage::AskingTrn { .. } | Stage::CheckingAnswers { .. } | Stage::RequestingTrn { .. }
        )
    };
    let router = function(&world);
    laws::others_are_sent_to_where_they_are(&world, &router, PAGE, Some(token), is_here).await;
}

#[tokio::test]
async fn a_form_counts_from_our_page_alone() {
    let world = World::new().await;
    let visitor = world.visitor(asking_trn()).await;
    let (router, token) = (function(&world), token(&visitor));
    laws::only_our_form_counts(&world, &router, &visitor, PAGE, &token, &GIVEN).await;
}

#[tokio::test]
async fn a_failing_store_loses_nothing() {
    let world = World::new().await;
    let visitor = world.visitor(asking_trn()).await;
    let token = token(&visitor);
    let fields = [GIVEN[0], GIVEN[1], ("csrf", token.as_str())];
    laws::a_failing_store_loses_nothing(&world, &function(&world), &visitor, PAGE, &fields).await;
}

#[tokio::test]
async fn a_link_whose_answer_was_lost_is_there_once() {
    let world = World::new().await;
    keep(&world, "1234567", None).await;
    world.prove(&anne()).await;
    let visitor = world.visitor(asking_trn()).await;
    let (router, token) = (function(&world), token(&visitor));
    let fields = [GIVEN[0], GIVEN[1], ("csrf", token.as_str())];

    // The guess is counted before; the answer that is lost is that of the step.
    world.engine().meddling().pass_next();
    laws::a_lost_answer_is_looked_up_again(&world, &router, &visitor, PAGE, &fields, "/found")
        .await;

    assert_eq!(world.user(&anne().user.subject).await.version, 2, "proved, then linked");
}

#[tokio::test]
async fn a_form_sent_twice_counts_once() {
    let world = World::new().await;
    keep(&world, "1234567", None).await;
    world.prove(&anne()).await;
    let visitor = world.visitor(asking_trn()).await;
    let (router, token) = (function(&world), token(&visitor));
    let fields = [GIVEN[0], GIVEN[1], ("csrf", token.as_str())];

    laws::a_form_counts_once(&world, &router, &visitor, PAGE, &fields, "/found").await;

    assert_eq!(world.user(&anne().user.subject).await.version, 2, "proved, then linked");
}
