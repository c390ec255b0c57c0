//! What ends with a sign-out, whichever way it comes: the session, what was granted to services, what is on
//! its way; and the services are told.

use axum::{body::Body, http::Request};
use identity::SessionId;
use jiff::Timestamp;
use ports::Outgoing;
use testing::{
    asking::ask,
    journeys::{SIGNED_OUT, needs_a_record},
};

use crate::scene::{ONE_LOGIN, Scene};

/// The sign-ins that the service will be told of.
async fn to_be_told(scene: &Scene) -> Vec<SessionId> {
    let waiting = scene.world.store().outbox().waiting(Timestamp::MAX, 10).await.unwrap();
    waiting
        .into_iter()
        .map(|pending| {
            let Outgoing::SignedOut { client, session, .. } = pending.message else {
                panic!("another message")
            };
            assert_eq!(client, needs_a_record().id);
            session
        })
        .collect()
}

/// Both ways to sign out here: our page, and a service's link.
async fn ways(scene: &Scene) -> [Request<Body>; 2] {
    let hint = scene.hint().await;
    let pairs = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", SIGNED_OUT)];
    [scene.form(&scene.token()), scene.logout(&pairs)]
}

#[tokio::test]
async fn what_was_granted_ends_and_the_service_is_told_whichever_way_it_is() {
    for way in 0..2 {
        let scene = Scene::new().await;
        let (store, now) = (scene.world.store(), scene.visitor.journey.began_at);
        let [code, token] = scene.world.grant(&scene.visitor).await;
        let [_, other] = scene.world.grant(&scene.visitor).await;
        assert!(store.grants().token(&token, now).await.unwrap().is_some());
        let request = ways(&scene).await.into_iter().nth(way).unwrap();

        let answer = ask(&scene.function, request).await;

        assert!(answer.location().starts_with(ONE_LOGIN), "{way}");
        assert!(!scene.is_signed_in().await, "{way}");
        for token in [token, other] {
            assert_eq!(store.grants().token(&token, now).await.unwrap(), None, "{way}");
        }
        assert_eq!(store.grants().code(&code).await.unwrap(), None, "{way}");
        let sid = scene.visitor.journey.sign_in.clone().unwrap().session;
        assert_eq!(to_be_told(&scene).await, [sid], "{way}");
    }
}

#[tokio::test]
async fn a_question_that_is_not_answered_tells_nobody() {
    let scene = Scene::new().await;
    scene.world.grant(&scene.visitor).await;

    ask(&scene.function, scene.logout(&[("post_logout_redirect_uri", SIGNED_OUT)])).await;
    ask(&scene.function, scene.form("x")).await;

    assert!(to_be_told(&scene).await.is_empty());
}

#[tokio::test]
async fn a_sign_out_that_broke_off_anywhere_is_finished_by_asking_again() {
    for way in 0..2 {
        for broken_at in 0.. {
            let scene = Scene::new().await;
            let [_, token] = scene.world.grant(&scene.visitor).await;
            let again = ways(&scene).await.into_iter().nth(way).unwrap();
            let request = ways(&scene).await.into_iter().nth(way).unwrap();
            let meddling = scene.world.engine().meddling();
            for _ in 0..broken_at {
                meddling.pass_next();
            }
            meddling.refuse_next("AccessDeniedException");
            let broke_off = ask(&scene.function, request).await;
            if broke_off.status == 503 {
                ask(&scene.function, again).await;
            } else {
                // The last call is only to remember where the person ends.
                assert!(broken_at > 8, "{broken_at}");
            }

            let now = scene.visitor.journey.began_at;
            let token = scene.world.store().grants().token(&token, now).await.unwrap();
            assert_eq!(token, None, "{way}, {broken_at}");
            assert!(!scene.is_signed_in().await, "{way}, {broken_at}");
            assert_eq!(to_be_told(&scene).await.len(), 1, "{way}, {broken_at}");
            if broke_off.status != 503 {
                break;
            }
        }
    }
}
