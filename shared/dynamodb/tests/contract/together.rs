//! Reads that are made at the same time are one call, and everybody is handed their own.

use std::{future::poll_fn, pin::pin};

use dynamodb::Table;
use futures_util::{
    FutureExt,
    future::{join_all, try_join},
};
use identity::Subject;
use ports::{Audience, ClientTokens, Clients, Grants, TrnRequests, User, Users};
use proptest::collection::vec;
use testing::{dynamodb::Engine, people};

use crate::{
    given::{digest, nine},
    round_trips::for_any,
    written,
};

fn somebody(number: usize) -> Subject {
    format!("urn:fdc:gov.uk:2022:number-{number}").parse().unwrap()
}

/// Puts somebody there whom we know by their address.
async fn kept(engine: &Engine, number: usize) -> User {
    let email = Some(people::email(&format!("number-{number}@example.com")));
    let user = User { version: 1, email, ..User::unknown(somebody(number)) };
    written::put(engine, Table::Users, &written::user_item(&user)).await;
    user
}

#[tokio::test]
async fn what_does_not_depend_on_each_other_is_asked_for_at_once() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let anne = kept(&engine, 1).await;
    engine.calls().forget();

    let (nobody, no_service, no_token) =
        (somebody(2), "nobody".parse().unwrap(), digest("no token"));
    let (one, other, service, token) = tokio::try_join!(
        store.user(&anne.subject),
        store.user(&nobody),
        store.client(&no_service),
        store.token(&no_token, nine()),
    )
    .unwrap();

    assert_eq!((one, other), (anne, User::unknown(nobody)));
    assert_eq!((service, token), (None, None));
    assert_eq!(engine.calls().by_operation(), [("BatchGetItem".to_owned(), 1)].into());
}

#[tokio::test]
async fn one_after_the_other_they_are_asked_for_one_by_one() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let anne = kept(&engine, 1).await;
    engine.calls().forget();

    for _ in 0..2 {
        assert_eq!(store.user(&anne.subject).await.unwrap(), anne);
    }

    assert_eq!(engine.calls().by_operation(), [("GetItem".to_owned(), 2)].into());
}

#[tokio::test]
async fn what_a_policy_grants_for_some_keys_alone_is_read_alone() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let (anne, request, token) = (somebody(1), "request-1".parse().unwrap(), digest("token"));
    let documents = store.documents();
    engine.calls().forget();

    let read = tokio::join!(
        store.user(&anne),
        documents.kept("https://one-login.example/did.json"),
        store.key_set(),
        store.client_token(&token, nine()),
        store.trn_request(&request),
        store.services_of(&anne, nine()),
    );

    assert!(read.0.is_ok() && read.1.is_ok() && read.2.is_ok());
    assert!(read.3.is_ok() && read.4.is_ok() && read.5.is_ok());
    assert_eq!(engine.calls().by_operation(), [("GetItem".to_owned(), 6)].into());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn on_several_threads_each_is_handed_their_own() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let mut known = Vec::new();
    for number in 0..40 {
        known.push(kept(&engine, number).await);
    }

    for _ in 0..10 {
        let read = known.iter().cloned().map(|user| {
            let store = store.clone();
            tokio::spawn(async move { (store.user(&user.subject).await.unwrap(), user) })
        });
        for read in join_all(read).await {
            let (read, expected) = read.unwrap();
            assert_eq!(read, expected);
        }
    }
}

#[tokio::test]
async fn whoever_gives_up_while_a_call_is_under_way_keeps_nobody_from_theirs() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let (anne, bob) = (kept(&engine, 1).await, kept(&engine, 3).await);

    // However far it has come.
    for turns in 0..20_i32 {
        let (mut left, mut gives_up) = (turns, Some(Box::pin(store.user(&bob.subject))));
        let mut waits = pin!(store.user(&anne.subject));
        let read = poll_fn(|context| {
            // Whoever is polled first is who asks.
            let has_read =
                gives_up.as_mut().is_some_and(|asks| asks.as_mut().poll(context).is_ready());
            let read = waits.as_mut().poll(context);
            if has_read || left == 0 {
                gives_up = None;
            }
            left -= 1;
            read
        });
        assert_eq!(read.await.unwrap(), anne, "after {turns} turns");
    }
}

