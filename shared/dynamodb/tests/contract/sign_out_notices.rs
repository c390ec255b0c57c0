//! Sign-outs that GOV.UK One Login tells of, and the sign-ins they meet.

use dynamodb::{Store, Table};
use ports::{
    Begin, Commit, CommitError, Grants, Journeys, Redemption, Rotation, Sessions, SignOutNotice,
    SignOutNotices,
};
use testing::dynamodb::Engine;

use crate::{
    given::{
        begun, code, digest, journey, minutes_past_nine, nine, not_found_by_nino, plain, rotation,
        subject, token,
    },
    written,
};

fn notice(id: &str) -> SignOutNotice {
    SignOutNotice { id: digest(id), subject: subject() }
}

/// Anne signs in in a browser: from the session `old` to the session `new`, having set out so many minutes
/// past nine.
async fn sign_in(
    store: &Store,
    (id, old, new): (&str, &str, &str),
    sid: &str,
    minutes: i64,
) -> Result<ports::Journey, CommitError> {
    let began = begun(store, journey(id), old).await;
    let rotation = Rotation { set_out_at: minutes_past_nine(minutes), ..rotation(old, new, sid) };
    let step = not_found_by_nino();
    store.commit(&began, Commit { rotation: Some(rotation), ..plain(&step) }).await
}

async fn is_there(engine: &Engine, cookie: &str) -> bool {
    engine.store().session(&digest(cookie), nine()).await.unwrap().is_some()
}

#[tokio::test]
async fn a_notice_ends_every_sign_in_of_its_subject_with_all_that_was_granted() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let mut here = Vec::new();
    for number in ["1", "2", "3"] {
        let id = (&*format!("j{number}"), &*format!("old {number}"), &*format!("new {number}"));
        here.push(sign_in(&store, id, &format!("sid-{number}"), 0).await.unwrap());
    }
    for (journey, sid) in here.iter().zip(["sid-1", "sid-2", "sid-3"]) {
        store.grant(journey, &digest(sid), &code(sid)).await.unwrap();
        store.grant(journey, &digest(&format!("{sid} again")), &code(sid)).await.unwrap();
        let exchange = Redemption::Exchange {
            token: digest(&format!("{sid} token")),
            stored: token(sid),
            family: None,
        };
        assert!(store.redeem(&digest(sid), &exchange).await.unwrap());
    }

    store.follow(&notice("1"), minutes_past_nine(10)).await.unwrap();

    for (number, sid) in [("1", "sid-1"), ("2", "sid-2"), ("3", "sid-3")] {
        assert!(!is_there(&engine, &format!("new {number}")).await);
        assert_eq!(store.sign_in(&sid.parse().unwrap(), nine()).await.unwrap(), None);
        for name in [sid.to_owned(), format!("{sid} again")] {
            assert_eq!(store.code(&digest(&name)).await.unwrap(), None);
        }
        assert_eq!(store.token(&digest(&format!("{sid} token")), nine()).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_notice_is_known_again_for_a_day() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    assert!(!store.was_followed(&digest("1"), nine()).await.unwrap());

    store.follow(&notice("1"), nine()).await.unwrap();

    assert!(store.was_followed(&digest("1"), minutes_past_nine(24 * 60 - 1)).await.unwrap());
    assert!(!store.was_followed(&digest("1"), minutes_past_nine(24 * 60)).await.unwrap());
    assert!(!store.was_followed(&digest("2"), nine()).await.unwrap());
}

#[tokio::test]
async fn a_sign_in_that_was_on_its_way_when_the_notice_came_does_not_begin() {
    let engine = Engine::in_memory().await;
    engine.store().follow(&notice("1"), minutes_past_nine(5)).await.unwrap();

    let late = sign_in(&engine.store(), ("j1", "old", "new"), "sid-1", 5).await;

    assert!(matches!(late, Err(CommitError::Stale)), "{late:?}");
    assert!(!is_there(&engine, "new").await);
    assert!(is_there(&engine, "old").await, "they can set out again");
}

#[tokio::test]
async fn whoever_sets_out_after_the_notice_is_signed_in() {
    let engine = Engine::in_memory().await;
    engine.store().follow(&notice("1"), minutes_past_nine(5)).await.unwrap();

    sign_in(&engine.store(), ("j1", "old", "new"), "sid-1", 6).await.unwrap();

    assert!(is_there(&engine, "new").await);
}

#[tokio::test]
async fn a_notice_that_comes_out_of_turn_takes_nothing_back() {
    let engine = Engine::in_memory().await;
    for (id, minutes) in [("second", 10), ("first", 5)] {
        engine.store().follow(&notice(id), minutes_past_nine(minutes)).await.unwrap();
    }

    let between = sign_in(&engine.store(), ("j1", "old", "new"), "sid-1", 7).await;

    assert!(matches!(between, Err(CommitError::Stale)), "{between:?}");
}

#[tokio::test]
async fn a_session_that_was_read_before_the_notice_is_not_extended_after_it() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    sign_in(&engine.store(), ("j1", "old", "new"), "sid-1", 0).await.unwrap();
    let session = rotation("old", "new", "sid-1").new;
    store.follow(&notice("1"), minutes_past_nine(5)).await.unwrap();

    let late = store.begin(&Begin { journey: journey("j2"), session, old: None }).await;

    assert!(late.is_err());
    assert!(!is_there(&engine, "new").await);
}

