//! "Do you have a National Insurance number?", over HTTP and over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::{Router, http::StatusCode};
use dynamodb::Table;
use journey::{Arrival, MatchedOn, NinoAnswer, Stage, TrnOrigin};
use nino_lookup::{NinoLookup, router};
use testing::{
    Visitor, World,
    asking::ask,
    journeys::{anne, asking_nino, asking_trn, checking_answers, done, found, may_allocate, nino},
    laws, people,
};
use web::{Deployment, Walk, csrf};

const PAGE: &str = "/national-insurance-number";
const GIVEN: [(&str, &str); 2] = [("have_nino", "yes"), ("nino", "ab 12 34 56 c")];

fn function(world: &World) -> Router {
    let store = world.store();
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
    let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
    router(NinoLookup { walk, teachers: store.teachers(), guesses: store.guesses() })
}

fn token(visitor: &Visitor) -> String {
    csrf::of_journey(&visitor.journey.browser, &visitor.journey.id)
}

/// What is sent with these fields from the page itself.
async fn send(
    router: &Router,
    visitor: &Visitor,
    fields: &[(&str, &str)],
) -> testing::asking::Answer {
    let token = token(visitor);
    let fields: Vec<_> = fields.iter().copied().chain([("csrf", token.as_str())]).collect();
    ask(router, visitor.post(PAGE, &fields)).await
}

/// The register: Anne's record has her NINO.
async fn keep_annes_record(world: &World) {
    let mut record = people::record("1234567", "Anne Smith", "1990-05-01");
    record.ninos.push(people::nino("AB123456C"));
    world.keep(&record).await;
}

#[tokio::test]
async fn the_question_is_asked_with_nothing_filled_in() {
    let world = World::new().await;
    let visitor = world.visitor(asking_nino()).await;

    let page = ask(&function(&world), visitor.get(PAGE)).await;

    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.heading(), "Do you have a National Insurance number?");
    assert_eq!(page.value("nino"), None);
    assert_eq!(page.chosen("have_nino"), None);
    assert_eq!(page.value("csrf"), Some(token(&visitor).as_str()));
    assert!(page.text().contains("Register for an NPQ"), "it names the service");
}

#[tokio::test]
async fn a_number_that_finds_the_record_joins_it_to_the_person() {
    let world = World::new().await;
    keep_annes_record(&world).await;
    world.prove(&anne()).await;
    let visitor = world.visitor(asking_nino()).await;

    let answer = send(&function(&world), &visitor, &GIVEN).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), visitor.path("/found"));
    let arrival = Arrival::Found { matched_on: MatchedOn::Nino, merged_from: None };
    assert_eq!(world.now(&visitor).await.stage, done(arrival));
    let link = world.user(&anne().user.subject).await.link.unwrap();
    assert_eq!((link.trn, link.origin), (people::trn("1234567"), TrnOrigin::Found));
    let audit = world.items(Table::Audit).await;
    let event = audit.iter().find(|event| event["what"] == "FoundByNino").unwrap();
    assert_eq!(event["trn"], "1234567");
    assert_eq!(event["journey"], visitor.journey.id.as_str());
}

#[tokio::test]
async fn a_miss_is_the_next_question_and_the_answer_is_kept() {
    let world = World::new().await;
    let before = world.prove(&anne()).await;
    let audited = world.items(Table::Audit).await.len();
    for (fields, kept, chosen, typed) in [
        (GIVEN.to_vec(), nino(), "yes", Some("AB 12 34 56 C")),
        (vec![("have_nino", "not_now")], NinoAnswer::NotNow, "not_now", None),
        (vec![("have_nino", "no")], NinoAnswer::None, "no", None),
    ] {
        let router = function(&world);
        let visitor = world.visitor(asking_nino()).await;

        let answer = send(&router, &visitor, &fields).await;

        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), visitor.path("/trn"));
        let stage = world.now(&visitor).await.stage;
        assert_eq!(stage, Stage::AskingTrn { person: anne(), nino: kept, lately: None });
        let again = ask(&router, visitor.get(PAGE)).await;
        assert_eq!(again.chosen("have_nino"), Some(chosen));
        assert_eq!(again.value("nino"), typed);
    }
    assert_eq!(world.user(&anne().user.subject).await, before);
    assert_eq!(world.items(Table::Audit).await.len(), audited);
}

