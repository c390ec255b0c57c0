//! The pages of people who came back without what we asked for.

use axum::http::StatusCode;
use journey::{Setback, Stage};
use testing::{
    asking::{ask, get, with},
    journeys::turned_away,
    laws,
};
use web::ServiceHint;

use crate::scene::Scene;

#[tokio::test]
async fn the_pages_open_for_the_browser_they_belong_to_alone() {
    let scene = Scene::new().await;
    let (world, function) = (&scene.world, &scene.function);
    let not_proved = turned_away(Setback::IdentityNotProved);
    laws::only_its_browser_opens(world, function, not_proved, "/not-verified").await;
    let not_finished = turned_away(Setback::SignInNotFinished);
    laws::only_its_browser_opens(world, function, not_finished, "/sign-in-problem").await;
}

#[tokio::test]
async fn whoever_is_elsewhere_is_sent_there() {
    let scene = Scene::new().await;
    let is_here = |stage: &Stage| matches!(stage, Stage::TurnedAway { .. });
    let (world, function) = (&scene.world, &scene.function);
    for page in ["/not-verified", "/sign-in-problem"] {
        laws::others_are_sent_to_where_they_are(world, function, page, None, is_here).await;
    }
}

#[tokio::test]
async fn after_a_check_in_person_the_way_leads_back_to_the_service() {
    let scene = Scene::new().await;
    let hint = ServiceHint {
        name: "Register for an <NPQ>".to_owned(),
        href: "https://npq.example/start".to_owned(),
    };
    let cookie = hint.remember();
    let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();

    let elsewhere = ask(&scene.function, get("/one-login/return")).await;
    let here = ask(&scene.function, with(get("/one-login/return"), "cookie", &pair)).await;

    for page in [&elsewhere, &here] {
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.heading(), "Continue where you left off");
    }
    assert!(!elsewhere.links_to("https://npq.example/start"));
    assert!(here.links_to("https://npq.example/start"));
    assert!(!here.body.contains("<NPQ>"), "a name is data");
}
