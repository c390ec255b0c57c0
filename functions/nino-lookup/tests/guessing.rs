//! Guesses at National Insurance numbers, over HTTP and over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use axum::{Router, http::StatusCode};
use dynamodb::Table;
use identity::{OneLoginUser, Person};
use jiff::SignedDuration;
use journey::{NinoAnswer, Stage};
use nino_lookup::{NinoLookup, router};
use ports::{GuessedNumber, Guesses};
use testing::{
    Visitor, World,
    asking::{Answer, ask},
    journeys::{anne, asking_nino, checking_answers, may_allocate, needs_a_record},
    people,
};
use web::{Deployment, Walk, csrf};

const PAGE: &str = "/national-insurance-number";
const ANNES: &str = "AB123456C";
const WAIT: &str = "Wait before you try again";

fn function(world: &World) -> Router {
    let store = world.store();
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance()).unwrap();
    let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
    router(NinoLookup { walk, teachers: store.teachers(), guesses: store.guesses() })
}

async fn send(world: &World, visitor: &Visitor, fields: &[(&str, &str)]) -> Answer {
    let token = csrf::of_journey(&visitor.journey.browser, &visitor.journey.id);
    let fields: Vec<_> = fields.iter().copied().chain([("csrf", token.as_str())]).collect();
    ask(&function(world), visitor.post(PAGE, &fields)).await
}

async fn give(world: &World, visitor: &Visitor, nino: &str) -> Answer {
    send(world, visitor, &[("have_nino", "yes"), ("nino", nino)]).await
}

/// Anne in a new browser, on a new journey.
async fn afresh(world: &World) -> Visitor {
    world.visitor(asking_nino()).await
}

/// A number of nobody.
fn wrong(number: usize) -> String {
    format!("CE{number:06}A")
}

async fn keep_annes_record(world: &World) {
    let mut record = people::record("1234567", "Anne Smith", "1990-05-01");
    record.ninos.push(people::nino(ANNES));
    world.keep(&record).await;
    world.prove(&anne()).await;
}

/// How many of Anne's guesses count.
async fn counted(world: &World) -> usize {
    let standing = world.store().standing(&anne().user.subject, &[]).await.unwrap();
    standing.user.at.len()
}

#[tokio::test]
async fn the_eleventh_guess_of_a_day_waits_whatever_the_browser_journey_or_service() {
    let world = World::new().await;
    keep_annes_record(&world).await;
    for number in 0..10 {
        let service = if number % 2 == 0 { needs_a_record() } else { may_allocate() };
        let visitor = world.visitor_from(service, asking_nino()).await;
        let answer = give(&world, &visitor, &wrong(number)).await;
        assert_eq!(answer.location(), visitor.path("/trn"), "{number}");
    }

    let visitor = afresh(&world).await;
    let answer = give(&world, &visitor, ANNES).await;

    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.heading(), WAIT);
    assert_eq!(answer.header("retry-after"), Some("86400"));
    let when = "You can try again after 10:00am on 2 April 2026";
    assert!(answer.text().contains(when), "{}", answer.text());
    assert!(answer.links_to(&visitor.path("/continue")), "back to the service");
    assert_eq!(world.now(&visitor).await, visitor.journey);
    assert!(world.user(&anne().user.subject).await.link.is_none(), "her own number was not tried");

    world.clock().advance(SignedDuration::from_hours(24));
    let answer = give(&world, &afresh(&world).await, ANNES).await;
    assert!(answer.location().ends_with("/found"), "{}", answer.heading());
}

#[tokio::test]
async fn the_thirty_first_guess_of_thirty_days_waits() {
    let world = World::new().await;
    world.prove(&anne()).await;
    for day in 0..3 {
        for number in 0..10 {
            let answer = give(&world, &afresh(&world).await, &wrong(day * 10 + number)).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
        }
        world.clock().advance(SignedDuration::from_hours(24));
    }

    let answer = give(&world, &afresh(&world).await, ANNES).await;

    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), Some(&*(27 * 86_400).to_string()));
}

