//! Families of refresh tokens: of each, one token is good, once.

use dynamodb::Table;
use jiff::{SignedDuration, Timestamp};
use oidc::{CodeUse, Connection, Exchanged, StoredFamily};
use ports::{Commit, Grants, Journeys, Redemption, Refresh, RefreshTokens, Sessions};
use testing::dynamodb::{Engine, Failing};

use crate::{
    given::{
        begun, code, digest, family, journey, minutes_past_nine, nine, not_found_by_nino, plain,
        rotation, token,
    },
    written,
};

/// Anne has signed in as `sid-1`, and a code was exchanged for `token 0` and for `refresh 0` of `family`.
async fn exchanged(engine: &Engine) {
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    let step = not_found_by_nino();
    let commit = Commit { rotation: Some(rotation("cookie", "tab", "sid-1")), ..plain(&step) };
    let here = store.commit(&began, commit).await.unwrap();
    store.grant(&here, &digest("code"), &code("sid-1")).await.unwrap();
    let exchange = Redemption::Exchange {
        token: digest("token 0"),
        stored: token("sid-1"),
        family: Some(Box::new(family("family", "refresh 0", "sid-1"))),
    };
    assert!(store.redeem(&digest("code"), &exchange).await.unwrap());
}

/// From the refresh token with one number to that with another, and to the access token with that.
fn refresh(from: u32, to: u32) -> Refresh {
    Refresh {
        family: digest("family"),
        presented: digest(&format!("refresh {from}")),
        next: digest(&format!("refresh {to}")),
        connection: family("family", "", "sid-1").grant.connection,
        token: digest(&format!("token {to}")),
        stored: token("sid-1"),
    }
}

async fn current(engine: &Engine) -> Option<jose::Digest> {
    engine.store().family(&digest("family")).await.unwrap().unwrap().current
}

/// Which of the access tokens with these numbers are good.
async fn good(engine: &Engine, numbers: std::ops::Range<u32>) -> Vec<u32> {
    let mut good = Vec::new();
    for number in numbers {
        let name = digest(&format!("token {number}"));
        good.extend(engine.store().token(&name, nine()).await.unwrap().map(|_| number));
    }
    good
}

#[tokio::test]
async fn refresh_tokens_are_kept_as_they_were_granted() {
    let engine = Engine::in_memory().await;
    exchanged(&engine).await;

    let stored = engine.store().family(&digest("family")).await.unwrap();

    let grant = family("family", "refresh 0", "sid-1").grant;
    assert_eq!(stored, Some(StoredFamily { grant, current: Some(digest("refresh 0")) }));
    assert_eq!(engine.store().family(&digest("another")).await.unwrap(), None);
    let code = engine.store().code(&digest("code")).await.unwrap().unwrap();
    let gave = Exchanged { token: digest("token 0"), family: Some(digest("family")) };
    assert_eq!(code.spent, CodeUse::Spent(Some(gave)));
}

#[tokio::test]
async fn a_code_is_remembered_for_as_long_as_what_it_gave() {
    let engine = Engine::in_memory().await;
    exchanged(&engine).await;

    let pk = format!("CODE#{}", digest("code").as_str());
    let code = written::only(&engine, Table::Grants, &pk).await;

    let ends = family("family", "", "sid-1").grant.expires_at;
    assert_eq!(code["expires_at"], ends.as_second());
}

#[tokio::test]
async fn exchanging_and_refreshing_are_one_write_each() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    store.grant(&began, &digest("code"), &code("sid-1")).await.unwrap();
    engine.calls().forget();

    let family = Some(Box::new(family("family", "refresh 0", "sid-1")));
    let exchange =
        Redemption::Exchange { token: digest("token 0"), stored: token("sid-1"), family };
    assert!(store.redeem(&digest("code"), &exchange).await.unwrap());
    assert_eq!((engine.calls().reads(), engine.calls().writes()), (0, 1));
    engine.calls().forget();

    assert!(store.refresh(&refresh(0, 1)).await.unwrap());
    assert_eq!((engine.calls().reads(), engine.calls().writes()), (0, 1));
}

