//! Sessions, and signing out everywhere.

use std::time::Duration;

use dynamodb::Table;
use identity::SessionId;
use oidc::CodeUse;
use ports::{Begin, Commit, CommitError, Grants, Journeys, Redemption, Sessions, SignOut};
use testing::dynamodb::Engine;

use crate::{
    given::{
        begun, code, digest, journey, minutes_past_nine, nine, not_found_by_nino, plain, rotation,
        sign_in, token,
    },
    written,
};

fn sid() -> SessionId {
    "sid-1".parse().unwrap()
}

/// Anne has signed in on two journeys in two browsers tabs of one sign-in: `tab 1` and `tab 2`.
async fn signed_in_twice(engine: &Engine) -> ports::Journey {
    let store = engine.store();
    let mut last = None;
    for (id, old, new) in [("j1", "cookie 1", "tab 1"), ("j2", "cookie 2", "tab 2")] {
        let began = begun(&store, journey(id), old).await;
        let step = not_found_by_nino();
        let commit = Commit { rotation: Some(rotation(old, new, "sid-1")), ..plain(&step) };
        last = Some(store.commit(&began, commit).await.unwrap());
    }
    last.unwrap()
}

#[tokio::test]
async fn a_session_says_who_is_signed_in_until_it_expires() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    signed_in_twice(&engine).await;

    let session = store.session(&digest("tab 1"), nine()).await.unwrap().unwrap();

    assert_eq!(session.sign_in, Some(sign_in("sid-1")));
    assert_eq!(store.session(&digest("tab 1"), minutes_past_nine(120)).await.unwrap(), None);
    assert_eq!(store.session(&digest("cookie 1"), nine()).await.unwrap(), None, "rotated away");
    assert_eq!(store.session(&digest("nobody's"), nine()).await.unwrap(), None);
}

#[tokio::test]
async fn a_sign_in_is_found_by_what_calling_services_call_it() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    signed_in_twice(&engine).await;

    assert_eq!(store.sign_in(&sid(), nine()).await.unwrap(), Some(sign_in("sid-1")));
    assert_eq!(store.sign_in(&sid(), minutes_past_nine(120)).await.unwrap(), None);
    assert_eq!(store.sign_in(&"sid-2".parse().unwrap(), nine()).await.unwrap(), None);
}

#[tokio::test]
async fn a_session_can_end_alone() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    signed_in_twice(&engine).await;

    store.end(Some(&digest("tab 1")), None, nine()).await.unwrap();

    assert_eq!(store.session(&digest("tab 1"), nine()).await.unwrap(), None);
    assert!(store.session(&digest("tab 2"), nine()).await.unwrap().is_some());
    assert_eq!(store.sign_in(&sid(), nine()).await.unwrap(), Some(sign_in("sid-1")));
}

#[tokio::test]
async fn signing_out_ends_every_session_code_and_token_of_the_sign_in() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let here = signed_in_twice(&engine).await;
    for name in ["code 1", "code 2"] {
        store.grant(&here, &digest(name), &code("sid-1")).await.unwrap();
    }
    store.grant(&here, &digest("another's code"), &code("sid-2")).await.unwrap();
    let exchange =
        Redemption::Exchange { token: digest("token 1"), stored: token("sid-1"), family: None };
    assert!(store.redeem(&digest("code 1"), &exchange).await.unwrap());

    store.end(Some(&digest("tab 1")), Some(&sid()), nine()).await.unwrap();

    for cookie in ["tab 1", "tab 2"] {
        assert_eq!(store.session(&digest(cookie), nine()).await.unwrap(), None);
    }
    assert_eq!(store.sign_in(&sid(), nine()).await.unwrap(), None);
    for name in ["code 1", "code 2"] {
        assert_eq!(store.code(&digest(name)).await.unwrap(), None);
    }
    assert_eq!(store.token(&digest("token 1"), nine()).await.unwrap(), None);
    let other = store.code(&digest("another's code")).await.unwrap().unwrap();
    assert_eq!(other.spent, CodeUse::Unused);
}

#[tokio::test]
async fn signing_out_twice_changes_nothing() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    signed_in_twice(&engine).await;
    store.end(Some(&digest("tab 1")), Some(&sid()), nine()).await.unwrap();
    let left = written::count(&engine, Table::Journeys).await;

    store.end(Some(&digest("tab 1")), Some(&sid()), nine()).await.unwrap();

    assert_eq!(written::count(&engine, Table::Journeys).await, left);
    assert_eq!(store.session(&digest("tab 1"), nine()).await.unwrap(), None);
}