#[tokio::test]
async fn a_record_under_another_name_looks_like_none() {
    let world = World::new().await;
    let mut record = people::record("1234567", "Beatrice Jones", "1971-02-03");
    record.ninos.push(people::nino("AB123456C"));
    world.keep(&record).await;
    let [with, without] = [world.visitor(asking_nino()).await, world.visitor(asking_nino()).await];
    let router = function(&world);

    let there = send(&router, &with, &GIVEN).await;
    let nowhere = send(&router, &without, &[("have_nino", "yes"), ("nino", "AB123457C")]).await;

    assert_eq!((there.status, there.body), (nowhere.status, nowhere.body));
    assert_eq!(there.headers["location"], with.path("/trn"));
    assert_eq!(nowhere.headers["location"], without.path("/trn"));
}

#[tokio::test]
async fn an_answer_that_will_not_do_is_kept_and_nothing_moves() {
    let world = World::new().await;
    let router = function(&world);
    let visitor = world.visitor(asking_nino()).await;
    for (fields, message) in [
        (vec![], "Select whether you have a National Insurance number"),
        (vec![("have_nino", "maybe")], "Select whether you have a National Insurance number"),
        (vec![("have_nino", "yes")], "Enter your National Insurance number"),
        (
            vec![("have_nino", "yes"), ("nino", "AB12345<6\"C")],
            "Enter a National Insurance number in the correct format",
        ),
    ] {
        let answer = send(&router, &visitor, &fields).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.error().as_deref(), Some(message));
        assert!(answer.body.contains("<title>Error: "), "{}", answer.body);
        assert!(!answer.body.contains("AB12345<6"), "what was typed is data");
        assert_eq!(world.now(&visitor).await, visitor.journey);
    }
    let typed = send(&router, &visitor, &[("have_nino", "yes"), ("nino", "AB 1")]).await;
    assert_eq!((typed.value("nino"), typed.chosen("have_nino")), (Some("AB 1"), Some("yes")));
}

#[tokio::test]
async fn the_same_answer_again_is_not_looked_up_again() {
    let world = World::new().await;
    let visitor = world.visitor(asking_trn()).await;
    // Filed since.
    keep_annes_record(&world).await;

    let answer = send(&function(&world), &visitor, &GIVEN).await;

    assert_eq!(answer.location(), visitor.path("/trn"));
    assert_eq!(world.now(&visitor).await, visitor.journey);
}

#[tokio::test]
async fn a_number_changed_while_checking_answers_is_looked_up_with_the_trn() {
    let world = World::new().await;
    let router = function(&world);
    let visitor = world.visitor(checking_answers()).await;
    assert!(ask(&router, visitor.get(PAGE)).await.links_to(&visitor.path("/check-answers")));

    let missed = send(&router, &visitor, &[("have_nino", "yes"), ("nino", "AB123457C")]).await;
    assert_eq!(missed.location(), visitor.path("/check-answers"));

    // Her NINO leads to one record and the TRN that she gave to another.
    keep_annes_record(&world).await;
    world.keep(&people::record("7654321", "Anne Smith", "1990-05-01")).await;
    world.prove(&anne()).await;
    let two = send(&router, &visitor, &GIVEN).await;

    assert_eq!(two.location(), visitor.path("/checking-your-details"));
    let open = world.user(&anne().user.subject).await.open.unwrap();
    let tasks = world.items(Table::Tasks).await;
    let task = tasks.iter().find(|task| task["sk"] == "TASK").unwrap();
    assert_eq!(task["kind"], "two_records");
    assert_eq!(task["reference"], open.reference().as_str());
    let outbox = world.items(Table::Outbox).await;
    let messages = outbox.iter().filter(|item| item["sk"] == "MESSAGE");
    assert_eq!(messages.count(), 2, "to the queue, and to the person");
}

