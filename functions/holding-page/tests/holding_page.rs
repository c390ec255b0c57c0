//! The holding page, over HTTP and over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::{Router, http::StatusCode};
use dynamodb::Table;
use holding_page::{HoldingPage, router};
use identity::CallingService;
use jiff::SignedDuration;
use journey::{Arrival, OpenWork, Reason, ReviewKind, Ruling, Stage, TrnOrigin, Wanted};
use ports::Guesses;
use testing::{
    Visitor, World,
    asking::{Answer, ask, request},
    journeys::{anne, done, needs_a_record},
    laws, people,
};
use web::{Deployment, Walk, csrf};

const PAGE: &str = "/checking-your-details";

fn function(world: &World) -> Router {
    let store = world.store();
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
    router(HoldingPage {
        walk: Walk { deployment, journeys: store.journeys(), users: store.users() },
        reviews: store.reviews(),
        teachers: store.teachers(),
        guesses: store.guesses(),
        clients: store.clients(),
    })
}

/// Anne, whose TRN request is held.
async fn anne_waits(world: &World) -> Visitor {
    world.waiting(needs_a_record(), ReviewKind::PossibleDuplicate).await
}

#[tokio::test]
async fn the_page_says_what_is_being_decided() {
    for (kind, heading) in [
        (ReviewKind::PossibleDuplicate, "We need to check your details before giving you a TRN"),
        (ReviewKind::TwoRecords, "We need to check which teaching record is yours"),
        (ReviewKind::RecordNotFound, "We are still looking into your request"),
    ] {
        let world = World::new().await;
        let visitor = world.waiting(needs_a_record(), kind).await;

        let page = ask(&function(&world), visitor.get(PAGE)).await;

        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.heading(), heading);
        for told in ["TRN-7K4M-92QX", "Wednesday 1 April", "Friday 10 April", "a•••@example.com"]
        {
            assert!(page.text().contains(told), "{told}: {}", page.text());
        }
        assert!(page.links_to(&visitor.path("/continue")));
        assert_eq!(world.now(&visitor).await, visitor.journey, "looking changes nothing");
    }
}

#[tokio::test]
async fn a_visit_asks_the_store_as_little_as_is_documented() {
    let world = World::new().await;
    let visitor = anne_waits(&world).await;
    world.engine().calls().forget();

    ask(&function(&world), visitor.get(PAGE)).await;

    world.engine().calls().are_as_documented("holding-page, GET");
}

#[tokio::test]
async fn a_service_that_lets_people_in_meanwhile_is_told_apart() {
    for (allow_pending, told) in [
        (true, "You can use Register for an NPQ while you wait."),
        (false, "You may not be able to use Register for an NPQ until then."),
    ] {
        let world = World::new().await;
        let service = CallingService { allow_pending, ..needs_a_record() };
        let visitor = world.waiting(service, ReviewKind::PossibleDuplicate).await;

        let page = ask(&function(&world), visitor.get(PAGE)).await;

        assert!(page.text().contains(told), "{}", page.text());
    }
}

#[tokio::test]
async fn a_promise_is_broken_from_the_day_after_in_england() {
    let world = World::new().await;
    // Half past eleven at night on the promised day, in London.
    let asked = anne_waits(&world).await;
    world.clock().advance(SignedDuration::from_hours(9 * 24 + 13) + SignedDuration::from_mins(30));
    let visitor = world.visitor(asked.journey.stage).await;
    let router = function(&world);

    let that_night = ask(&router, visitor.get(PAGE)).await;
    assert_eq!(that_night.heading(), "We need to check your details before giving you a TRN");

    // Past midnight there, and not yet in Greenwich.
    world.clock().advance(SignedDuration::from_mins(31));
    let after = ask(&router, visitor.get(PAGE)).await;
    assert_eq!(after.status, StatusCode::OK);
    assert_eq!(after.heading(), "This is taking longer than we said");
}

#[tokio::test]
async fn whoever_is_settled_goes_straight_on() {
    let world = World::new().await;
    let visitor = anne_waits(&world).await;
    let router = function(&world);
    assert_eq!(ask(&router, visitor.get(PAGE)).await.status, StatusCode::OK);

    let linked = world.link(&anne(), people::trn("1234567")).await;
    let answer = ask(&router, visitor.get(PAGE)).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), visitor.path("/continue"));
    let stage = done(Arrival::KnownAlready(TrnOrigin::Found));
    assert_eq!(world.now(&visitor).await.stage, stage);
    assert_eq!(world.user(&anne().user.subject).await, linked, "nobody is joined twice");
}

#[tokio::test]
async fn whoever_waits_for_something_else_by_now_is_taken_there_and_what_was_decided_stays_decided()
{
    let world = World::new().await;
    // One tab waits for what was refused since. In another she has asked for something else.
    let old = anne_waits(&world).await;
    let refused = world.decide(&anne(), Ruling::Refuse(Reason::NoRecord)).await;
    let user = world.ask_support(&anne()).await;
    let tasks = world.items(Table::Tasks).await;

    let added = add(&world, &old, "7654321").await;
    let page = ask(&function(&world), old.get(PAGE)).await;

    assert_eq!(world.items(Table::Tasks).await, tasks, "nothing is opened again");
    assert_eq!(added.location(), old.path(PAGE));
    assert_eq!(page.heading(), "We are still looking into your request");
    assert!(page.text().contains("TRN-AAAA-BBBB"), "{}", page.text());
    assert_ne!(user.open.as_ref().map(OpenWork::task), Some(refused));
    assert_eq!(world.user(&anne().user.subject).await, user);
}