#[tokio::test]
async fn a_notice_that_broke_off_anywhere_is_followed_to_the_end_by_the_next_try() {
    for lost in 0.. {
        let engine = Engine::in_memory().await;
        let store = engine.store();
        for number in ["1", "2"] {
            let id = (&*format!("j{number}"), &*format!("old {number}"), &*format!("new {number}"));
            let sid = format!("sid-{number}");
            let here = sign_in(&store, id, &sid, 0).await.unwrap();
            store.grant(&here, &digest(&sid), &code(&sid)).await.unwrap();
        }
        for _ in 0..lost {
            engine.meddling().pass_next();
        }
        engine.meddling().refuse_next("AccessDeniedException");
        let broke_off = store.follow(&notice("1"), minutes_past_nine(5)).await.is_err();

        if !broke_off {
            assert!(lost > 8, "{lost}");
            return;
        }
        assert!(!store.was_followed(&digest("1"), nine()).await.unwrap(), "{lost}");
        store.follow(&notice("1"), minutes_past_nine(6)).await.unwrap();

        for number in ["1", "2"] {
            assert!(!is_there(&engine, &format!("new {number}")).await, "{lost}");
            let code = store.code(&digest(&format!("sid-{number}"))).await.unwrap();
            assert_eq!(code, None, "{lost}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_sign_ins_and_a_notice_at_once_none_outlives_the_notice() {
    let engine = Engine::in_memory().await;
    let tasks: Vec<_> = (0..50)
        .map(|number| {
            let store = engine.store();
            tokio::spawn(async move {
                let id = (&*format!("j{number}"), &*format!("o{number}"), &*format!("n{number}"));
                drop(sign_in(&store, id, &format!("sid-{number}"), 0).await);
            })
        })
        .collect();
    tokio::task::yield_now().await;

    engine.store().follow(&notice("1"), nine()).await.unwrap();
    for task in tasks {
        task.await.unwrap();
    }

    for number in 0..50 {
        assert!(!is_there(&engine, &format!("n{number}")).await, "{number}");
    }
}

#[tokio::test]
async fn what_is_kept_of_a_notice_and_a_session_is_what_it_was() {
    let engine = Engine::in_memory().await;
    sign_in(&engine.store(), ("j1", "old", "new"), "sid-1", 0).await.unwrap();
    let pk = format!("SUBJECT#{}", subject().as_str());
    let [place] = &written::under(&engine, Table::Journeys, &pk).await[..] else { panic!() };
    assert_eq!(place["sk"], format!("SESSION#{}", digest("new").as_str()));
    assert_eq!(place["sign_in"], "sid-1");

    engine.store().follow(&notice("1"), minutes_past_nine(5)).await.unwrap();

    let [mark] = &written::under(&engine, Table::Journeys, &pk).await[..] else { panic!() };
    assert_eq!(mark["sk"], "ENDED");
    assert_eq!(mark["ended_at"], minutes_past_nine(5).as_millisecond());
    assert_eq!(mark["expires_at"], minutes_past_nine(5 + 240).as_second());
}
