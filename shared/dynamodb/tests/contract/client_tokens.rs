//! Tokens of clients themselves.

use oidc::ClientToken;
use ports::{ClientTokens, Grants};
use testing::dynamodb::Engine;

use crate::given::{digest, minutes_past_nine, nine};

fn token() -> ClientToken {
    let client = "register-for-npq".parse().unwrap();
    ClientToken { client, expires_at: minutes_past_nine(10) }
}

#[tokio::test]
async fn a_token_of_a_client_is_good_until_its_time_and_opens_nothing_about_anybody() {
    let engine = Engine::in_memory().await;
    let store = engine.store();

    store.give(&digest("token"), &token()).await.unwrap();

    let at = async |minutes| {
        store.client_token(&digest("token"), minutes_past_nine(minutes)).await.unwrap()
    };
    assert_eq!(at(9).await, Some(token()));
    assert_eq!(at(10).await, None);
    assert_eq!(store.client_token(&digest("another"), nine()).await.unwrap(), None);
    assert_eq!(store.token(&digest("token"), nine()).await.unwrap(), None);
}

#[tokio::test]
async fn a_token_of_a_client_that_was_revoked_is_gone() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    store.give(&digest("token"), &token()).await.unwrap();

    for _ in 0..2 {
        store.revoke_client_token(&digest("token")).await.unwrap();

        assert_eq!(store.client_token(&digest("token"), nine()).await.unwrap(), None);
    }
}
