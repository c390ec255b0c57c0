//! Discovery and keys: fetched seldom, kept through an outage, renewed for a new key.

use jiff::SignedDuration;
use testing::staff::{Endpoint, Twist};

use crate::scene::{Failed, Scene};

fn calls(scene: &Scene) -> [usize; 2] {
    [Endpoint::Discovery, Endpoint::Keys].map(|document| scene.stand_in.calls(document))
}

#[tokio::test]
async fn each_document_is_fetched_once_an_hour() {
    let scene = Scene::new().await;

    for _ in 0..3 {
        assert!(scene.trip().await.is_ok());
    }
    assert_eq!(calls(&scene), [1, 1]);

    scene.clock.advance(SignedDuration::from_mins(59));
    assert!(scene.trip().await.is_ok());
    assert_eq!(calls(&scene), [1, 1]);

    scene.clock.advance(SignedDuration::from_mins(2));
    assert!(scene.trip().await.is_ok());
    assert_eq!(calls(&scene), [2, 2]);
}

#[tokio::test]
async fn what_is_kept_survives_a_day_without_answers_and_no_longer() {
    for name in ["discovery: 500", "discovery: another issuer", "keys: 500", "keys: empty"] {
        let scene = Scene::new().await;
        assert!(scene.trip().await.is_ok());
        scene.stand_in.tell(Some(Twist::named(name)));

        scene.clock.advance(SignedDuration::from_hours(23));
        assert!(scene.trip().await.is_ok(), "{name}");

        scene.clock.advance(SignedDuration::from_hours(2));
        let failed = scene.trip().await;
        assert!(matches!(failed, Err(Failed::Fault(_))), "{name}: {failed:?}");
    }
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_asked_once_a_minute() {
    let scene = Scene::new().await;
    assert!(scene.trip().await.is_ok());
    scene.stand_in.tell(Some(Twist::named("keys: 500")));
    scene.clock.advance(SignedDuration::from_hours(2));
    let before = scene.stand_in.calls(Endpoint::Keys);

    for _ in 0..5 {
        assert!(scene.trip().await.is_ok());
    }

    // What fails at once is tried once more.
    assert_eq!(scene.stand_in.calls(Endpoint::Keys) - before, 2);
}

#[tokio::test]
async fn a_new_key_is_fetched_when_it_is_met_and_the_old_one_is_dead() {
    let scene = Scene::new().await;
    assert!(scene.trip().await.is_ok());
    scene.clock.advance(SignedDuration::from_mins(2));

    scene.stand_in.change_keys();

    assert!(scene.trip().await.is_ok());
    assert_eq!(calls(&scene), [1, 2]);
}

#[tokio::test]
async fn unknown_keys_bring_one_request_a_minute_however_many_come() {
    let scene = Scene::new().await;
    assert!(scene.trip().await.is_ok());
    scene.stand_in.tell(Some(Twist::named("ID token: unknown kid")));

    for minutes in 1..=3 {
        scene.clock.advance(SignedDuration::from_secs(61));
        for _ in 0..5 {
            assert!(scene.trip().await.is_err());
        }
        assert_eq!(calls(&scene), [1, 1 + minutes]);
    }

    scene.stand_in.tell(Some(Twist::named("ID token: no kid")));
    scene.clock.advance(SignedDuration::from_secs(61));
    assert!(scene.trip().await.is_err());
    assert_eq!(calls(&scene), [1, 4], "a token that names no key is no reason to look for one");
}
