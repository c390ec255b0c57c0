//! Codes, tokens and assertions: each good once, or until its time.

use oidc::{CodeUse, Exchanged, StoredCode};
use ports::{CommitError, Grants, Journey, Journeys, Redemption};
use testing::dynamodb::Engine;

use crate::given::{attempt, begun, code, digest, journey, minutes_past_nine, nine, token};

async fn granted(engine: &Engine, name: &str) -> Journey {
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    store.grant(&began, &digest(name), &code("sid-1")).await.unwrap();
    began
}

fn exchange(name: &str) -> Redemption {
    Redemption::Exchange { token: digest(name), stored: token("sid-1"), family: None }
}

#[tokio::test]
async fn a_code_is_kept_as_it_was_granted() {
    let engine = Engine::in_memory().await;
    granted(&engine, "code").await;

    let stored = engine.store().code(&digest("code")).await.unwrap();

    assert_eq!(stored, Some(StoredCode { grant: code("sid-1"), spent: CodeUse::Unused }));
    assert_eq!(engine.store().code(&digest("another")).await.unwrap(), None);
}

#[tokio::test]
async fn granting_is_one_write_and_leaves_the_journey_as_it_is() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    engine.calls().forget();

    store.grant(&began, &digest("code"), &code("sid-1")).await.unwrap();

    assert_eq!((engine.calls().reads(), engine.calls().writes()), (0, 1));
    assert_eq!(store.open(&began.id, &digest("cookie"), nine()).await.unwrap(), Some(began));
}

#[tokio::test]
async fn no_code_is_granted_on_a_journey_that_has_moved() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    store.attempt(&began, &attempt("second state")).await.unwrap();

    let late = store.grant(&began, &digest("code"), &code("sid-1")).await;

    assert!(matches!(late, Err(CommitError::Stale)));
    assert_eq!(store.code(&digest("code")).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_exchanges_at_once_one_gets_a_token() {
    let engine = Engine::in_memory().await;
    granted(&engine, "code").await;
    let exchanges: Vec<_> = (0..50)
        .map(|number| {
            let store = engine.store();
            tokio::spawn(async move {
                let won =
                    store.redeem(&digest("code"), &exchange(&format!("token {number}"))).await;
                won.unwrap().then_some(number)
            })
        })
        .collect();

    let mut won = Vec::new();
    for exchange in exchanges {
        won.extend(exchange.await.unwrap());
    }

    let [winner] = won.as_slice() else { panic!("{} exchanges won", won.len()) };
    let stored = engine.store().code(&digest("code")).await.unwrap().unwrap();
    let issued = digest(&format!("token {winner}"));
    assert_eq!(
        stored.spent,
        CodeUse::Spent(Some(Exchanged { token: issued.clone(), family: None }))
    );
    for number in 0..50 {
        let name = digest(&format!("token {number}"));
        let found = engine.store().token(&name, nine()).await.unwrap();
        assert_eq!(found.is_some(), name == issued);
    }
}

#[tokio::test]
async fn exchanging_a_code_is_one_write() {
    let engine = Engine::in_memory().await;
    granted(&engine, "code").await;
    engine.calls().forget();

    assert!(engine.store().redeem(&digest("code"), &exchange("token")).await.unwrap());

    assert_eq!((engine.calls().reads(), engine.calls().writes()), (0, 1));
}

#[tokio::test]
async fn a_burnt_code_is_dead_and_issued_nothing() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    granted(&engine, "code").await;

    assert!(store.redeem(&digest("code"), &Redemption::Burn).await.unwrap());

    assert!(!store.redeem(&digest("code"), &exchange("token")).await.unwrap());
    assert!(!store.redeem(&digest("code"), &Redemption::Burn).await.unwrap());
    assert_eq!(store.code(&digest("code")).await.unwrap().unwrap().spent, CodeUse::Spent(None));
    assert_eq!(store.token(&digest("token"), nine()).await.unwrap(), None);
}

#[tokio::test]
async fn a_code_nobody_granted_redeems_nothing() {
    let engine = Engine::in_memory().await;
    let store = engine.store();

    assert!(!store.redeem(&digest("made up"), &Redemption::Burn).await.unwrap());
    assert!(!store.redeem(&digest("made up"), &exchange("token")).await.unwrap());

    assert_eq!(store.code(&digest("made up")).await.unwrap(), None);
}

#[tokio::test]
async fn a_token_is_good_until_its_time() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    granted(&engine, "code").await;
    store.redeem(&digest("code"), &exchange("token")).await.unwrap();

    let at =
        async |minutes| store.token(&digest("token"), minutes_past_nine(minutes)).await.unwrap();

    assert_eq!(at(14).await, Some(token("sid-1")));
    assert_eq!(at(15).await, None);
    assert_eq!(store.token(&digest("another"), nine()).await.unwrap(), None);
}

#[tokio::test]
async fn a_replayed_code_takes_its_token_with_it() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    granted(&engine, "code").await;
    store.redeem(&digest("code"), &exchange("token")).await.unwrap();

    store.revoke_from(&digest("code")).await.unwrap();

    assert_eq!(store.token(&digest("token"), nine()).await.unwrap(), None);
    let stored = store.code(&digest("code")).await.unwrap().unwrap();
    assert_eq!(
        stored.spent,
        CodeUse::Spent(Some(Exchanged { token: digest("token"), family: None })),
        "it stays known as used"
    );
    store.revoke_from(&digest("code")).await.unwrap();
    store.revoke_from(&digest("made up")).await.unwrap();
}

#[tokio::test]
async fn an_access_token_is_revoked_alone() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    for name in ["1", "2"] {
        let began = begun(&store, journey(name), &format!("cookie {name}")).await;
        store.grant(&began, &digest(name), &code("sid-1")).await.unwrap();
        store.redeem(&digest(name), &exchange(&format!("token {name}"))).await.unwrap();
    }

    for _ in 0..2 {
        store.revoke(&digest("token 1")).await.unwrap();
    }

    assert_eq!(store.token(&digest("token 1"), nine()).await.unwrap(), None);
    assert!(store.token(&digest("token 2"), nine()).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_uses_of_an_assertion_one_is_the_first() {
    let engine = Engine::in_memory().await;
    let uses: Vec<_> = (0..20)
        .map(|_| {
            let store = engine.store();
            tokio::spawn(async move {
                store.first_use(&digest("jti"), minutes_past_nine(6)).await.unwrap()
            })
        })
        .collect();

    let mut first = 0;
    for each in uses {
        first += usize::from(each.await.unwrap());
    }

    assert_eq!(first, 1);
    assert!(engine.store().first_use(&digest("another"), minutes_past_nine(6)).await.unwrap());
}
