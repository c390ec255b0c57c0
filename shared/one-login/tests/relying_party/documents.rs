//! The documents of GOV.UK One Login: fetched seldom, kept through an outage, renewed for a new key.

use crate::scene::{Failed, OUR_ISSUER, Scene, ada};
use jiff::SignedDuration;
use ports::{Purpose, SignInRefused};
use testing::one_login::{End, Endpoint, Twist};

const DOCUMENTS: [Endpoint; 3] = [Endpoint::Discovery, Endpoint::Keys, Endpoint::Did];

async fn scene() -> Scene {
    let scene = Scene::new().await;
    scene.stand_in.preselect(ada());
    scene
}

fn calls(scene: &Scene) -> [usize; 3] {
    DOCUMENTS.map(|document| scene.stand_in.calls(document))
}

async fn proves_identity(scene: &Scene) -> bool {
    scene.trip(Purpose::ProveIdentity).await.is_ok_and(|signed_in| signed_in.identity.is_some())
}

#[tokio::test]
async fn each_document_is_fetched_once_for_every_process_until_it_is_stale() {
    let mut scene = scene().await;

    assert!(proves_identity(&scene).await);
    assert!(proves_identity(&scene).await);
    scene.restart();
    assert!(proves_identity(&scene).await);
    assert_eq!(calls(&scene), [1, 1, 1]);

    scene.clock.advance(SignedDuration::from_mins(61));
    assert!(proves_identity(&scene).await);
    assert_eq!(calls(&scene), [1, 1, 2], "the DID document says an hour");

    scene.clock.advance(SignedDuration::from_hours(24));
    assert!(proves_identity(&scene).await);
    assert_eq!(calls(&scene), [2, 2, 3]);
}

#[tokio::test]
async fn a_document_is_kept_as_long_as_it_says_but_never_over_a_day() {
    let mut scene = scene().await;
    let rows = [
        ("keys: to be kept, nobody says for how long", 60),
        ("keys: to be kept for a malformed time", 60),
        ("keys: to be kept for no time at all", 0),
        ("keys: to be kept for a year", 24 * 60),
    ];
    for (name, minutes) in rows {
        scene.start_cold();
        scene.stand_in.tell(Some(Twist::named(name)));
        let fetched = async |after: i64| {
            let before = scene.stand_in.calls(Endpoint::Keys);
            scene.clock.advance(SignedDuration::from_mins(after));
            assert!(proves_identity(&scene).await);
            scene.stand_in.calls(Endpoint::Keys) - before
        };

        assert_eq!(fetched(0).await, 1, "{name}");
        assert_eq!(fetched((minutes - 1).max(0)).await, usize::from(minutes == 0), "{name}");
        assert_eq!(fetched(2).await, 1, "{name}");
    }
}

