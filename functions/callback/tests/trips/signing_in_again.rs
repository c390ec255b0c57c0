//! Signing in again: One Login signed somebody in without asking, and the service minds.

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use journey::{Setback, Stage};
use oidc::{AuthorizationRequest, Prompt, UiLocale};
use ports::{Purpose, SignedIn, Trip};
use testing::{
    Visitor,
    asking::{Answer, ask, in_session},
    journeys::{CALLBACK, ISSUER, anne, asked_for, attempt, needs_a_record, nine},
};

use crate::scene::{Scene, Traveller, signed_in};

/// Somebody on their first trip, for a service that asks for this.
async fn asked_to(scene: &Scene, request: AuthorizationRequest) -> Traveller {
    on(scene, request, Trip::SignIn).await
}

/// Anne, whom `prompt=login` has sent out to sign in again.
async fn signing_in_again(scene: &Scene) -> Traveller {
    on(scene, login(), Trip::SignInAgain { subject: anne().user.subject }).await
}

async fn on(scene: &Scene, request: AuthorizationRequest, trip: Trip) -> Traveller {
    let mut journey = scene.world.journey(needs_a_record(), Stage::SigningIn);
    let state = format!("{}.secret", journey.id.as_str());
    journey.attempt = Some(attempt(trip, &state));
    journey.request = request;
    Traveller { visitor: scene.world.begin(journey).await, state }
}

fn login() -> AuthorizationRequest {
    AuthorizationRequest { prompt: Prompt::Login, ui_locale: Some(UiLocale::Cy), ..asked_for() }
}

fn max_age(seconds: u32) -> AuthorizationRequest {
    AuthorizationRequest { max_age: Some(seconds), ..asked_for() }
}

/// Anne, who signed in at GOV.UK One Login then.
fn since(auth_time: Timestamp) -> SignedIn {
    SignedIn { auth_time, ..signed_in() }
}

fn ten_minutes_ago() -> SignedIn {
    since(nine() - SignedDuration::from_mins(10))
}

/// That the service is told, and nobody is signed in.
fn is_login_required(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::FOUND);
    assert!(answer.location().starts_with(&format!("{CALLBACK}?")), "{}", answer.location());
    assert_eq!(answer.parameter("error").as_deref(), Some("login_required"));
    assert_eq!(answer.parameter("state").as_deref(), Some("their state"));
    assert_eq!(answer.parameter("iss").as_deref(), Some(ISSUER));
}

#[tokio::test]
async fn whoever_was_not_asked_is_sent_out_again_to_sign_in() {
    let scene = Scene::new().await;
    for request in [login(), max_age(0), max_age(300)] {
        let locale = request.ui_locale;
        let traveller = asked_to(&scene, request).await;

        let answer = scene.come_back(&traveller, Ok(ten_minutes_ago())).await;

        assert_eq!(answer.status, StatusCode::FOUND);
        assert!(answer.location().contains("trip=sign-in-again"), "{}", answer.location());
        assert!(answer.session().is_none(), "nobody is signed in yet");
        let set_out = scene.one_login.trips().pop().unwrap();
        let id_token = ten_minutes_ago().id_token;
        let subject = anne().user.subject;
        let again = Purpose::SignInAgain { subject: subject.clone(), id_token };
        assert_eq!((set_out.purpose, set_out.ui_locale), (again, locale));
        let now = scene.world.now(&traveller.visitor).await;
        assert_eq!((now.stage, now.sign_in), (Stage::SigningIn, None));
        let attempt = now.attempt.unwrap();
        assert_eq!(attempt.trip, Trip::SignInAgain { subject });
        assert_eq!(attempt.state, set_out.state.digest());
        assert_eq!(attempt.nonce, set_out.nonce.digest());
    }
}

#[tokio::test]
async fn whoever_signed_in_recently_enough_is_not_asked_again() {
    let scene = Scene::new().await;
    for (request, auth_time) in [
        (max_age(600), nine() - SignedDuration::from_mins(10)),
        (max_age(0), nine()),
        (login(), nine()),
    ] {
        let traveller = asked_to(&scene, request).await;

        let answer = scene.come_back(&traveller, Ok(since(auth_time))).await;

        assert!(answer.location().contains("trip=prove-identity"), "{}", answer.location());
        let journey = scene.world.now(&traveller.moved(&answer)).await;
        assert_eq!(journey.sign_in.unwrap().auth_time, auth_time);
    }
}

