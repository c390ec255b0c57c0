//! Reads that are made at the same time are one call, and everybody is handed their own.

use std::pin::pin;

use dynamodb::Table;
use futures_util::{
    FutureExt,
    future::{join_all, try_join},
};
use identity::Subject;
use ports::{Clients, Grants, User, Users};
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
async fn what_dynamodb_left_out_is_asked_for_again() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let (anne, bob) = (kept(&engine, 1).await, kept(&engine, 3).await);
    engine.meddling().leave_out_next();
    engine.meddling().leave_out_next();

    let both = try_join(store.user(&anne.subject), store.user(&bob.subject)).await;

    assert_eq!(both.unwrap(), (anne, bob));
}
