//! "Check your answers before asking us to look" and "Request sent", over HTTP and the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::{Router, http::StatusCode};
use dynamodb::Table;
use journey::{OpenWork, ReviewKind, Stage};
use record_not_found::{RecordNotFound, router};
use serde_json::Value;
use testing::{
    Visitor, World,
    asking::ask,
    journeys::{anne, checking_answers, support_asked},
    laws, people,
};
use web::{Deployment, Walk, csrf};

const CHECK: &str = "/check-answers";
const SENT: &str = "/request-sent";

fn function(world: &World) -> Router {
    let store = world.store();
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
    router(RecordNotFound {
        walk: Walk { deployment, journeys: store.journeys(), users: store.users() },
    })
}

fn token(visitor: &Visitor) -> String {
    csrf::of_journey(&visitor.journey.browser, &visitor.journey.id)
}

/// How many review tasks there are.
async fn tasks(world: &World) -> usize {
    world.items(Table::Tasks).await.iter().filter(|item| item["sk"] == "TASK").count()
}

/// What the messages of the outbox say.
async fn messages(world: &World) -> Vec<Value> {
    let mut items = world.items(Table::Outbox).await;
    items.retain(|item| item["sk"] == "MESSAGE");
    items.into_iter().map(|mut item| item["message"].take()).collect()
}

#[tokio::test]
async fn the_answers_are_played_back_with_a_way_to_change_each() {
    let world = World::new().await;
    let visitor = world.visitor(checking_answers()).await;

    let page = ask(&function(&world), visitor.get(CHECK)).await;

    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.heading(), "Check your answers before asking us to look");
    for answer in ["Anne Smith", "1 May 1990", "anne@example.com", "AB 12 34 56 C", "7654321"] {
        assert!(page.text().contains(answer), "{answer}");
    }
    for way in ["/national-insurance-number", "/trn", "/continue"] {
        assert!(page.links_to(&visitor.path(way)), "{way}");
    }
}

#[tokio::test]
async fn a_request_raises_one_task_and_tells_the_person() {
    let world = World::new().await;
    world.prove(&anne()).await;
    let visitor = world.visitor(checking_answers()).await;
    let router = function(&world);

    let answer = ask(&router, visitor.post(CHECK, &[("csrf", &token(&visitor))])).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), visitor.path(SENT));
    let open = world.user(&anne().user.subject).await.open.unwrap();
    let OpenWork::Task { kind, reference, asked_on, due, .. } = &open else { panic!("{open:?}") };
    assert_eq!(*kind, ReviewKind::RecordNotFound);
    assert_eq!((asked_on.to_string(), due.to_string()), ("2026-04-01".into(), "2026-04-10".into()));
    let items = world.items(Table::Tasks).await;
    let task = items.iter().find(|item| item["sk"] == "TASK").unwrap();
    assert_eq!(task["progress"]["progress"], "in_review");
    assert_eq!(task["reference"], reference.as_str());
    assert_eq!(task["answers"]["trn"], "7654321");
    let outbox = messages(&world).await;
    let raised = outbox.iter().find_map(|each| each.get("review_raised")).unwrap();
    assert_eq!(raised["task"], task["id"]);
    let email = outbox.iter().find_map(|each| each.get("email")).unwrap();
    assert_eq!(email["notice"]["notice"], "request_received");
    assert!(!outbox.iter().any(|each| each.to_string().contains("anne@")), "ids alone");
    let audit = world.items(Table::Audit).await;
    assert!(audit.iter().any(|event| event["what"] == "SupportAsked"));

    let sent = ask(&router, visitor.get(SENT)).await;
    assert_eq!(sent.status, StatusCode::OK);
    assert_eq!(sent.heading(), "Request sent");
    for told in [reference.as_str(), "a•••@example.com", "Friday 10 April"] {
        assert!(sent.text().contains(told), "{told}: {}", sent.text());
    }
    assert!(sent.links_to(&visitor.path("/continue")));
}

#[tokio::test]
async fn somebody_who_waits_already_raises_no_second_task() {
    let world = World::new().await;
    let before = world.ask_support(&anne()).await;
    let visitor = world.visitor(checking_answers()).await;

    let answer = ask(&function(&world), visitor.post(CHECK, &[("csrf", &token(&visitor))])).await;

    assert_eq!(answer.location(), visitor.path("/checking-your-details"));
    assert_eq!(world.user(&anne().user.subject).await, before);
    assert_eq!(tasks(&world).await, 1);
}

