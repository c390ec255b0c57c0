//! "Ask for a TRN", over HTTP and over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

use allocation_request::{AllocationRequest, router};
use axum::{Router, http::StatusCode};
use dynamodb::Table;
use journey::{OpenWork, Stage};
use testing::{
    Visitor, World,
    asking::ask,
    journeys::{anne, may_allocate, requesting_trn},
    laws, people,
};
use web::{Deployment, Walk, csrf};

const PAGE: &str = "/request-a-trn";
const HOLDING: &str = "/checking-your-details";

fn function(world: &World) -> Router {
    let store = world.store();
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
    router(AllocationRequest {
        walk: Walk { deployment, journeys: store.journeys(), users: store.users() },
    })
}

fn token(visitor: &Visitor) -> String {
    csrf::of_journey(&visitor.journey.browser, &visitor.journey.id)
}

async fn applicant(world: &World) -> Visitor {
    world.visitor_from(may_allocate(), requesting_trn()).await
}

/// What there is of this kind among the tasks.
async fn work(world: &World, sk: &str) -> Vec<serde_json::Value> {
    world.items(Table::Tasks).await.into_iter().filter(|item| item["sk"] == sk).collect()
}

#[tokio::test]
async fn the_page_shows_what_a_trn_will_be_asked_for_with() {
    let world = World::new().await;
    let visitor = applicant(&world).await;

    let page = ask(&function(&world), visitor.get(PAGE)).await;

    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.heading(), "Ask for a TRN");
    for told in ["Anne Smith", "1 May 1990", "anne@example.com", "AB 12 34 56 C"] {
        assert!(page.text().contains(told), "{told}");
    }
    for way in ["/national-insurance-number", "/trn"] {
        assert!(page.links_to(&visitor.path(way)), "{way}");
    }
}

#[tokio::test]
async fn a_request_is_held_for_support_staff_and_nobody_is_lost() {
    let world = World::new().await;
    world.prove(&anne()).await;
    let visitor = applicant(&world).await;

    let answer = ask(&function(&world), visitor.post(PAGE, &[("csrf", &token(&visitor))])).await;

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
    assert_eq!(task["reference"], request["reference"]);
    assert_eq!(task["reference"], reference.as_str());
    let outbox = world.items(Table::Outbox).await;
    let kinds: Vec<_> = outbox.iter().map(|message| &message["message"]).collect();
    assert_eq!(kinds, ["review_raised", "request_received"]);
    let audit = world.items(Table::Audit).await;
    assert!(audit.iter().any(|event| event["what"] == "HeldForReview"));
}

#[tokio::test]
async fn whoever_waits_or_has_a_record_already_opens_no_request() {
    let world = World::new().await;
    let router = function(&world);
    let send = async |visitor: &Visitor| {
        ask(&router, visitor.post(PAGE, &[("csrf", &token(visitor))])).await
    };

    world.ask_support(&anne()).await;
    let waiting = applicant(&world).await;
    assert_eq!(send(&waiting).await.location(), waiting.path(HOLDING));
    world.link(&anne(), people::trn("1234567")).await;
    let linked = applicant(&world).await;
    assert_eq!(send(&linked).await.location(), linked.path("/continue"));

    assert!(work(&world, "REQUEST").await.is_empty());
}

#[tokio::test]
async fn the_page_opens_for_the_browser_it_belongs_to_alone() {
    let world = World::new().await;
    laws::only_its_browser_opens(&world, &function(&world), requesting_trn(), PAGE).await;
}

#[tokio::test]
async fn whoever_is_elsewhere_is_sent_there() {
    let world = World::new().await;
    let router = function(&world);
    let is_here = |stage: &Stage| matches!(stage, Stage::RequestingTrn { .. });
    laws::others_are_sent_to_where_they_are(&world, &router, PAGE, Some(token), is_here).await;
}

#[tokio::test]
async fn a_form_counts_from_our_page_alone() {
    let world = World::new().await;
    let visitor = applicant(&world).await;
    let (router, token) = (function(&world), token(&visitor));
    laws::only_our_form_counts(&world, &router, &visitor, PAGE, &token, &[]).await;
    assert_eq!(work(&world, "REQUEST").await.len(), 1, "ours");
}

#[tokio::test]
async fn a_failing_store_loses_nothing() {
    let world = World::new().await;
    let visitor = applicant(&world).await;
    let fields = [("csrf", &*token(&visitor))];
    laws::a_failing_store_loses_nothing(&world, &function(&world), &visitor, PAGE, &fields).await;
    assert_eq!(work(&world, "REQUEST").await.len(), 1);
}

#[tokio::test]
async fn a_request_whose_answer_was_lost_is_there_once() {
    let world = World::new().await;
    let visitor = applicant(&world).await;
    let (router, token) = (function(&world), token(&visitor));
    let fields = [("csrf", token.as_str())];

    laws::a_lost_answer_is_looked_up_again(&world, &router, &visitor, PAGE, &fields, HOLDING).await;

    assert_eq!(work(&world, "REQUEST").await.len(), 1);
}

#[tokio::test]
async fn a_form_sent_twice_counts_once() {
    let world = World::new().await;
    let visitor = applicant(&world).await;
    let (router, token) = (function(&world), token(&visitor));
    let fields = [("csrf", token.as_str())];

    laws::a_form_counts_once(&world, &router, &visitor, PAGE, &fields, HOLDING).await;

    assert_eq!(work(&world, "REQUEST").await.len(), 1);
    assert_eq!(world.items(Table::Outbox).await.len(), 2, "one task, one email");
}
