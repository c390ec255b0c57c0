//! Off to GOV.UK One Login again.

use axum::http::StatusCode;
use journey::{Setback, Stage};
use ports::Trip;
use testing::{
    asking::{ask, in_session, request, with},
    journeys::{anne, turned_away},
    laws,
};

use crate::scene::Scene;

const PAGE: &str = "/sign-in";

#[tokio::test]
async fn whoever_never_came_back_sets_out_again() {
    let scene = Scene::new().await;
    for (traveller, trip, name) in [
        (scene.signing_in().await, Trip::SignIn, "sign-in"),
        (scene.proving_identity().await, Trip::ProveIdentity, "prove-identity"),
    ] {
        let answer = ask(&scene.function, traveller.visitor.get(PAGE)).await;

        assert_eq!(answer.status, StatusCode::FOUND);
        assert!(answer.location().contains(&format!("trip={name}&")), "{}", answer.location());
        let now = scene.world.now(&traveller.visitor).await;
        assert_eq!(now.stage, traveller.visitor.journey.stage, "no arrow was taken");
        let attempt = now.attempt.unwrap();
        let set_out = scene.one_login.trips().pop().unwrap();
        assert_eq!((attempt.trip, attempt.state), (trip, set_out.state.digest()));
        let id = web::journey_in(set_out.state.expose());
        assert_eq!(id, Some(traveller.visitor.journey.id.clone()));
    }
}

#[tokio::test]
async fn whoever_was_turned_away_tries_again_from_where_they_were() {
    let scene = Scene::new().await;
    let nobody = Stage::TurnedAway { user: None, setback: Setback::Busy };
    let user = anne().user;
    for (stage, next, trip) in [
        (nobody, Stage::SigningIn, Trip::SignIn),
        (turned_away(Setback::Busy), Stage::ProvingIdentity { user }, Trip::ProveIdentity),
    ] {
        let visitor = scene.world.visitor(stage).await;

        let answer = ask(&scene.function, visitor.get(PAGE)).await;

        assert_eq!(answer.status, StatusCode::FOUND);
        let now = scene.world.now(&visitor).await;
        assert_eq!((now.stage, now.attempt.unwrap().trip), (next, trip));
    }
}

#[tokio::test]
async fn whoever_only_looks_ahead_sets_out_nowhere() {
    let scene = Scene::new().await;
    let traveller = scene.signing_in().await;
    let visitor = &traveller.visitor;
    for request in [
        in_session(request("HEAD", &visitor.path(PAGE), None), &visitor.session),
        with(visitor.get(PAGE), "sec-purpose", "prefetch"),
    ] {
        assert_eq!(ask(&scene.function, request).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(scene.world.now(visitor).await, visitor.journey);
}

#[tokio::test]
async fn nowhere_to_go_moves_nothing() {
    let scene = Scene::new().await;
    scene.one_login.go_down();
    let visitor = scene.world.visitor(turned_away(Setback::Busy)).await;

    let page = ask(&scene.function, visitor.get(PAGE)).await;

    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.heading(), "We could not reach GOV.UK One Login");
    assert!(page.links_to(&visitor.path(PAGE)) && page.links_to(&visitor.path("/continue")));
    assert_eq!(scene.world.now(&visitor).await, visitor.journey);
}

#[tokio::test]
async fn the_way_out_opens_for_the_browser_it_belongs_to_alone() {
    let scene = Scene::new().await;
    let (world, function) = (&scene.world, &scene.function);
    laws::only_its_browser_opens(world, function, Stage::SigningIn, PAGE).await;
}

#[tokio::test]
async fn whoever_is_elsewhere_is_sent_there() {
    let scene = Scene::new().await;
    let is_here = |stage: &Stage| {
        matches!(stage, Stage::SigningIn | Stage::ProvingIdentity { .. } | Stage::TurnedAway { .. })
    };
    let (world, function) = (&scene.world, &scene.function);
    laws::others_are_sent_to_where_they_are(world, function, PAGE, None, is_here).await;
}