#[tokio::test]
async fn signing_out_leaves_nothing_about_the_person_in_the_session() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    signed_in_twice(&engine).await;

    store.end(Some(&digest("tab 1")), Some(&sid()), nine()).await.unwrap();

    for cookie in ["tab 1", "tab 2"] {
        let pk = format!("SESSION#{}", digest(cookie).as_str());
        let left = written::only(&engine, Table::Journeys, &pk).await.to_string();
        assert!(!left.contains("their ID token") && !left.contains("urn:fdc"), "{left}");
    }
}

#[tokio::test]
async fn nothing_is_granted_to_a_sign_in_that_has_ended() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let here = signed_in_twice(&engine).await;
    store.end(None, Some(&sid()), nine()).await.unwrap();

    // A request that was under way in another tab.
    let late = store.grant(&here, &digest("late code"), &code("sid-1")).await;

    assert!(matches!(late, Err(CommitError::Stale)));
    assert_eq!(store.code(&digest("late code")).await.unwrap(), None);
}

#[tokio::test]
async fn a_journey_cannot_begin_in_a_session_that_was_signed_out() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    signed_in_twice(&engine).await;
    let read_before = rotation("cookie 1", "tab 1", "sid-1").new;
    store.end(None, Some(&sid()), nine()).await.unwrap();

    let late = Begin { journey: journey("j3"), session: read_before, old: None };
    let late = store.begin(&late).await;

    assert!(late.is_err());
    assert_eq!(store.session(&digest("tab 1"), nine()).await.unwrap(), None);
}

#[tokio::test]
async fn ending_what_never_was_is_nothing() {
    let engine = Engine::in_memory().await;
    let store = engine.store();

    store.end(Some(&digest("nobody's")), Some(&sid()), nine()).await.unwrap();
    store.end(None, None, nine()).await.unwrap();

    assert_eq!(written::count(&engine, Table::Journeys).await, 0);
    assert_eq!(written::count(&engine, Table::Grants).await, 0);
}

#[tokio::test]
async fn hundreds_of_codes_of_one_sign_in_all_end() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let here = signed_in_twice(&engine).await;
    for number in 0..60 {
        let name = digest(&format!("code {number}"));
        store.grant(&here, &name, &code("sid-1")).await.unwrap();
    }

    store.end(None, Some(&sid()), nine()).await.unwrap();

    // What says that the sign-in has ended is all there is, and who hears of news.
    assert_eq!(written::count(&engine, Table::Grants).await, 2);
}

#[tokio::test]
async fn a_sign_out_ends_where_it_was_to_end_and_once() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let going = |state: &str, to: Option<(&str, Option<&str>)>| SignOut {
        state: digest(state),
        return_to: to.map(|(uri, state)| (uri.to_owned(), state.map(str::to_owned))),
        expires_at: minutes_past_nine(10),
    };
    let theirs = going("1", Some(("https://service.example/bye", Some("their state"))));
    let ours = going("2", None);
    let plain = going("3", Some(("https://service.example/bye", None)));
    for sign_out in [&theirs, &ours, &plain] {
        store.begin_sign_out(sign_out).await.unwrap();

        let ended = store.finish_sign_out(&sign_out.state, nine()).await.unwrap();
        let again = store.finish_sign_out(&sign_out.state, nine()).await.unwrap();

        assert_eq!((ended.as_ref(), again), (Some(sign_out), None));
    }
}

#[tokio::test]
async fn a_sign_out_that_took_too_long_ends_on_our_own_page() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let late = SignOut {
        state: digest("state"),
        return_to: Some(("https://service.example/bye".to_owned(), None)),
        expires_at: minutes_past_nine(10),
    };
    store.begin_sign_out(&late).await.unwrap();

    let ended = store.finish_sign_out(&digest("state"), minutes_past_nine(10)).await.unwrap();

    assert_eq!(ended, None);
}

#[tokio::test]
async fn a_journey_that_begins_meanwhile_takes_no_sign_in_along() {
    for later in 0..40 {
        let engine = Engine::in_memory().await;
        let store = engine.store();
        signed_in_twice(&engine).await;
        let session = rotation("tab 2", "tab 3", "sid-1").new;
        let begin = Begin { journey: journey("j3"), session, old: Some(digest("tab 2")) };
        let beginning = async {
            tokio::time::sleep(Duration::from_micros(later * 400)).await;
            store.begin(&begin).await
        };

        let (here, sid) = (digest("tab 1"), sid());
        let ending = store.end(Some(&here), Some(&sid), nine());
        let (ended, answer) = tokio::join!(ending, beginning);

        ended.unwrap();
        assert!(matches!(answer, Ok(()) | Err(CommitError::Stale)), "{answer:?}");
        let left = store.session(&digest("tab 3"), nine()).await.unwrap();
        assert_eq!(left, None, "beginning {later} times 400 microseconds later");
    }
}