#[tokio::test]
async fn whoever_has_to_wait_can_go_on_without_a_number() {
    let world = World::new().await;
    world.prove(&anne()).await;
    world.use_up_guesses(&anne().user.subject).await;
    let visitor = afresh(&world).await;
    let wait = give(&world, &visitor, ANNES).await;
    assert!(wait.body.contains(r#"name="have_nino" value="not_now""#), "{}", wait.body);

    let on = send(&world, &visitor, &[("have_nino", "not_now")]).await;

    assert_eq!(on.location(), visitor.path("/trn"));
    let Stage::AskingTrn { nino, .. } = world.now(&visitor).await.stage else {
        panic!("not there")
    };
    assert_eq!(nino, NinoAnswer::NotNow);

    // Whoever changes an answer keeps those they gave.
    let visitor = world.visitor(checking_answers()).await;
    let wait = give(&world, &visitor, "CE234567A").await;
    assert_eq!(wait.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(wait.links_to(&visitor.path("/check-answers")));
    assert_eq!(world.now(&visitor).await, visitor.journey);
}

#[tokio::test]
async fn of_64_guesses_at_once_ten_are_looked_up() {
    let world = World::new().await;
    world.prove(&anne()).await;
    let mut visitors = Vec::new();
    for _ in 0..64 {
        visitors.push(afresh(&world).await);
    }

    let numbers: Vec<String> = (0..64).map(wrong).collect();
    let answers = visitors.iter().zip(&numbers).map(|(visitor, nino)| give(&world, visitor, nino));
    let answers = futures_util::future::join_all(answers).await;

    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 10, "{statuses:?}");
    let kinds: BTreeSet<u16> = statuses.into_iter().collect();
    assert_eq!(kinds, BTreeSet::from([303, 429]));
}

#[tokio::test]
async fn what_cannot_be_a_number_and_no_number_never_count() {
    let world = World::new().await;
    world.prove(&anne()).await;
    let visitor = afresh(&world).await;
    for typed in ["", "banana", "AB12345", "BG123456C", "TN010190M", "QQ123456C"].repeat(3) {
        let answer = give(&world, &visitor, typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    for answer in ["no", "not_now"].repeat(6) {
        let answer = send(&world, &visitor, &[("have_nino", answer)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }

    assert_eq!(counted(&world).await, 0);
}

#[tokio::test]
async fn a_match_does_not_count_not_even_when_it_is_sent_twice() {
    let world = World::new().await;
    keep_annes_record(&world).await;
    let visitor = afresh(&world).await;

    let (one, two) =
        tokio::join!(give(&world, &visitor, ANNES), give(&world, &visitor, "AB 12 34 56 C"));

    for answer in [one, two] {
        assert_eq!(answer.location(), visitor.path("/found"));
    }
    assert_eq!(counted(&world).await, 0);
    let number = GuessedNumber::from(&people::nino(ANNES));
    let standing =
        world.store().standing(&anne().user.subject, std::slice::from_ref(&number)).await.unwrap();
    assert!(standing.numbers[&number].at.is_empty());
}

#[tokio::test]
async fn a_match_that_two_records_stopped_does_not_count() {
    let world = World::new().await;
    keep_annes_record(&world).await;
    world.keep(&people::record("7654321", "Anne Smith", "1990-05-01")).await;
    let visitor = afresh(&world).await;

    let answer = give(&world, &visitor, ANNES).await;

    assert_eq!(answer.location(), visitor.path("/trn"));
    assert_eq!(counted(&world).await, 0);
}

#[tokio::test]
async fn a_miss_counts_even_if_its_step_is_lost() {
    let world = World::new().await;
    keep_annes_record(&world).await;
    let visitor = afresh(&world).await;
    world.engine().meddling().spare_reads();
    world.engine().meddling().pass_next();
    world.engine().meddling().refuse_next("AccessDeniedException");

    let answer = give(&world, &visitor, ANNES).await;

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(counted(&world).await, 1, "nobody knows what became of it: it stays counted");
}

#[tokio::test]
async fn without_a_count_nothing_is_looked_up() {
    let world = World::new().await;
    keep_annes_record(&world).await;
    let visitor = afresh(&world).await;
    world.engine().meddling().spare_reads();
    world.engine().meddling().refuse_next("AccessDeniedException");
    world.engine().calls().forget();

    let answer = give(&world, &visitor, ANNES).await;

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        world.engine().calls().reads(),
        2,
        "journey, user with what is counted: no register"
    );
    assert!(world.user(&anne().user.subject).await.link.is_none());
}

#[tokio::test]
async fn a_number_that_failed_ten_times_is_left_to_staff_for_three_days() {
    let world = World::new().await;
    keep_annes_record(&world).await;
    for each in 0..10 {
        let subject = format!("urn:fdc:gov.uk:2022:namesake-{each}").parse().unwrap();
        let identity = people::identity("Bea", "Jones", "1971-02-03");
        let user = OneLoginUser { subject, ..anne().user };
        let person = Person { user, identity };
        let visitor = world.visitor(Stage::AskingNino { person, lately: None }).await;
        let miss = give(&world, &visitor, ANNES).await;
        assert_eq!(miss.location(), visitor.path("/trn"));
    }
    let audit = world.items(Table::Audit).await;
    let left = audit.iter().filter(|event| event["what"] == "NumberLeftToStaff");
    let who: Vec<_> = left.map(|event| event["who"].as_str().unwrap()).collect();
    assert_eq!(who, ["urn:fdc:gov.uk:2022:namesake-9"]);

    let [hers, nobodys] = [afresh(&world).await, afresh(&world).await];
    let hidden = give(&world, &hers, ANNES).await;
    let missed = give(&world, &nobodys, &wrong(1)).await;
    assert_eq!((hidden.status, &hidden.body), (missed.status, &missed.body));
    assert_eq!(hidden.location(), hers.path("/trn"), "as if it were not on record");
    assert!(world.user(&anne().user.subject).await.link.is_none());

    world.clock().advance(SignedDuration::from_hours(72));
    let again = afresh(&world).await;
    assert_eq!(give(&world, &again, ANNES).await.location(), again.path("/found"));
}

#[tokio::test]
async fn nobody_can_tell_a_number_that_is_left_to_staff_by_what_is_asked_of_the_store() {
    let world = World::new().await;
    keep_annes_record(&world).await;
    world.leave_to_staff(&GuessedNumber::from(&people::nino(ANNES))).await;
    let mut asked = Vec::new();
    for nino in [ANNES, "CE234567A"] {
        let visitor = afresh(&world).await;
        world.engine().calls().forget();
        give(&world, &visitor, nino).await;
        asked.push(world.engine().calls().by_operation());
    }

    assert_eq!(asked[0], asked[1]);
}
