//! How journeys begin, are opened, and use up their states.

use std::{collections::BTreeSet, sync::Arc};

use journey::{Event, Known, Stage};
use ports::{
    Begin, Commit, CommitError, Journey, Journeys, Session, SessionSignIn, Sessions, SignInStamp,
    Spend,
};
use testing::dynamodb::Engine;

use crate::given::{
    attempt, begun, digest, journey, minutes_past_nine, nine, plain, rotation, session, sign_in,
    taken, user,
};

#[tokio::test]
async fn a_journey_opens_for_the_browser_it_began_in() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;

    let opened = store.open(&began.id, &digest("cookie"), nine()).await.unwrap();

    assert_eq!(opened, Some(began));
}

#[tokio::test]
async fn opening_a_journey_is_one_read() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    engine.calls().forget();

    store.open(&began.id, &digest("cookie"), nine()).await.unwrap();

    assert_eq!((engine.calls().reads(), engine.calls().writes()), (1, 0));
}

#[tokio::test]
async fn beginning_a_journey_is_one_write() {
    let engine = Engine::in_memory().await;

    begun(&engine.store(), journey("j1"), "cookie").await;

    assert_eq!((engine.calls().reads(), engine.calls().writes()), (0, 1));
}

#[tokio::test]
async fn a_journey_opens_for_nobody_else() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    let mut other = session("somebody else's");
    other.session = Session { browser: "browser-2".parse().unwrap(), ..other.session };
    let mut theirs = journey("j2");
    theirs.browser = "browser-2".parse().unwrap();
    store.begin(&Begin { journey: theirs, session: other, old: None }).await.unwrap();

    for cookie in ["somebody else's", "nobody's"] {
        assert_eq!(store.open(&began.id, &digest(cookie), nine()).await.unwrap(), None);
    }
    let unknown = "j3".parse().unwrap();
    assert_eq!(store.open(&unknown, &digest("cookie"), nine()).await.unwrap(), None);
}

#[tokio::test]
async fn a_journey_that_stands_on_a_sign_in_opens_for_that_sign_in_alone() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let signed_in = |sid: &str| {
        let SessionSignIn { session, auth_time, .. } = sign_in(sid);
        Journey { sign_in: Some(SignInStamp { session, auth_time }), ..journey(sid) }
    };
    let annes = begun(&store, signed_in("sid-1"), "cookie-1").await;
    begun(&store, signed_in("sid-2"), "cookie-2").await;
    begun(&store, journey("j3"), "cookie-3").await;

    let opened = async |cookie| store.open(&annes.id, &digest(cookie), nine()).await.unwrap();

    assert_eq!(opened("cookie-1").await.as_ref(), Some(&annes));
    assert_eq!(opened("cookie-2").await, None, "somebody else has signed in in this browser");
    assert_eq!(opened("cookie-3").await, None, "nobody has");
}

#[tokio::test]
async fn a_session_that_has_ended_is_not_carried_on_by_a_sign_in() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    store.end(Some(&digest("cookie")), None, nine()).await.unwrap();
    let event = Event::SignedIn { user: user(), known: Known::Nothing };
    let step = taken(Stage::SigningIn, event);
    let commit = Commit { rotation: Some(rotation("cookie", "new", "sid")), ..plain(&step) };

    let refused = store.commit(&began, commit).await;

    assert!(matches!(refused, Err(CommitError::Stale)), "{refused:?}");
    assert_eq!(store.session(&digest("new"), nine()).await.unwrap(), None);
}

#[tokio::test]
async fn a_journey_is_gone_once_it_or_its_session_has_expired() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let mut short = journey("short");
    short.expires_at = minutes_past_nine(10);
    begun(&store, short.clone(), "cookie").await;
    let mut long = journey("long");
    long.expires_at = minutes_past_nine(500);
    begun(&store, long.clone(), "cookie").await;

    let open = async |id, minutes| {
        let now = minutes_past_nine(minutes);
        store.open(id, &digest("cookie"), now).await.unwrap().is_some()
    };

    assert!(open(&short.id, 9).await);
    assert!(!open(&short.id, 10).await, "the journey has expired");
    assert!(open(&long.id, 119).await);
    assert!(!open(&long.id, 120).await, "the session has expired");
}

#[tokio::test]
async fn a_session_that_ended_opens_nothing_and_cannot_be_brought_back() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    let ended = rotation("cookie", "new cookie", "sid");
    let step = crate::given::not_found_by_nino();
    let commit = ports::Commit { rotation: Some(ended), ..crate::given::plain(&step) };
    store.commit(&began, commit).await.unwrap();

    // Another tab had read the session before.
    let late = Begin { journey: journey("j2"), session: session("cookie"), old: None };

    assert!(store.begin(&late).await.is_err());
    assert_eq!(store.open(&began.id, &digest("cookie"), nine()).await.unwrap(), None);
    assert!(store.open(&began.id, &digest("new cookie"), nine()).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_callbacks_at_once_one_uses_the_state_up() {
    let engine = Engine::in_memory().await;
    let store = Arc::new(engine.store());
    let began = begun(&*store, journey("j1"), "cookie").await;
    let callbacks: Vec<_> = (0..50)
        .map(|_| {
            let (store, began) = (store.clone(), began.clone());
            tokio::spawn(async move { store.spend(&began, &digest("state")).await.unwrap() })
        })
        .collect();

    let mut spent = Vec::new();
    for callback in callbacks {
        match callback.await.unwrap() {
            Spend::Spent { attempt, journey } => spent.push((attempt, journey)),
            Spend::NotGood => {}
        }
    }

    let [(used, now)] = spent.as_slice() else { panic!("{} callbacks won", spent.len()) };
    assert_eq!(*used, attempt("state"));
    assert_eq!((now.version, &now.attempt), (1, &None));
    assert_eq!(now.spent, [digest("state")]);
    assert_eq!(store.open(&began.id, &digest("cookie"), nine()).await.unwrap(), Some(*now.clone()));
}

#[tokio::test]
async fn a_state_that_is_not_the_attempts_is_not_good() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;

    assert_eq!(store.spend(&began, &digest("another")).await.unwrap(), Spend::NotGood);
    assert_eq!(store.spend(&journey("never"), &digest("state")).await.unwrap(), Spend::NotGood);
    assert_eq!(store.open(&began.id, &digest("cookie"), nine()).await.unwrap(), Some(began));
}

#[tokio::test]
async fn a_new_attempt_takes_the_place_of_the_one_before() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;

    store.attempt(&began, &attempt("second state")).await.unwrap();

    assert_eq!(store.spend(&began, &digest("state")).await.unwrap(), Spend::NotGood);
    let spent = store.spend(&began, &digest("second state")).await.unwrap();
    assert!(matches!(spent, Spend::Spent { journey, .. } if journey.version == 2));
}

#[tokio::test]
async fn an_attempt_on_a_journey_that_has_moved_is_stale() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    store.attempt(&began, &attempt("second state")).await.unwrap();

    let late = store.attempt(&began, &attempt("third state")).await;

    assert!(matches!(late, Err(CommitError::Stale)));
}

#[tokio::test]
async fn every_journey_has_a_place_of_its_own() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    for id in ["j1", "j2", "j3"] {
        begun(&store, journey(id), "cookie").await;
    }

    let mut opened = BTreeSet::new();
    for id in ["j1", "j2", "j3"] {
        let id = id.parse().unwrap();
        let journey = store.open(&id, &digest("cookie"), nine()).await.unwrap().unwrap();
        opened.insert(journey.id);
    }

    assert_eq!(opened.len(), 3);
}
