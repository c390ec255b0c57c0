//! The store fails on the way back.

use axum::http::StatusCode;
use journey::Stage;
use testing::{
    asking::{Answer, ask, get, in_session},
    journeys::anne,
};

use crate::scene::{Scene, Traveller, proved};

fn is_busy(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.header("retry-after"), Some("60"));
    assert_eq!(answer.heading(), "This is taking longer than usual");
    assert!(answer.session().is_none());
}

/// *Try again* on the page: the same return once more.
async fn try_again(scene: &Scene, traveller: &Traveller) -> Answer {
    ask(&scene.function, traveller.back("code=c0de")).await
}

#[tokio::test]
async fn a_store_that_fails_at_once_uses_nothing_up() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    let meddling = scene.world.engine().meddling();

    meddling.refuse_next("AccessDeniedException");
    is_busy(&try_again(&scene, &traveller).await);
    meddling.spare_reads();
    meddling.refuse_next("AccessDeniedException");
    is_busy(&try_again(&scene, &traveller).await);

    assert_eq!(scene.world.now(&traveller.visitor).await, traveller.visitor.journey);
    assert!(scene.one_login.codes().is_empty());
    scene.one_login.answer_next(Ok(proved()));
    assert_eq!(try_again(&scene, &traveller).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_store_that_fails_after_the_code_was_exchanged_sends_people_out_again() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    let meddling = scene.world.engine().meddling();
    meddling.spare_reads();

    meddling.pass_next();
    meddling.refuse_next("AccessDeniedException");
    is_busy(&scene.come_back(&traveller, Ok(proved())).await);

    let stage = scene.world.now(&traveller.visitor).await.stage;
    assert_eq!(stage, Stage::ProvingIdentity { user: anne().user });
    let again = try_again(&scene, &traveller).await;
    assert_eq!(again.location(), traveller.visitor.path("/sign-in"));
    let out = ask(&scene.function, traveller.visitor.get("/sign-in")).await;
    assert!(out.location().contains("trip=prove-identity"), "{}", out.location());
    assert_eq!(scene.world.user(&anne().user.subject).await.version, 0);
}

#[tokio::test]
async fn a_sign_in_whose_answer_was_lost_is_looked_up_again() {
    let scene = Scene::new().await;
    let traveller = scene.proving_identity().await;
    let meddling = scene.world.engine().meddling();
    meddling.spare_reads();
    meddling.pass_next();
    meddling.lose_next_answer();
    meddling.refuse_next("AccessDeniedException");

    let answer = scene.come_back(&traveller, Ok(proved())).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), traveller.visitor.path("/national-insurance-number"));
    let moved = traveller.moved(&answer);
    let stage = scene.world.now(&moved).await.stage;
    assert_eq!(stage, Stage::AskingNino { person: anne(), lately: None });
    assert_eq!(scene.world.user(&anne().user.subject).await.version, 1);
    // The session that the browser was given is the one that is good.
    let page = in_session(get(&moved.path("/sign-in")), &moved.session);
    assert_eq!(ask(&scene.function, page).await.status, StatusCode::SEE_OTHER);
}
