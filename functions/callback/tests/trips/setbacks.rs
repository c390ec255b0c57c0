//! GOV.UK One Login sends an error instead, or does not answer: each has its page and a way on.

use axum::http::StatusCode;
use journey::{Setback, Stage};
use ports::{Fault, SignInRefused};
use testing::{
    Visitor,
    asking::{Answer, ask},
    journeys::anne,
};

use crate::scene::{Scene, Traveller, signed_in};

const BUSY: &str = "GOV.UK One Login is busy";
const UNREACHABLE: &str = "We could not reach GOV.UK One Login";
const NOT_FINISHED: &str = "You are not signed in yet";
const PROBLEM: &str = "Sorry, there is a problem with the service";
const UNAVAILABLE: &str = "Sorry, the service is unavailable";

/// Every error on the first trip, its page and status.
const ERRORS: [(&str, Setback, &str, StatusCode); 6] = [
    ("access_denied", Setback::SignInNotFinished, NOT_FINISHED, StatusCode::OK),
    ("login_required", Setback::SignedOut, NOT_FINISHED, StatusCode::OK),
    ("temporarily_unavailable", Setback::Busy, BUSY, StatusCode::SERVICE_UNAVAILABLE),
    ("server_error", Setback::Unreachable, UNREACHABLE, StatusCode::SERVICE_UNAVAILABLE),
    ("unauthorized_client", Setback::SwitchedOff, UNAVAILABLE, StatusCode::SERVICE_UNAVAILABLE),
    ("invalid_request", Setback::RequestRefused, PROBLEM, StatusCode::INTERNAL_SERVER_ERROR),
];

/// The page has the way back to the service, and says when to come again if it is about waiting.
fn has_ways_on(answer: &Answer, traveller: &Traveller) {
    assert!(answer.links_to(&traveller.visitor.path("/continue")), "{}", answer.heading());
    let waits = answer.status == StatusCode::SERVICE_UNAVAILABLE;
    assert_eq!(answer.header("retry-after"), waits.then_some("60"), "{}", answer.heading());
    let tries_again = [BUSY, UNREACHABLE, NOT_FINISHED].contains(&answer.heading().as_str());
    let again = traveller.visitor.path("/sign-in");
    assert_eq!(answer.links_to(&again), tries_again, "{}", answer.heading());
}

/// The traveller in the session they have now: whoever One Login signed out has another.
fn after(page: &Answer, traveller: &Traveller) -> Visitor {
    if page.session().is_some() { traveller.moved(page) } else { traveller.visitor.clone() }
}

#[tokio::test]
async fn each_error_on_the_first_trip_has_its_page() {
    let scene = Scene::new().await;
    for (error, setback, heading, status) in ERRORS {
        let traveller = scene.signing_in().await;

        let page = ask(&scene.function, traveller.back(&format!("error={error}"))).await;

        assert_eq!((page.status, page.heading().as_str()), (status, heading), "{error}");
        has_ways_on(&page, &traveller);
        let visitor = after(&page, &traveller);
        let now = scene.world.now(&visitor).await;
        assert_eq!(now.stage, Stage::TurnedAway { user: None, setback }, "{error}");
        assert_eq!(now.attempt, None, "{error}");
        // It is there again after a reload, at an address without the error.
        let again = ask(&scene.function, visitor.get("/sign-in-problem")).await;
        assert_eq!((again.status, again.heading().as_str()), (status, heading), "{error}");
    }
    assert!(scene.one_login.codes().is_empty());
}

#[tokio::test]
async fn whoever_was_not_believed_to_be_who_they_are_has_a_page_of_their_own() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;

    let answer = ask(&scene.function, traveller.back("error=access_denied")).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), traveller.visitor.path("/not-verified"));
    let page = ask(&scene.function, traveller.visitor.get("/not-verified")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.heading(), "We need proof of your identity before you can continue");
    for way in ["/sign-in", "/continue"] {
        assert!(page.links_to(&traveller.visitor.path(way)), "{way}");
    }
}

#[tokio::test]
async fn errors_on_the_second_trip_remember_who_signed_in() {
    let scene = Scene::new().await;
    for (error, setback, heading, status) in ERRORS.into_iter().skip(1) {
        let traveller = scene.proving_identity().await;

        let page = ask(&scene.function, traveller.back(&format!("error={error}"))).await;

        assert_eq!((page.status, page.heading().as_str()), (status, heading), "{error}");
        let user = match setback {
            // One Login signed them out: they begin with the first trip.
            Setback::SignedOut => None,
            Setback::IdentityNotProved
            | Setback::SignInNotFinished
            | Setback::Busy
            | Setback::SwitchedOff
            | Setback::Unreachable
            | Setback::RequestRefused => Some(anne().user),
        };
        let stage = scene.world.now(&after(&page, &traveller)).await.stage;
        assert_eq!(stage, Stage::TurnedAway { user, setback }, "{error}");
    }
}

#[tokio::test]
async fn one_login_that_does_not_answer_loses_nobody() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    let down = Fault::new("exchanging a code", "it took too long");

    let page = scene.come_back(&traveller, Err(SignInRefused::Unreachable(down))).await;

    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.heading(), UNREACHABLE);
    has_ways_on(&page, &traveller);
    let again = ask(&scene.function, traveller.visitor.get("/sign-in")).await;
    assert!(again.location().contains("trip=prove-identity"), "{}", again.location());
}

#[tokio::test]
async fn a_code_that_is_not_good_any_more_can_be_got_again() {
    let scene = Scene::new().await;
    let traveller = scene.signing_in().await;

    let page = scene.come_back(&traveller, Err(SignInRefused::CodeNotGood)).await;

    assert_eq!((page.status, page.heading().as_str()), (StatusCode::OK, NOT_FINISHED));
    has_ways_on(&page, &traveller);
}

#[tokio::test]
async fn nowhere_to_send_people_on_the_second_trip_keeps_the_first() {
    let scene = Scene::new().await;
    let traveller = scene.signing_in().await;
    scene.one_login.get_lost();

    let page = scene.come_back(&traveller, Ok(signed_in())).await;

    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.heading(), UNREACHABLE);
    has_ways_on(&page, &traveller);
    let moved = traveller.moved(&page);
    let journey = scene.world.now(&moved).await;
    assert_eq!(journey.stage, Stage::ProvingIdentity { user: anne().user });
    assert_eq!(journey.attempt, None);
    assert!(scene.one_login.trips().is_empty());
}

#[tokio::test]
async fn what_an_error_says_is_not_reflected() {
    let scene = Scene::new().await;
    let traveller = scene.signing_in().await;
    let query = "error=%3Cscript%3E&error_description=%3Cscript%3Ealert(1)%3C/script%3E";

    let page = ask(&scene.function, traveller.back(query)).await;

    assert_eq!(page.heading(), PROBLEM);
    assert!(!page.body.contains("script"));
    let journey = scene.world.now(&traveller.visitor).await;
    let refused = Stage::TurnedAway { user: None, setback: Setback::RequestRefused };
    assert_eq!(journey.stage, refused);
    assert_eq!(journey.spent.len(), 1);
}