#[tokio::test]
async fn what_is_kept_survives_every_failure_to_refresh_it() {
    let mut wrong = Vec::new();
    let mut scene = scene().await;
    let rows = Twist::all().filter(|twist| {
        twist.document().is_some()
            && twist.end == End::Unreachable
            && !twist.name.ends_with("too slow")
    });
    for twist in rows {
        scene.stand_in.tell(None);
        scene.start_cold();
        assert!(proves_identity(&scene).await);
        scene.clock.advance(SignedDuration::from_hours(25));

        scene.stand_in.tell(Some(twist));
        if !proves_identity(&scene).await {
            wrong.push(format!("{} in the same process", twist.name));
        }
        scene.restart();
        if !proves_identity(&scene).await {
            wrong.push(format!("{} after a cold start", twist.name));
        }
    }

    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn there_is_nowhere_to_go_when_nothing_is_kept_and_nothing_answers() {
    let scene = scene().await;
    scene.stand_in.tell(Some(Twist::named("discovery: 500")));

    let Err(Failed::Begin(fault)) = scene.trip(Purpose::SignIn).await else { panic!("it began") };

    assert_eq!(fault.doing(), "fetching the discovery document of GOV.UK One Login");
    assert_eq!(
        scene.stand_in.calls(Endpoint::Discovery),
        2,
        "what fails at once is tried once more"
    );
}

#[tokio::test]
async fn what_is_kept_is_not_used_after_a_week() {
    let scene = scene().await;
    assert!(proves_identity(&scene).await);
    scene.stand_in.tell(Some(Twist::named("keys: 500")));

    scene.clock.advance(SignedDuration::from_hours(6 * 24));
    assert!(proves_identity(&scene).await);
    scene.clock.advance(SignedDuration::from_hours(25));
    let refused = scene.trip(Purpose::SignIn).await;

    assert!(matches!(refused, Err(Failed::Finish(SignInRefused::Unreachable(_)))), "{refused:?}");
}

#[tokio::test]
async fn a_failed_refresh_is_not_tried_again_for_a_minute() {
    let scene = scene().await;
    assert!(proves_identity(&scene).await);
    scene.clock.advance(SignedDuration::from_hours(25));
    scene.stand_in.tell(Some(Twist::named("keys: garbage")));

    assert!(proves_identity(&scene).await);
    assert!(proves_identity(&scene).await);
    assert_eq!(scene.stand_in.calls(Endpoint::Keys), 2);

    scene.clock.advance(SignedDuration::from_secs(61));
    assert!(proves_identity(&scene).await);
    assert_eq!(scene.stand_in.calls(Endpoint::Keys), 3);
}

#[tokio::test]
async fn a_flood_of_unknown_keys_causes_one_refresh_a_minute() {
    let rows =
        [("ID token: unknown kid", Endpoint::Keys), ("credential: unknown kid", Endpoint::Did)];
    for (name, document) in rows {
        let mut scene = scene().await;
        assert!(proves_identity(&scene).await);
        scene.stand_in.tell(Some(Twist::named(name)));

        for _ in 0..10 {
            assert!(!proves_identity(&scene).await);
        }
        scene.restart();
        for _ in 0..10 {
            assert!(!proves_identity(&scene).await);
        }
        assert_eq!(scene.stand_in.calls(document), 2, "{name}");

        scene.clock.advance(SignedDuration::from_secs(61));
        assert!(!proves_identity(&scene).await);
        assert_eq!(scene.stand_in.calls(document), 3, "{name}");
        scene.stand_in.tell(None);
        assert!(proves_identity(&scene).await, "the good keys are still known");
    }
}

#[tokio::test]
async fn a_token_that_names_no_key_of_ours_refreshes_nothing() {
    let scene = scene().await;
    assert!(proves_identity(&scene).await);
    let names = ["ID token: no kid", "credential: no kid", "credential: another controller"];
    for name in names {
        scene.stand_in.tell(Some(Twist::named(name)));
        assert!(!proves_identity(&scene).await);
    }
    assert_eq!(calls(&scene), [1, 1, 1]);
}

#[tokio::test]
async fn new_keys_are_found_when_they_are_used_and_old_ones_go() {
    let mut scene = scene().await;
    assert!(proves_identity(&scene).await);

    scene.stand_in.announce_keys();
    assert!(proves_identity(&scene).await);
    assert_eq!(calls(&scene), [1, 1, 1]);

    scene.stand_in.use_announced_keys();
    assert!(proves_identity(&scene).await);
    assert_eq!(calls(&scene), [1, 2, 2]);

    scene.stand_in.withdraw_old_keys();
    scene.restart();
    assert!(proves_identity(&scene).await);
    assert_eq!(calls(&scene), [1, 2, 2], "the store has them");
}

#[tokio::test]
async fn a_key_another_process_has_fetched_is_taken_from_the_store() {
    let mut scene = scene().await;
    assert!(proves_identity(&scene).await);
    let early = scene.restart();
    scene.stand_in.announce_keys();
    scene.stand_in.use_announced_keys();
    scene.clock.advance(SignedDuration::from_secs(1));
    assert!(proves_identity(&scene).await);

    scene.client = early;
    assert!(proves_identity(&scene).await);

    assert_eq!(calls(&scene), [1, 2, 2]);
}

#[tokio::test]
async fn a_key_that_was_taken_back_is_not_believed_after_the_next_refresh() {
    let scene = scene().await;
    assert!(proves_identity(&scene).await);
    scene.clock.advance(SignedDuration::from_hours(25));
    scene.stand_in.tell(Some(Twist::named("keys: without our own")));

    let refused = scene.trip(Purpose::SignIn).await;

    assert!(
        matches!(refused, Err(Failed::Finish(SignInRefused::NotBelieved("ID token")))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn every_call_says_who_we_are() {
    let scene = scene().await;

    assert!(proves_identity(&scene).await);

    let version = env!("CARGO_PKG_VERSION");
    let name = format!("connect-your-teaching-record/{version} ({OUR_ISSUER})");
    assert_eq!(scene.stand_in.user_agents(), [name]);
    assert_eq!(scene.stand_in.nameless_calls(), 0);
}
