//! Guesses at TRNs, over HTTP and over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

use axum::{Router, http::StatusCode};
use jiff::SignedDuration;
use journey::Stage;
use ports::{GuessedNumber, Guesses};
use testing::{
    Visitor, World,
    asking::{Answer, ask},
    journeys::{anne, asking_trn, checking_answers, may_allocate, needs_a_record, requesting_trn},
    people,
};
use trn_lookup::{TrnLookup, router};
use web::{Deployment, Walk, csrf};

const PAGE: &str = "/trn";
const ANNES: &str = "1234567";

fn function(world: &World) -> Router {
    let store = world.store();
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
    let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
    router(TrnLookup { walk, teachers: store.teachers(), guesses: store.guesses() })
}

async fn send(world: &World, visitor: &Visitor, fields: &[(&str, &str)]) -> Answer {
    let token = csrf::of_journey(&visitor.journey.browser, &visitor.journey.id);
    let fields: Vec<_> = fields.iter().copied().chain([("csrf", token.as_str())]).collect();
    ask(&function(world), visitor.post(PAGE, &fields)).await
}

async fn give(world: &World, visitor: &Visitor, trn: &str) -> Answer {
    send(world, visitor, &[("have_trn", "yes"), ("trn", trn)]).await
}

async fn keep_annes_record(world: &World, nino: Option<&str>) {
    let mut record = people::record(ANNES, "Anne Smith", "1990-05-01");
    record.ninos.extend(nino.map(people::nino));
    world.keep(&record).await;
    world.prove(&anne()).await;
}

async fn counted(world: &World) -> usize {
    world.store().standing(&anne().user.subject, &[]).await.unwrap().user.at.len()
}

#[tokio::test]
async fn the_eleventh_guess_of_a_day_waits_and_the_way_on_stays_open() {
    for (service, answer, next) in
        [(needs_a_record(), "no", "/check-answers"), (may_allocate(), "unknown", "/request-a-trn")]
    {
        let world = World::new().await;
        keep_annes_record(&world, None).await;
        for number in 0..10 {
            let visitor = world.visitor_from(service.clone(), asking_trn()).await;
            let miss = give(&world, &visitor, &format!("90000{number:02}")).await;
            assert_eq!(miss.location(), visitor.path("/check-answers"));
        }
        let visitor = world.visitor_from(service, asking_trn()).await;

        let wait = give(&world, &visitor, ANNES).await;

        assert_eq!(wait.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(wait.heading(), "Wait before you try again");
        assert_eq!(wait.header("retry-after"), Some("86400"));
        assert_eq!(world.now(&visitor).await, visitor.journey);
        let hidden = format!(r#"name="have_trn" value="{answer}""#);
        assert!(wait.body.contains(&hidden), "{}", wait.body);
        let on = send(&world, &visitor, &[("have_trn", answer)]).await;
        assert_eq!(on.location(), visitor.path(next));

        world.clock().advance(SignedDuration::from_hours(24));
        let again = world.visitor(asking_trn()).await;
        assert_eq!(give(&world, &again, ANNES).await.location(), again.path("/found"));
    }
}

#[tokio::test]
async fn whoever_changes_an_answer_can_keep_the_one_they_gave() {
    let world = World::new().await;
    world.use_up_guesses(&anne().user.subject).await;
    for (stage, here) in
        [(checking_answers(), "/check-answers"), (requesting_trn(), "/request-a-trn")]
    {
        let visitor = world.visitor_from(may_allocate(), stage).await;

        let wait = give(&world, &visitor, ANNES).await;

        assert_eq!(wait.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(wait.links_to(&visitor.path(here)));
        assert_eq!(world.now(&visitor).await, visitor.journey);
    }
}

#[tokio::test]
async fn a_malformed_number_no_number_and_a_match_never_count() {
    let world = World::new().await;
    keep_annes_record(&world, None).await;
    for typed in ["", "12", "0000000", "12345678"] {
        let visitor = world.visitor(asking_trn()).await;
        let answer = give(&world, &visitor, typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let visitor = world.visitor(asking_trn()).await;
    assert_eq!(send(&world, &visitor, &[("have_trn", "no")]).await.status, StatusCode::SEE_OTHER);

    let visitor = world.visitor(asking_trn()).await;
    assert_eq!(give(&world, &visitor, ANNES).await.location(), visitor.path("/found"));

    assert_eq!(counted(&world).await, 0);
}

#[tokio::test]
async fn two_records_do_not_count() {
    let world = World::new().await;
    keep_annes_record(&world, None).await;
    let mut other = people::record("7654321", "Anne Smith", "1990-05-01");
    other.ninos.push(people::nino("AB123456C"));
    world.keep(&other).await;
    let visitor = world.visitor(asking_trn()).await;

    let held = give(&world, &visitor, ANNES).await;

    assert_eq!(held.location(), visitor.path("/checking-your-details"));
    assert_eq!(counted(&world).await, 0);
}

#[tokio::test]
async fn a_trn_that_is_left_to_staff_looks_like_one_of_nobody() {
    let world = World::new().await;
    keep_annes_record(&world, None).await;
    world.leave_to_staff(&GuessedNumber::from(&people::trn(ANNES))).await;
    let [hers, nobodys] = [world.visitor(asking_trn()).await, world.visitor(asking_trn()).await];

    let hidden = give(&world, &hers, ANNES).await;
    let missed = give(&world, &nobodys, "1234568").await;

    assert_eq!((hidden.status, &hidden.body), (missed.status, &missed.body));
    assert_eq!(hidden.location(), hers.path("/check-answers"));
    let Stage::CheckingAnswers { answers, .. } = world.now(&hers).await.stage else {
        panic!("not there")
    };
    assert_eq!(answers.trn, Some(people::trn(ANNES)), "support staff will see it");
    assert!(world.user(&anne().user.subject).await.link.is_none());
}

#[tokio::test]
async fn a_nino_that_is_left_to_staff_matches_on_no_later_page() {
    let world = World::new().await;
    world.prove(&anne()).await;
    world.leave_to_staff(&GuessedNumber::from(&people::nino("AB123456C"))).await;
    keep_annes_record(&world, Some("AB123456C")).await;

    for (fields, next) in [
        (vec![("have_trn", "no")], "/check-answers"),
        // The TRN alone would do; but the match rests on both.
        (vec![("have_trn", "yes"), ("trn", ANNES)], "/check-answers"),
    ] {
        let visitor = world.visitor(asking_trn()).await;
        let answer = send(&world, &visitor, &fields).await;
        assert_eq!(answer.location(), visitor.path(next), "{fields:?}");
    }
    assert!(world.user(&anne().user.subject).await.link.is_none());
}
