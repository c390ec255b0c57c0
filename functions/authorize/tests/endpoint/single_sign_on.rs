//! A second service in the same browser: whoever is signed in and known goes straight on.

use axum::http::StatusCode;
use identity::CallingService;
use jiff::SignedDuration;
use journey::{Arrival, Stage, TrnOrigin};
use ports::{Clock, Journey};
use testing::{
    Visitor,
    asking::{Answer, ask, get, in_session},
    id_tokens::{claims, keys, signed},
    journeys::{anne, asking_nino, done, found, needs_a_record},
    people,
};

use crate::scene::{Scene, asked};

/// Anne, who has a record and was here before.
async fn known(scene: &Scene) -> Visitor {
    scene.world.link(&anne(), people::trn("1234567")).await;
    scene.world.visitor(found()).await
}

async fn comes(scene: &Scene, visitor: &Visitor, changes: &[(&str, &str)]) -> Answer {
    ask(&scene.function, in_session(get(&asked(changes)), &visitor.session)).await
}

fn is_sent_to_one_login(answer: &Answer) -> bool {
    answer.location().starts_with("https://oidc.one-login.example/authorize?trip=sign-in&")
}

fn goes_straight_on(answer: &Answer) -> bool {
    answer.status == StatusCode::SEE_OTHER && answer.location().ends_with("/continue")
}

/// The journey that an answer leads straight to the end of.
async fn journey(scene: &Scene, answer: &Answer) -> Journey {
    let id = answer.location().strip_prefix("/j/").and_then(|rest| rest.strip_suffix("/continue"));
    let id = id.expect("it leads to the end").parse().expect("it is a journey's");
    let (journeys, now) = (scene.world.store().journeys(), scene.world.clock().now());
    let session = answer.session().expect("it is new").digest();
    let opened = journeys.open(&id, &session, now).await;
    opened.expect("the store answers").expect("it is this browser's")
}

#[tokio::test]
async fn whoever_is_signed_in_and_known_goes_straight_on_with_the_same_sign_in() {
    let scene = Scene::new().await;
    let visitor = known(&scene).await;
    scene.world.clock().advance(SignedDuration::from_mins(60));

    let answer = comes(&scene, &visitor, &[]).await;

    assert!(goes_straight_on(&answer), "{}", answer.location());
    assert!(scene.one_login.trips().is_empty());
    let begun = journey(&scene, &answer).await;
    assert_eq!(begun.stage, done(Arrival::KnownAlready(TrnOrigin::Found)));
    assert_eq!(begun.sign_in, visitor.journey.sign_in, "one sign-in, one time of it");
    assert_eq!(begun.browser, visitor.journey.browser);
}

#[tokio::test]
async fn nobody_goes_straight_on_whom_one_login_may_have_forgotten() {
    let scene = Scene::new().await;
    let visitor = known(&scene).await;
    scene.world.clock().advance(SignedDuration::from_secs(3601));

    assert!(is_sent_to_one_login(&comes(&scene, &visitor, &[]).await));
}

#[tokio::test]
async fn going_straight_on_does_not_make_a_sign_in_last() {
    let scene = Scene::new().await;
    let visitor = known(&scene).await;
    scene.world.clock().advance(SignedDuration::from_mins(50));
    let straight_on = comes(&scene, &visitor, &[]).await;
    let session = straight_on.session().unwrap();
    scene.world.clock().advance(SignedDuration::from_mins(50));
    let later = Visitor { session, ..visitor };

    assert!(goes_straight_on(&straight_on));
    assert!(is_sent_to_one_login(&comes(&scene, &later, &[]).await));
}

#[tokio::test]
async fn where_a_page_is_due_one_login_is_asked_first() {
    let asked_support = {
        let scene = Scene::of(CallingService { allow_pending: true, ..needs_a_record() }).await;
        scene.world.ask_support(&anne()).await;
        scene
    };
    let proved = Scene::new().await;
    proved.world.prove(&anne()).await;
    for scene in [proved, asked_support] {
        let visitor = scene.world.visitor(asking_nino()).await;

        assert!(is_sent_to_one_login(&comes(&scene, &visitor, &[]).await));
    }
}

#[tokio::test]
async fn somebody_whom_the_service_does_not_mean_goes_to_one_login() {
    let hint = async |subject: &str| {
        let claims = claims(needs_a_record().id.as_str(), subject, "sid");
        signed(&keys(), &claims).await
    };
    let (annes, beas) =
        (hint("urn:fdc:gov.uk:2022:anne").await, hint("urn:fdc:gov.uk:2022:bea").await);
    for (name, value, straight_on) in [
        ("id_token_hint", annes.as_str(), true),
        ("id_token_hint", beas.as_str(), false),
        ("login_hint", "anne@example.com", true),
        ("login_hint", "Anne@Example.com", true),
        ("login_hint", "urn:fdc:gov.uk:2022:anne", true),
        ("login_hint", "bea@example.com", false),
    ] {
        let scene = Scene::new().await;
        let visitor = known(&scene).await;

        let answer = comes(&scene, &visitor, &[(name, value)]).await;

        assert_eq!(goes_straight_on(&answer), straight_on, "{name}={value}");
        assert_eq!(is_sent_to_one_login(&answer), !straight_on, "{name}={value}");
    }
}

#[tokio::test]
async fn a_sign_in_that_is_too_old_for_the_service_goes_to_one_login() {
    let scene = Scene::new().await;
    // A minute ago.
    let visitor = known(&scene).await;

    assert!(is_sent_to_one_login(&comes(&scene, &visitor, &[("max_age", "59")]).await));
    let visitor = scene.world.visitor(found()).await;
    assert!(goes_straight_on(&comes(&scene, &visitor, &[("max_age", "60")]).await));
}

#[tokio::test]
async fn whoever_has_not_signed_in_yet_goes_to_one_login() {
    let scene = Scene::new().await;
    let visitor = scene.world.visitor(Stage::SigningIn).await;

    assert!(is_sent_to_one_login(&comes(&scene, &visitor, &[]).await));
}
