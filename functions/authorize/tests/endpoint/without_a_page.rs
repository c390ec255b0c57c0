//! `prompt=none`: a code at once, or the error that says what a page would be needed for.

use axum::http::StatusCode;
use identity::{CallingService, Subject};
use jiff::SignedDuration;
use journey::{Arrival, Stage, TrnOrigin};
use ports::Clock;
use testing::{
    Visitor,
    asking::{Answer, ask, get, in_session},
    id_tokens::{claims, keys, signed},
    journeys::{CALLBACK, ISSUER, anne, asking_nino, done, needs_a_record},
    people,
};

use crate::scene::{Scene, asked};

async fn silently(scene: &Scene, visitor: &Visitor, changes: &[(&str, &str)]) -> Answer {
    let changes: Vec<_> = changes.iter().copied().chain([("prompt", "none")]).collect();
    let answer = ask(&scene.function, in_session(get(&asked(&changes)), &visitor.session)).await;
    assert!(scene.one_login.trips().is_empty(), "nobody is sent to GOV.UK One Login");
    answer
}

/// That the service is told, and not the person.
fn is_refused(answer: &Answer, error: &str) {
    assert_eq!(answer.status, StatusCode::FOUND);
    assert!(answer.location().starts_with(&format!("{CALLBACK}?")), "{}", answer.location());
    assert_eq!(answer.parameter("error").as_deref(), Some(error));
    assert_eq!(answer.parameter("state").as_deref(), Some("their state"));
    assert_eq!(answer.parameter("iss").as_deref(), Some(ISSUER));
    assert!(answer.session().is_none());
}

#[tokio::test]
async fn nobody_signed_in_is_login_required() {
    let scene = Scene::new().await;
    let answer = ask(&scene.function, get(&asked(&[("prompt", "none")]))).await;
    is_refused(&answer, "login_required");

    // There is a browser, and nobody has signed in yet.
    let visitor = scene.world.visitor(Stage::SigningIn).await;
    is_refused(&silently(&scene, &visitor, &[]).await, "login_required");

    // Somebody was.
    let visitor = scene.world.visitor(asking_nino()).await;
    scene.world.clock().advance(SignedDuration::from_hours(2));
    is_refused(&silently(&scene, &visitor, &[]).await, "login_required");
}

#[tokio::test]
async fn a_sign_in_that_one_login_may_have_forgotten_is_login_required() {
    let scene = Scene::new().await;
    scene.world.link(&anne(), people::trn("1234567")).await;
    let visitor = scene.world.visitor(asking_nino()).await;
    scene.world.clock().advance(SignedDuration::from_secs(3601));

    is_refused(&silently(&scene, &visitor, &[]).await, "login_required");
}

#[tokio::test]
async fn a_question_still_to_be_asked_is_interaction_required() {
    let scene = Scene::new().await;
    scene.world.prove(&anne()).await;
    let visitor = scene.world.visitor(asking_nino()).await;

    is_refused(&silently(&scene, &visitor, &[]).await, "interaction_required");
}

#[tokio::test]
async fn somebody_who_is_known_goes_straight_on() {
    let scene = Scene::new().await;
    scene.world.link(&anne(), people::trn("1234567")).await;
    let visitor = scene.world.visitor(asking_nino()).await;

    let answer = silently(&scene, &visitor, &[]).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let id = answer.location().strip_prefix("/j/").unwrap().strip_suffix("/continue").unwrap();
    let (journeys, now) = (scene.world.store().journeys(), scene.world.clock().now());
    let id = id.parse().expect("it is a journey's");
    let begun = journeys.open(&id, &answer.session().expect("it is new").digest(), now).await;
    let begun = begun.expect("the store answers").expect("it is this browser's");
    assert_eq!(begun.stage, done(Arrival::KnownAlready(TrnOrigin::Found)));
    assert_eq!(begun.sign_in, visitor.journey.sign_in, "the same sign-in");
}

#[tokio::test]
async fn a_sign_in_that_is_too_old_is_login_required() {
    let scene = Scene::new().await;
    scene.world.link(&anne(), people::trn("1234567")).await;
    // A minute ago.
    let visitor = scene.world.visitor(asking_nino()).await;

    is_refused(&silently(&scene, &visitor, &[("max_age", "59")]).await, "login_required");
    let fresh = silently(&scene, &visitor, &[("max_age", "60")]).await;
    assert_eq!(fresh.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn somebody_else_than_the_service_means_is_login_required() {
    let scene = Scene::new().await;
    scene.world.link(&anne(), people::trn("1234567")).await;
    let visitor = scene.world.visitor(asking_nino()).await;
    let hint = async |subject: &Subject| {
        let claims = claims(needs_a_record().id.as_str(), subject.as_str(), "sid");
        signed(&keys(), &claims).await
    };

    let other = hint(&"urn:fdc:gov.uk:2022:bea".parse().expect("it is a subject")).await;
    let other = silently(&scene, &visitor, &[("id_token_hint", &other)]).await;
    is_refused(&other, "login_required");
    let meant = hint(&anne().user.subject).await;
    let meant = silently(&scene, &visitor, &[("id_token_hint", &meant)]).await;
    assert_eq!(meant.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_open_request_needs_a_page_unless_the_service_lets_people_in() {
    for (allow_pending, status) in [(false, StatusCode::FOUND), (true, StatusCode::SEE_OTHER)] {
        let service = CallingService { allow_pending, ..needs_a_record() };
        let scene = Scene::of(service).await;
        scene.world.ask_support(&anne()).await;
        let visitor = scene.world.visitor(asking_nino()).await;

        let answer = silently(&scene, &visitor, &[]).await;

        assert_eq!(answer.status, status);
        if allow_pending {
            assert!(answer.location().ends_with("/continue"), "{}", answer.location());
        } else {
            is_refused(&answer, "interaction_required");
        }
    }
}