#[tokio::test]
async fn whoever_has_signed_in_again_goes_on_in_a_new_session() {
    let scene = Scene::new().await;
    let traveller = signing_in_again(&scene).await;

    let answer = scene.come_back(&traveller, Ok(since(nine()))).await;

    assert!(answer.location().contains("trip=prove-identity"), "{}", answer.location());
    let journey = scene.world.now(&traveller.moved(&answer)).await;
    assert_eq!(journey.stage, Stage::ProvingIdentity { user: anne().user });
    assert_eq!(journey.sign_in.unwrap().auth_time, nine());
    assert!(!scene.is_there(&traveller.visitor.session).await);
}

#[tokio::test]
async fn whoever_was_asked_and_still_did_not_is_not_asked_a_third_time() {
    let scene = Scene::new().await;
    let traveller = signing_in_again(&scene).await;

    let answer = scene.come_back(&traveller, Ok(ten_minutes_ago())).await;

    is_login_required(&answer);
    assert!(answer.session().is_none());
    assert!(scene.one_login.trips().is_empty());
    let now = scene.world.now(&traveller.visitor).await;
    assert_eq!((now.stage, now.sign_in, now.attempt), (Stage::SigningIn, None, None));
}

#[tokio::test]
async fn somebody_else_than_was_asked_is_not_believed() {
    let scene = Scene::new().await;
    let traveller = signing_in_again(&scene).await;
    let mut other = since(nine());
    other.user.subject = "urn:fdc:gov.uk:2022:bea".parse().unwrap();

    let answer = scene.come_back(&traveller, Ok(other)).await;

    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.heading(), "Sorry, there is a problem with the service");
    assert!(answer.session().is_none());
    assert_eq!(scene.world.now(&traveller.visitor).await.sign_in, None);
}

#[tokio::test]
async fn somebody_else_at_that_computer_ends_the_session_here_and_the_service_is_told() {
    let scene = Scene::new().await;
    // Anne is signed in here from before.
    let mut journey = scene.world.journey(needs_a_record(), Stage::SigningIn);
    let before = scene.world.visitor(testing::journeys::found()).await;
    let state = format!("{}.secret", journey.id.as_str());
    let subject = anne().user.subject;
    journey.browser = before.journey.browser.clone();
    journey.attempt = Some(attempt(Trip::SignInAgain { subject }, &state));
    journey.request = login();
    let session = scene.world.begin_in(journey.clone(), &before.session).await;
    let traveller = Traveller { visitor: session, state };

    let answer = ask(&scene.function, traveller.back("error=login_required")).await;

    is_login_required(&answer);
    assert!(!scene.is_there(&before.session).await, "signed out here");
    let new = answer.session().unwrap();
    let sessions = scene.world.store().sessions();
    let session = sessions.session(&new.digest(), nine()).await.unwrap().unwrap();
    assert_eq!((session.sign_in, session.browser), (None, before.journey.browser.clone()));
    let annes = Visitor { session: new, ..before };
    let journeys = scene.world.store().journeys();
    let opened = journeys.open(&annes.journey.id, &annes.session.digest(), nine()).await.unwrap();
    assert!(opened.is_none(), "what she had open is closed");
}

#[tokio::test]
async fn a_second_trip_that_ends_signed_out_ends_the_session_and_can_be_tried_again() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;

    let page = ask(&scene.function, traveller.back("error=login_required")).await;

    assert_eq!(page.heading(), "You are not signed in yet");
    assert!(!scene.is_there(&traveller.visitor.session).await);
    let moved = traveller.moved(&page);
    let now = scene.world.now(&moved).await;
    assert_eq!(now.stage, Stage::TurnedAway { user: None, setback: Setback::SignedOut });
    assert_eq!(now.sign_in, None);
    assert!(page.links_to(&moved.path("/sign-in")));
    let out = ask(&scene.function, moved.get("/sign-in")).await;
    assert!(out.location().contains("trip=sign-in&"), "{}", out.location());
}