#[tokio::test]
async fn a_refresh_puts_the_next_token_in_the_place_of_the_one_presented() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    exchanged(&engine).await;
    let undecided = Refresh { connection: Connection::Undecided, ..refresh(0, 1) };

    assert!(store.refresh(&undecided).await.unwrap());

    let stored = store.family(&digest("family")).await.unwrap().unwrap();
    assert_eq!(stored.current, Some(digest("refresh 1")));
    assert_eq!(stored.grant.connection, Connection::Undecided);
    let expected = family("family", "", "sid-1").grant;
    assert_eq!(stored.grant.expires_at, expected.expires_at, "it does not last longer");
    assert_eq!(stored.grant.access, expected.access);
    assert_eq!(good(&engine, 0..2).await, [0, 1]);
    assert!(!store.refresh(&refresh(0, 2)).await.unwrap());
    assert_eq!(current(&engine).await, Some(digest("refresh 1")));
    assert!(store.refresh(&refresh(1, 3)).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_refreshes_at_once_one_gets_tokens() {
    let engine = Engine::in_memory().await;
    exchanged(&engine).await;
    let refreshes: Vec<_> = (1..=50)
        .map(|number| {
            let store = engine.store();
            tokio::spawn(async move {
                store.refresh(&refresh(0, number)).await.unwrap().then_some(number)
            })
        })
        .collect();

    let mut won = Vec::new();
    for refresh in refreshes {
        won.extend(refresh.await.unwrap());
    }

    let [winner] = won.as_slice() else { panic!("{} refreshes won", won.len()) };
    assert_eq!(current(&engine).await, Some(digest(&format!("refresh {winner}"))));
    assert_eq!(good(&engine, 0..51).await, [0, *winner]);
}

#[tokio::test]
async fn a_refresh_whose_answer_was_lost_is_made_once() {
    let engine = Engine::in_memory().await;
    exchanged(&engine).await;
    engine.meddling().lose_next_answer();

    assert!(engine.store().refresh(&refresh(0, 1)).await.unwrap());

    assert_eq!(current(&engine).await, Some(digest("refresh 1")));
    assert_eq!(good(&engine, 0..2).await, [0, 1]);
}

#[tokio::test]
async fn whoever_is_interrupted_while_revoking_can_do_it_again() {
    let engine = Engine::in_memory().await;
    exchanged(&engine).await;
    assert!(engine.store().refresh(&refresh(0, 1)).await.unwrap());
    for call in 1..=4 {
        engine.sabotage().arm(Some((call, Failing::After)));
        assert!(engine.store().revoke_family(&digest("family")).await.is_err(), "call {call}");
        engine.sabotage().arm(None);

        assert_eq!(current(&engine).await, None, "nothing is refreshed from the first call on");
    }

    engine.store().revoke_family(&digest("family")).await.unwrap();

    assert!(good(&engine, 0..2).await.is_empty());
}

#[tokio::test]
async fn nothing_is_refreshed_in_a_family_nobody_has() {
    let engine = Engine::in_memory().await;

    assert!(!engine.store().refresh(&refresh(0, 1)).await.unwrap());

    assert_eq!(written::count(&engine, Table::Grants).await, 0);
}

#[tokio::test]
async fn a_revoked_family_has_no_good_token_left() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    exchanged(&engine).await;
    assert!(store.refresh(&refresh(0, 1)).await.unwrap());
    let other = Redemption::Exchange {
        token: digest("of another code"),
        stored: token("sid-1"),
        family: None,
    };
    let began = begun(&store, journey("j2"), "cookie 2").await;
    store.grant(&began, &digest("another code"), &code("sid-1")).await.unwrap();
    assert!(store.redeem(&digest("another code"), &other).await.unwrap());

    for _ in 0..2 {
        store.revoke_family(&digest("family")).await.unwrap();

        assert_eq!(current(&engine).await, None);
        assert!(good(&engine, 0..2).await.is_empty());
    }

    assert!(!store.refresh(&refresh(1, 2)).await.unwrap());
    assert!(store.token(&digest("of another code"), nine()).await.unwrap().is_some());
    store.revoke_family(&digest("another")).await.unwrap();
}

