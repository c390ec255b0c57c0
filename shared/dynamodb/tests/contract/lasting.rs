//! How long a session lasts: an hour from when it was last used, and a sign-in in it two hours from when the
//! person came back.

use jose::Digest;
use ports::{
    Begin, CommitError, Journeys, NewSession, SESSION_IDLE, Session, SessionSignIn, Sessions,
    SignInStamp,
};
use testing::dynamodb::Engine;

use crate::given::{
    begun, digest, journey, minutes_past_nine, nine, session, session_for, sign_in,
};

/// A session that is good for an hour unless it is used.
fn idling(new: NewSession) -> NewSession {
    let session = Session { idle_at: nine() + SESSION_IDLE, ..new.session };
    NewSession {
        digest: new.digest,
        session: Session { expires_at: minutes_past_nine(500), ..session },
    }
}

/// A journey that stands on the sign-in `sid-1`, and outlasts everything.
fn signed_in() -> ports::Journey {
    let SessionSignIn { session, auth_time, .. } = sign_in("sid-1");
    let stamp = SignInStamp { session, auth_time };
    ports::Journey { sign_in: Some(stamp), expires_at: minutes_past_nine(500), ..journey("j1") }
}

async fn started(engine: &Engine) -> ports::Journey {
    let (journey, store) = (signed_in(), engine.store());
    let session = idling(session_for(&journey, "cookie"));
    store.begin(&Begin { journey: journey.clone(), session, old: None }).await.unwrap();
    journey
}

async fn opens(engine: &Engine, cookie: &Digest, minutes: i64) -> bool {
    let (store, id) = (engine.store(), signed_in().id);
    store.open(&id, cookie, minutes_past_nine(minutes)).await.unwrap().is_some()
}

#[tokio::test]
async fn a_page_that_lay_open_for_an_hour_cannot_be_carried_on() {
    let engine = Engine::in_memory().await;
    started(&engine).await;
    let cookie = digest("cookie");

    assert!(!opens(&engine, &cookie, 60).await);
    assert!(opens(&engine, &cookie, 59).await);
    assert!(
        opens(&engine, &cookie, 118).await,
        "it was used a minute before it would have been idle"
    );
}

#[tokio::test]
async fn a_sign_in_is_over_after_two_hours_however_busy_the_person_is() {
    let engine = Engine::in_memory().await;
    started(&engine).await;
    let cookie = digest("cookie");
    for minutes in [30, 60, 90, 119] {
        assert!(opens(&engine, &cookie, minutes).await, "{minutes}");
    }

    assert!(!opens(&engine, &cookie, 120).await);

    let left = engine.store().session(&cookie, minutes_past_nine(120)).await.unwrap().unwrap();
    assert_eq!((left.sign_in, left.browser), (None, signed_in().browser));
}

#[tokio::test]
async fn using_a_session_is_written_down_once_in_a_while() {
    let engine = Engine::in_memory().await;
    started(&engine).await;
    let cookie = digest("cookie");
    engine.calls().forget();

    for minutes in 0..=4 {
        opens(&engine, &cookie, minutes).await;
    }
    let seldom = engine.calls().writes();
    opens(&engine, &cookie, 5).await;

    assert_eq!((seldom, engine.calls().writes()), (0, 1));
}

#[tokio::test]
async fn an_idle_session_still_knows_how_to_sign_out() {
    let engine = Engine::in_memory().await;
    started(&engine).await;

    let found = engine.store().sign_in(&"sid-1".parse().unwrap(), minutes_past_nine(119)).await;

    assert_eq!(found.unwrap(), Some(sign_in("sid-1")));
}

#[tokio::test]
async fn a_session_that_ended_is_not_kept() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    started(&engine).await;
    store.end(Some(&digest("cookie")), None, nine()).await.unwrap();

    assert!(!opens(&engine, &digest("cookie"), 30).await);
    assert_eq!(store.session(&digest("cookie"), nine()).await.unwrap(), None);
}

#[tokio::test]
async fn a_journey_begins_in_a_new_session_and_ends_the_one_before() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let first = begun(&store, journey("j1"), "cookie").await;
    engine.calls().forget();
    let old = Some(digest("cookie"));

    let second = Begin { journey: journey("j2"), session: session("new cookie"), old };
    store.begin(&second).await.unwrap();

    assert_eq!(engine.calls().writes(), 1, "in one transaction");
    assert_eq!(store.session(&digest("cookie"), nine()).await.unwrap(), None);
    for id in [&first.id, &second.journey.id] {
        assert!(store.open(id, &digest("new cookie"), nine()).await.unwrap().is_some());
        assert!(store.open(id, &digest("cookie"), nine()).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn of_two_journeys_that_begin_at_once_in_one_session_one_has_to_ask_again() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    begun(&store, journey("j1"), "cookie").await;
    let begin = |id: &str, cookie: &str| Begin {
        journey: journey(id),
        session: session(cookie),
        old: Some(digest("cookie")),
    };
    store.begin(&begin("j2", "tab 1")).await.unwrap();

    let late = store.begin(&begin("j3", "tab 2")).await;

    assert!(matches!(late, Err(CommitError::Stale)), "{late:?}");
    assert_eq!(store.session(&digest("tab 2"), nine()).await.unwrap(), None);
    assert!(store.session(&digest("tab 1"), nine()).await.unwrap().is_some());
}
