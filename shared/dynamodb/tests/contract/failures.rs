//! What happens when DynamoDB does not do as it is asked. The embedded engine never fails by itself.

use dynamodb::{Store, Table, TableNames};
use ports::{CommitError, Grants, Journeys, Redemption, Users, Variables};
use testing::dynamodb::Engine;

use crate::given::{begun, code, digest, journey, nine, not_found_by_nino, plain, subject, token};

#[tokio::test]
async fn a_transaction_in_the_way_is_waited_for() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    engine.meddling().cancel_next(&["TransactionConflict"]);
    engine.meddling().cancel_next(&["ThrottlingError"]);
    engine.calls().forget();

    let moved = store.commit(&began, plain(&not_found_by_nino())).await.unwrap();

    assert_eq!(moved.version, 1);
    assert_eq!(engine.calls().writes(), 3);
}

#[tokio::test]
async fn transactions_in_the_way_again_and_again_are_a_fault() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    for _ in 0..5 {
        engine.meddling().cancel_next(&["TransactionConflict"]);
    }

    let given_up = store.commit(&began, plain(&not_found_by_nino())).await;

    assert!(matches!(given_up, Err(CommitError::Fault(_))));
    assert_eq!(store.open(&began.id, &digest("cookie"), nine()).await.unwrap(), Some(began));
}

#[tokio::test]
async fn a_step_whose_answer_was_lost_is_taken_once() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    engine.meddling().lose_next_answer();

    let moved = store.commit(&began, plain(&not_found_by_nino())).await.unwrap();

    assert_eq!(store.open(&began.id, &digest("cookie"), nine()).await.unwrap(), Some(moved));
}

#[tokio::test]
async fn an_exchange_whose_answer_was_lost_still_has_its_token() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    store.grant(&began, &digest("code"), &code("sid-1")).await.unwrap();
    engine.meddling().lose_next_answer();

    let exchange =
        Redemption::Exchange { token: digest("token"), stored: token("sid-1"), family: None };
    let won = store.redeem(&digest("code"), &exchange).await.unwrap();

    assert!(won);
    assert!(store.token(&digest("token"), nine()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_single_write_waits_for_a_transaction_too() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    engine.meddling().refuse_next("TransactionConflictException");

    let spent = store.spend(&began, &digest("state")).await.unwrap();

    assert!(matches!(spent, ports::Spend::Spent { .. }));
}

#[tokio::test]
async fn a_fault_names_the_error_and_quotes_nothing() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    engine.meddling().refuse_next("AccessDeniedException");

    let fault = store.user(&subject()).await.unwrap_err();

    let cause = std::error::Error::source(&fault).unwrap().to_string();
    assert_eq!(fault.doing(), "loading a One Login user");
    assert_eq!(cause, "DynamoDB answered AccessDeniedException");
}

#[tokio::test]
async fn a_table_nobody_asked_for_is_out_of_reach() {
    let engine = Engine::in_memory().await;
    let everything = Variables::new(|name| Some(name.trim_end_matches("_TABLE").to_lowercase()));
    let names = TableNames::from_settings(&everything, &[Table::Journeys]).unwrap();
    let store = Store::new(engine.client().clone(), names);

    let fault = store.user(&subject()).await.unwrap_err();

    let cause = std::error::Error::source(&fault).unwrap().to_string();
    assert_eq!(cause, "USERS_TABLE: names a table that is out of reach here");
}

#[test]
fn a_table_without_a_name_is_an_error_that_names_the_setting() {
    let one = Variables::new(|name| (name == "JOURNEYS_TABLE").then(|| "journeys".to_owned()));

    assert!(TableNames::from_settings(&one, &[Table::Journeys]).is_ok());
    let missing = TableNames::from_settings(&one, &[Table::Journeys, Table::Users]).unwrap_err();
    assert_eq!(missing.to_string(), "USERS_TABLE: is not set");
}