#[tokio::test]
async fn a_failing_store_asks_to_wait_and_loses_nothing() {
    let world = World::new().await;
    let visitor = anne_waits(&world).await;
    world.link(&anne(), people::trn("1234567")).await;
    let router = function(&world);
    let meddling = world.engine().meddling();

    meddling.refuse_next("AccessDeniedException");
    let unread = ask(&router, visitor.get(PAGE)).await;
    meddling.spare_reads();
    meddling.refuse_next("AccessDeniedException");
    let unwritten = ask(&router, visitor.get(PAGE)).await;

    for answer in [unread, unwritten] {
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header("retry-after"), Some("60"));
        assert!(answer.links_to(&visitor.path(PAGE)), "it says where to try again");
    }
    assert_eq!(world.now(&visitor).await, visitor.journey);
    assert_eq!(ask(&router, visitor.get(PAGE)).await.location(), visitor.path("/continue"));
}

#[tokio::test]
async fn the_page_opens_for_the_browser_it_belongs_to_alone() {
    let world = World::new().await;
    let stage = anne_waits(&world).await.journey.stage;
    laws::only_its_browser_opens(&world, &function(&world), stage, PAGE).await;
}

#[tokio::test]
async fn whoever_is_elsewhere_is_sent_there() {
    let world = World::new().await;
    let router = function(&world);
    let is_here = |stage: &Stage| matches!(stage, Stage::Held { .. });
    laws::others_are_sent_to_where_they_are(&world, &router, PAGE, None, is_here).await;
}

#[tokio::test]
async fn nothing_can_be_sent_to_it() {
    let world = World::new().await;
    let visitor = anne_waits(&world).await;

    let refused = request("POST", &visitor.path(PAGE), None);
    let answer = ask(&function(&world), refused).await;

    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.header("allow"), Some("GET,HEAD"));
}

#[tokio::test]
async fn a_number_given_while_waiting_is_a_guess_and_counts_unless_it_is_right() {
    let world = World::new().await;
    world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;
    let visitor = anne_waits(&world).await;
    let guesses = async || {
        let standing = world.store().standing(&anne().user.subject, &[]).await.unwrap();
        standing.user.at.len()
    };

    let wrong = add(&world, &visitor, "7654321").await;
    assert_eq!(wrong.location(), visitor.path(PAGE));
    assert_eq!(guesses().await, 1);
    let same_again = add(&world, &visitor, "7654321").await;
    assert_eq!(same_again.location(), visitor.path(PAGE));
    assert_eq!(guesses().await, 1);

    let right = add(&world, &visitor, "1234567").await;

    assert_eq!(right.location(), visitor.path("/found"));
    assert_eq!(guesses().await, 1);
}

#[tokio::test]
async fn whoever_has_guessed_too_often_tells_support_staff_and_nothing_is_looked_up() {
    let world = World::new().await;
    world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;
    let visitor = anne_waits(&world).await;
    world.use_up_guesses(&anne().user.subject).await;

    let answer = add(&world, &visitor, "1234567").await;

    assert_eq!(answer.location(), visitor.path(PAGE));
    assert!(world.user(&anne().user.subject).await.link.is_none());
    let tasks = world.items(Table::Tasks).await;
    let task = tasks.iter().find(|task| task["sk"] == "TASK").unwrap();
    assert_eq!(task["answers"]["trn"], "1234567", "support staff have it: {task:#}");
}

/// Gives a TRN while waiting.
async fn add(world: &World, visitor: &Visitor, trn: &str) -> Answer {
    let csrf = csrf::of_journey(&visitor.journey.browser, &visitor.journey.id);
    let form = visitor.post("/more-information", &[("trn", trn), ("csrf", &csrf)]);
    ask(&function(world), form).await
}

#[tokio::test]
async fn an_answer_is_kept_although_staff_moved_the_task_meanwhile() {
    let world = World::new().await;
    let visitor = anne_waits(&world).await;
    let wanted = Wanted::new(false, false, true).unwrap();
    let task = world.decide(&anne(), Ruling::Ask(wanted)).await;
    let token = csrf::of_journey(&visitor.journey.browser, &visitor.journey.id);
    let form = [("csrf", token.as_str()), ("previous_last_name", "Jones")];
    // As if the task had been written between our look at it and our step.
    let meddling = world.engine().meddling();
    meddling.spare_reads();
    meddling.collide_next("TASK#");

    let answer = ask(&function(&world), visitor.post("/more-information", &form)).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let kept = world.store().reviews().task(&task).await.unwrap().unwrap();
    assert_eq!(kept.previous_last_name.as_deref(), Some("Jones"));
}
