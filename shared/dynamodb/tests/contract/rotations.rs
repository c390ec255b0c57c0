//! A sign-in: the session changes with the journey, or not at all.

use ports::{CommitError, Journeys, User};
use testing::dynamodb::Engine;

use crate::given::{
    about, begun, digest, journey, nine, not_found_by_nino, plain, proved, rotation, subject,
};

#[tokio::test]
async fn a_sign_in_changes_the_session_with_the_journey() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    let step = proved();
    let rotation = rotation("cookie", "new cookie", "sid-1");
    let nobody = User::unknown(subject());
    let commit = ports::Commit { rotation: Some(rotation), ..about(&step, &nobody) };
    engine.calls().forget();

    let moved = store.commit(&began, commit).await.unwrap();

    assert_eq!(engine.calls().writes(), 1);
    assert_eq!(moved.sign_in.as_ref().unwrap().session.as_str(), "sid-1");
    assert_eq!(store.open(&began.id, &digest("cookie"), nine()).await.unwrap(), None);
    let opened = store.open(&began.id, &digest("new cookie"), nine()).await.unwrap();
    assert_eq!(opened, Some(moved));
}

#[tokio::test]
async fn a_sign_in_that_comes_too_late_changes_no_session() {
    let engine = Engine::in_memory().await;
    let store = engine.store();
    let began = begun(&store, journey("j1"), "cookie").await;
    store.commit(&began, plain(&not_found_by_nino())).await.unwrap();
    let step = not_found_by_nino();
    let rotation = rotation("cookie", "new cookie", "sid-1");
    let late = ports::Commit { rotation: Some(rotation), ..plain(&step) };

    assert!(matches!(store.commit(&began, late).await, Err(CommitError::Stale)));

    assert!(store.open(&began.id, &digest("cookie"), nine()).await.unwrap().is_some());
    assert!(store.open(&began.id, &digest("new cookie"), nine()).await.unwrap().is_none());
}