#[test]
fn whoever_else_is_read_at_the_same_time_each_is_handed_their_own() {
    // Of ten people the odd ones are known. Some are read more than once.
    for_any(vec(0..10_usize, 1..30), &async |engine, numbers| {
        let store = engine.store();
        for number in (1..10).step_by(2) {
            kept(engine, number).await;
        }

        let read =
            join_all(numbers.iter().map(async |number| store.user(&somebody(*number)).await));

        for (number, user) in numbers.iter().zip(read.await) {
            let user = user.unwrap();
            let email = user.email.map(|email| email.as_str().to_owned());
            let known = (number % 2 == 1).then(|| format!("number-{number}@example.com"));
            assert_eq!((user.subject, email), (somebody(*number), known));
        }
    });
}

#[tokio::test]
async fn more_than_one_call_may_ask_for_are_asked_for_by_several() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let last = kept(&engine, 249).await;
    engine.calls().forget();

    let all = (0..250).map(somebody).collect::<Vec<_>>();
    let read = join_all(all.iter().map(|subject| store.user(subject))).await;

    let subjects = read.iter().map(|user| user.as_ref().unwrap().subject.clone());
    assert_eq!(subjects.collect::<Vec<_>>(), all);
    assert_eq!(read.last().unwrap().as_ref().unwrap(), &last);
    assert_eq!(engine.calls().by_operation(), [("BatchGetItem".to_owned(), 3)].into());
}

#[tokio::test]
async fn whoever_does_not_wait_for_their_answer_keeps_nobody_from_theirs() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let anne = kept(&engine, 1).await;
    {
        let (gone, not_there) = (somebody(2), somebody(3));
        let (mut gives_up, mut as_well) = (pin!(store.user(&gone)), pin!(store.user(&not_there)));
        assert!(gives_up.as_mut().now_or_never().is_none());
        assert!(as_well.as_mut().now_or_never().is_none());
    }

    let both = try_join(store.user(&anne.subject), store.user(&anne.subject)).await;

    assert_eq!(both.unwrap(), (anne.clone(), anne));
}

#[tokio::test]
async fn a_call_that_fails_fails_everybody_who_is_in_it_and_nobody_after_them() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let (anne, service) = (kept(&engine, 1).await, "npq".parse().unwrap());
    engine.meddling().refuse_next("AccessDeniedException");

    let (user, client) = tokio::join!(store.user(&anne.subject), store.client(&service));
    let after = tokio::join!(store.user(&anne.subject), store.client(&service));

    let doing = (user.unwrap_err().doing(), client.unwrap_err().doing());
    assert_eq!(doing, ("loading a One Login user", "loading a calling service"));
    assert_eq!((after.0.unwrap(), after.1.unwrap()), (anne, None));
}

#[tokio::test]
async fn what_does_not_fit_into_an_answer_is_asked_for_again() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    // DynamoDB answers with 16 MB at most, and an item has 400 KB at most.
    let mut known = Vec::new();
    for number in 0..50 {
        let user = User { version: 1, ..User::unknown(somebody(number)) };
        let mut item = written::user_item(&user);
        item["padding"] = "x".repeat(390_000).into();
        written::put(&engine, Table::Users, &item).await;
        known.push(user);
    }
    engine.calls().forget();

    let read = join_all(known.iter().map(async |user| store.user(&user.subject).await.unwrap()));

    assert_eq!(read.await, known);
    assert_eq!(engine.calls().by_operation(), [("BatchGetItem".to_owned(), 2)].into());
}