#[tokio::test]
async fn a_replayed_code_takes_every_token_that_came_of_it() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    exchanged(&engine).await;
    assert!(store.refresh(&refresh(0, 1)).await.unwrap());

    store.revoke_from(&digest("code")).await.unwrap();

    assert_eq!(current(&engine).await, None);
    assert!(good(&engine, 0..2).await.is_empty());
}

#[tokio::test]
async fn signing_out_ends_refresh_tokens_and_nothing_brings_them_back() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    exchanged(&engine).await;
    assert!(store.refresh(&refresh(0, 1)).await.unwrap());

    store.end(Some(&digest("tab")), Some(&"sid-1".parse().unwrap()), nine()).await.unwrap();

    assert_eq!(store.family(&digest("family")).await.unwrap(), None);
    assert!(good(&engine, 0..2).await.is_empty());
    assert!(!store.refresh(&refresh(1, 2)).await.unwrap());
    assert!(good(&engine, 0..3).await.is_empty());
}

/// Deletes what DynamoDB has deleted once a sign-in has had no session for some hours.
async fn forget_sessions(engine: &Engine) {
    for item in written::all(engine, Table::Journeys).await {
        written::delete(engine, Table::Journeys, &item).await;
    }
}

#[tokio::test]
async fn refresh_tokens_end_with_their_sign_in_when_its_sessions_are_long_gone() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    exchanged(&engine).await;
    forget_sessions(&engine).await;

    store.end(None, Some(&"sid-1".parse().unwrap()), nine()).await.unwrap();

    assert_eq!(store.family(&digest("family")).await.unwrap(), None);
    assert!(!store.refresh(&refresh(0, 1)).await.unwrap());
}

/// When it is no longer known that the sign-in has ended, by what is stored about that.
async fn ended_until(engine: &Engine) -> Option<Timestamp> {
    let granted = written::under(engine, Table::Grants, "SIGN_IN#sid-1").await;
    let ended = granted.iter().find(|item| item["sk"] == "ENDED")?;
    Some(Timestamp::from_second(ended["expires_at"].as_i64().unwrap()).unwrap())
}

#[tokio::test]
async fn whoever_is_interrupted_while_signing_out_leaves_nothing_that_can_be_refreshed() {
    for sessions in [true, false] {
        let engine = Engine::in_memory().await;
        exchanged(&engine).await;
        if !sessions {
            forget_sessions(&engine).await;
        }
        // What says that the sign-in has ended is written; what it was granted is not deleted any more.
        engine.sabotage().arm(Some((5, Failing::Before)));

        let interrupted = engine.store().end(None, Some(&"sid-1".parse().unwrap()), nine()).await;

        assert!(interrupted.is_err());
        assert!(!engine.store().refresh(&refresh(0, 1)).await.unwrap());
        let ends = family("family", "", "sid-1").grant.expires_at;
        let known = ended_until(&engine).await.unwrap();
        assert!(known >= ends, "it is known for as long as the tokens would have been good");
        let most = minutes_past_nine(120) + SignedDuration::from_hours(7 * 24 + 1);
        assert!(known <= most, "and not for ever");
        engine.sabotage().arm(None);
        engine.store().end(None, Some(&"sid-1".parse().unwrap()), nine()).await.unwrap();
        assert_eq!(engine.store().family(&digest("family")).await.unwrap(), None);
        assert_eq!(ended_until(&engine).await, Some(known), "nor for less than was said before");
    }
}