#[tokio::test]
async fn somebody_whose_record_was_found_meanwhile_raises_none() {
    let world = World::new().await;
    world.link(&anne(), people::trn("1234567")).await;
    let visitor = world.visitor(checking_answers()).await;

    let answer = ask(&function(&world), visitor.post(CHECK, &[("csrf", &token(&visitor))])).await;

    assert_eq!(answer.location(), visitor.path("/continue"));
    assert_eq!(tasks(&world).await, 0);
}

#[tokio::test]
async fn two_tabs_of_one_person_raise_one_task() {
    let world = World::new().await;
    world.prove(&anne()).await;
    let [one, two] =
        [world.visitor(checking_answers()).await, world.visitor(checking_answers()).await];
    let router = function(&world);

    let send = async |visitor: &Visitor| {
        ask(&router, visitor.post(CHECK, &[("csrf", &token(visitor))])).await
    };
    let (first, second) = tokio::join!(send(&one), send(&two));

    let mut pages = [
        first.location().rsplit('/').next().unwrap().to_owned(),
        second.location().rsplit('/').next().unwrap().to_owned(),
    ];
    pages.sort();
    assert_eq!(pages, ["checking-your-details", "request-sent"]);
    assert_eq!(tasks(&world).await, 1);
    assert_eq!(messages(&world).await.len(), 2, "one task, one email");
}

#[tokio::test]
async fn the_pages_open_for_the_browser_they_belong_to_alone() {
    let world = World::new().await;
    laws::only_its_browser_opens(&world, &function(&world), checking_answers(), CHECK).await;
    laws::only_its_browser_opens(&world, &function(&world), support_asked(), SENT).await;
}

#[tokio::test]
async fn whoever_is_elsewhere_is_sent_there() {
    let world = World::new().await;
    let router = function(&world);
    let checks = |stage: &Stage| matches!(stage, Stage::CheckingAnswers { .. });
    laws::others_are_sent_to_where_they_are(&world, &router, CHECK, Some(token), checks).await;
    let sent = |stage: &Stage| matches!(stage, Stage::SupportAsked { .. });
    laws::others_are_sent_to_where_they_are(&world, &router, SENT, None, sent).await;
}

#[tokio::test]
async fn a_form_counts_from_our_page_alone() {
    let world = World::new().await;
    let visitor = world.visitor(checking_answers()).await;
    let (router, token) = (function(&world), token(&visitor));
    laws::only_our_form_counts(&world, &router, &visitor, CHECK, &token, &[]).await;
    assert_eq!(tasks(&world).await, 1, "ours");
}

#[tokio::test]
async fn a_failing_store_loses_nothing() {
    let world = World::new().await;
    let visitor = world.visitor(checking_answers()).await;
    let fields = [("csrf", &*token(&visitor))];
    laws::a_failing_store_loses_nothing(&world, &function(&world), &visitor, CHECK, &fields).await;
    assert_eq!(tasks(&world).await, 1);
}

#[tokio::test]
async fn a_request_whose_answer_was_lost_is_there_once() {
    let world = World::new().await;
    let visitor = world.visitor(checking_answers()).await;
    let (router, token) = (function(&world), token(&visitor));
    let fields = [("csrf", token.as_str())];

    laws::a_lost_answer_is_looked_up_again(&world, &router, &visitor, CHECK, &fields, SENT).await;

    assert_eq!(tasks(&world).await, 1);
}

#[tokio::test]
async fn a_form_sent_twice_counts_once() {
    let world = World::new().await;
    let visitor = world.visitor(checking_answers()).await;
    let (router, token) = (function(&world), token(&visitor));
    let fields = [("csrf", token.as_str())];

    laws::a_form_counts_once(&world, &router, &visitor, CHECK, &fields, SENT).await;

    assert_eq!(tasks(&world).await, 1);
    assert_eq!(messages(&world).await.len(), 2, "one task, one email");
}

#[tokio::test]
async fn whoever_was_settled_after_they_asked_goes_on_to_the_service() {
    let world = World::new().await;
    let visitor = world.visitor(support_asked()).await;
    world.link(&anne(), people::trn("1234567")).await;

    let answer = ask(&function(&world), visitor.get("/request-sent")).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), visitor.path("/continue"));
}

#[tokio::test]
async fn whoever_waits_for_something_else_by_now_is_taken_there() {
    let world = World::new().await;
    let visitor = world.visitor(support_asked()).await;
    let open = world.ask_support(&anne()).await.open;

    let answer = ask(&function(&world), visitor.get(SENT)).await;

    assert_eq!(answer.location(), visitor.path("/checking-your-details"));
    let Stage::Held { work, .. } = world.now(&visitor).await.stage else { panic!("she waits") };
    assert_eq!(Some(work), open);
}