#[tokio::test]
async fn whoever_never_came_back_from_being_asked_begins_with_the_sign_in() {
    let scene = Scene::new().await;
    let traveller = signing_in_again(&scene).await;

    let out = ask(&scene.function, traveller.visitor.get("/sign-in")).await;
    let late = scene.come_back(&traveller, Ok(since(nine()))).await;

    assert!(out.location().contains("trip=sign-in&"), "{}", out.location());
    assert_eq!(late.heading(), "You need to start again", "the newer trip is the one that counts");
    let attempt = scene.world.now(&traveller.visitor).await.attempt.unwrap();
    assert_eq!(attempt.trip, Trip::SignIn);
}

#[tokio::test]
async fn a_return_that_comes_again_does_not_send_anybody_out_twice() {
    let scene = Scene::new().await;
    let traveller = asked_to(&scene, login()).await;
    scene.come_back(&traveller, Ok(ten_minutes_ago())).await;
    let under_way = scene.world.now(&traveller.visitor).await;

    let again = ask(&scene.function, traveller.back("code=c0de")).await;

    assert_eq!(again.location(), traveller.visitor.path("/sign-in"));
    assert_eq!(scene.one_login.codes().len(), 1);
    assert_eq!(scene.world.now(&traveller.visitor).await, under_way);
}

#[tokio::test]
async fn of_two_returns_at_once_one_sends_out_again() {
    let scene = Scene::new().await;
    let traveller = asked_to(&scene, login()).await;
    scene.one_login.answer_next(Ok(ten_minutes_ago()));
    scene.one_login.answer_next(Ok(ten_minutes_ago()));

    let (one, two) = tokio::join!(
        ask(&scene.function, traveller.back("code=c0de")),
        ask(&scene.function, traveller.back("code=c0de")),
    );

    let out = |answer: &Answer| answer.location().contains("trip=sign-in-again");
    assert!(out(&one) != out(&two), "{} {}", one.location(), two.location());
    assert_eq!(scene.one_login.trips().len(), 1);
}

#[tokio::test]
async fn nowhere_to_be_asked_again_is_a_page_with_a_way_on() {
    let scene = Scene::new().await;
    let traveller = asked_to(&scene, login()).await;
    scene.one_login.get_lost();

    let page = scene.come_back(&traveller, Ok(ten_minutes_ago())).await;

    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.heading(), "We could not reach GOV.UK One Login");
    assert!(page.links_to(&traveller.visitor.path("/sign-in")));
    assert!(page.session().is_none());
}

#[tokio::test]
async fn a_store_that_fails_meanwhile_signs_nobody_in_and_loses_nobody() {
    let scene = Scene::new().await;
    let traveller = asked_to(&scene, login()).await;
    let meddling = scene.world.engine().meddling();
    meddling.spare_reads();
    meddling.pass_next();
    meddling.refuse_next("AccessDeniedException");

    let busy = scene.come_back(&traveller, Ok(ten_minutes_ago())).await;
    let again = ask(&scene.function, traveller.back("code=c0de")).await;

    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(busy.session().is_none());
    assert_eq!(again.location(), traveller.visitor.path("/sign-in"));
    let request = in_session(testing::asking::get(again.location()), &traveller.visitor.session);
    let out = ask(&scene.function, request).await;
    assert!(out.location().contains("trip=sign-in&"), "{}", out.location());
}

#[tokio::test]
async fn a_sign_out_whose_answer_was_lost_is_looked_up_again() {
    let scene = Scene::new().await;
    let traveller = signing_in_again(&scene).await;
    let meddling = scene.world.engine().meddling();
    meddling.spare_reads();
    meddling.pass_next();
    meddling.lose_next_answer();
    meddling.refuse_next("AccessDeniedException");

    let answer = ask(&scene.function, traveller.back("error=login_required")).await;

    is_login_required(&answer);
    assert!(!scene.is_there(&traveller.visitor.session).await);
    assert!(scene.is_there(&answer.session().unwrap()).await);
}