#[tokio::test]
async fn what_was_settled_elsewhere_is_not_settled_again() {
    let world = World::new().await;
    keep_annes_record(&world).await;
    let router = function(&world);
    let [linked, asked] = [world.visitor(asking_nino()).await, world.visitor(asking_nino()).await];

    world.ask_support(&anne()).await;
    let answer = send(&router, &asked, &GIVEN).await;
    assert_eq!(answer.location(), asked.path("/checking-your-details"));
    assert!(world.user(&anne().user.subject).await.link.is_none());

    let before = world.link(&anne(), people::trn("7777777")).await;
    let answer = send(&router, &linked, &GIVEN).await;
    assert_eq!(answer.location(), linked.path("/continue"));
    assert_eq!(world.user(&anne().user.subject).await, before);
}

#[tokio::test]
async fn the_page_opens_for_the_browser_it_belongs_to_alone() {
    let world = World::new().await;
    laws::only_its_browser_opens(&world, &function(&world), asking_nino(), PAGE).await;
}

#[tokio::test]
async fn whoever_is_elsewhere_is_sent_there() {
    let world = World::new().await;
    let is_here = |stage: &Stage| {
        matches!(
            stage,
            Stage::AskingNino { .. }
                | Stage::AskingTrn { .. }
                | Stage::CheckingAnswers { .. }
                | Stage::RequestingTrn { .. }
        )
    };
    let router = function(&world);
    laws::others_are_sent_to_where_they_are(&world, &router, PAGE, Some(token), is_here).await;
}

#[tokio::test]
async fn a_form_counts_from_our_page_alone() {
    let world = World::new().await;
    let visitor = world.visitor(asking_nino()).await;
    let (router, token) = (function(&world), token(&visitor));
    laws::only_our_form_counts(&world, &router, &visitor, PAGE, &token, &GIVEN).await;
}

#[tokio::test]
async fn a_failing_store_loses_nothing() {
    let world = World::new().await;
    let visitor = world.visitor_from(may_allocate(), asking_nino()).await;
    let token = token(&visitor);
    let fields = [GIVEN[0], GIVEN[1], ("csrf", token.as_str())];
    laws::a_failing_store_loses_nothing(&world, &function(&world), &visitor, PAGE, &fields).await;
}

#[tokio::test]
async fn a_link_whose_answer_was_lost_is_there_once() {
    let world = World::new().await;
    keep_annes_record(&world).await;
    world.prove(&anne()).await;
    let visitor = world.visitor(asking_nino()).await;
    let (router, token) = (function(&world), token(&visitor));
    let fields = [GIVEN[0], GIVEN[1], ("csrf", token.as_str())];

    // The guess is counted before; the answer that is lost is that of the step.
    world.engine().meddling().pass_next();
    laws::a_lost_answer_is_looked_up_again(&world, &router, &visitor, PAGE, &fields, "/found")
        .await;

    assert_eq!(world.now(&visitor).await.stage, found());
    assert_eq!(world.user(&anne().user.subject).await.version, 2, "proved, then linked");
}

#[tokio::test]
async fn a_form_sent_twice_counts_once() {
    let world = World::new().await;
    keep_annes_record(&world).await;
    world.prove(&anne()).await;
    let visitor = world.visitor(asking_nino()).await;
    let (router, token) = (function(&world), token(&visitor));
    let fields = [GIVEN[0], GIVEN[1], ("csrf", token.as_str())];

    laws::a_form_counts_once(&world, &router, &visitor, PAGE, &fields, "/found").await;

    assert_eq!(world.user(&anne().user.subject).await.version, 2, "proved, then linked");
}

#[tokio::test]
async fn other_methods_and_paths_have_their_pages() {
    let world = World::new().await;
    let router = function(&world);
    let visitor = world.visitor(asking_nino()).await;

    let deleted = testing::asking::request("DELETE", &visitor.path(PAGE), None);
    let refused = ask(&router, deleted).await;
    assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(refused.header("allow"), Some("GET,HEAD,POST"));
    assert_eq!(refused.heading(), "You cannot open this page in that way");

    let nowhere = ask(&router, visitor.get("/nowhere")).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert_eq!(nowhere.heading(), "Page not found");
}
