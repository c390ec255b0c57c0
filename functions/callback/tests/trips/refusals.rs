//! Returns that are not to be believed: nothing changes but that a state is used up.

use axum::http::StatusCode;
use jiff::SignedDuration;
use journey::Stage;
use ports::{SignInRefused, Trip};
use testing::{
    asking::{ask, get, in_session},
    journeys::{anne, attempt},
};

use crate::scene::{Scene, proved, signed_in};

#[tokio::test]
async fn a_state_that_is_not_this_browsers_is_refused() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    let other = scene.proving_identity().await;
    let path = |state: &str| format!("/one-login/callback?code=c0de&state={state}");
    let id = traveller.visitor.journey.id.as_str();
    let session = &traveller.visitor.session;
    for (what, request) in [
        ("no state", in_session(get("/one-login/callback?code=c0de"), session)),
        ("an empty state", in_session(get(&path("")), session)),
        ("an unknown state", in_session(get(&path("nobody.secret")), session)),
        ("half a state", in_session(get(&path(id)), session)),
        ("a wrong secret", in_session(get(&path(&format!("{id}.secreT"))), session)),
        ("another browser", in_session(get(&path(&traveller.state)), &other.visitor.session)),
        ("another's state", in_session(get(&path(&other.state)), session)),
        ("no cookie", get(&path(&traveller.state))),
    ] {
        let answer = ask(&scene.function, request).await;

        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{what}");
        assert_eq!(answer.heading(), "You need to start again", "{what}");
        assert!(answer.session().is_none(), "{what}");
    }
    for traveller in [&traveller, &other] {
        assert_eq!(scene.world.now(&traveller.visitor).await, traveller.visitor.journey);
    }
    assert!(scene.one_login.codes().is_empty(), "no code is exchanged");
    assert_eq!(scene.come_back(&traveller, Ok(proved())).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_state_is_good_for_two_hours() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    scene.world.clock().advance(SignedDuration::from_hours(2));

    let answer = scene.come_back(&traveller, Ok(proved())).await;

    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.heading(), "You need to start again");
    assert!(scene.one_login.codes().is_empty());
}

#[tokio::test]
async fn a_state_whose_trip_was_replaced_is_refused() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    let newer = attempt(Trip::ProveIdentity, "newer");
    let journeys = scene.world.store().journeys();
    journeys.attempt(&traveller.visitor.journey, &newer).await.unwrap();

    let answer = scene.come_back(&traveller, Ok(proved())).await;

    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(scene.world.now(&traveller.visitor).await.attempt, Some(newer));
    assert!(scene.one_login.codes().is_empty());
}

#[tokio::test]
async fn a_return_says_one_thing_and_says_it_once() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    for query in [
        "",
        "x=y",
        "code=c0de&error=access_denied",
        "code=c0de&code=c0de",
        "error=access_denied&error=server_error",
        "code=c0de&state=other",
        "code=c0de&iss=a&iss=b",
        &format!("code={}", "x".repeat(3000)),
    ] {
        let answer = ask(&scene.function, traveller.back(query)).await;

        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.heading(), "You need to start again", "{query}");
    }
    assert_eq!(scene.world.now(&traveller.visitor).await, traveller.visitor.journey);
    assert!(scene.one_login.codes().is_empty());
}

#[tokio::test]
async fn another_issuer_beside_the_code_is_not_believed() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    for issuer in ["https://evil.example/", "https://oidc.one-login.example", ""] {
        let query = format!("code=c0de&iss={issuer}");
        let answer = ask(&scene.function, traveller.back(&query)).await;

        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{issuer}");
        assert_eq!(answer.heading(), "Sorry, there is a problem with the service");
    }
    assert_eq!(scene.world.now(&traveller.visitor).await, traveller.visitor.journey);
    assert!(scene.one_login.codes().is_empty(), "our secrets go to no other");
}

#[tokio::test]
async fn an_answer_that_fails_a_check_signs_nobody_in_and_says_no_more() {
    let scene = Scene::new().await;
    for traveller in [scene.signing_in().await, scene.proving_identity().await] {
        let refused = SignInRefused::NotBelieved("the nonce of the ID token");

        let answer = scene.come_back(&traveller, Err(refused)).await;

        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.heading(), "Sorry, there is a problem with the service");
        assert!(!answer.body.contains("nonce"), "no detail");
        assert!(answer.session().is_none());
        let now = scene.world.now(&traveller.visitor).await;
        assert_eq!(now.stage, traveller.visitor.journey.stage);
        assert_eq!(now.sign_in, traveller.visitor.journey.sign_in);
        assert_eq!(now.attempt, None, "the state is used up");
    }
    assert_eq!(scene.world.user(&anne().user.subject).await.version, 0);
}

#[tokio::test]
async fn somebody_else_on_the_second_trip_is_not_believed() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    let mut other = proved();
    other.user.subject = "urn:fdc:gov.uk:2022:bea".parse().unwrap();

    let answer = scene.come_back(&traveller, Ok(other.clone())).await;

    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.heading(), "Sorry, there is a problem with the service");
    let stage = scene.world.now(&traveller.visitor).await.stage;
    assert_eq!(stage, Stage::ProvingIdentity { user: anne().user });
    for subject in [&other.user.subject, &anne().user.subject] {
        assert_eq!(scene.world.user(subject).await.version, 0);
    }
}

#[tokio::test]
async fn a_proof_on_the_first_trip_proves_nothing() {
    let scene = Scene::new().await;
    let traveller = scene.signing_in().await;

    // It was not asked for, so no claim of it was checked against a request.
    let answer = scene.come_back(&traveller, Ok(proved())).await;

    assert!(answer.location().contains("trip=prove-identity"), "{}", answer.location());
    assert_eq!(scene.world.user(&signed_in().user.subject).await.identity, None);
}
