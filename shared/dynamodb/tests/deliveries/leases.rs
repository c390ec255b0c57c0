//! Who sends an email, and that it is sent once.

use ports::{Dropped, Lease};

use crate::scene::{Scene, message, minutes};

#[tokio::test]
async fn one_worker_has_a_message_at_a_time() {
    let scene = Scene::new().await;
    let store = scene.deliveries();

    assert_eq!(store.lease(&scene.email, minutes(0), minutes(1)).await.unwrap(), Lease::Taken);
    assert_eq!(store.lease(&scene.email, minutes(0), minutes(1)).await.unwrap(), Lease::Busy);
    let other = message("another-message");
    assert_eq!(store.lease(&other, minutes(0), minutes(1)).await.unwrap(), Lease::Taken);
}

#[tokio::test]
async fn a_lease_that_is_over_can_be_taken() {
    let scene = Scene::new().await;
    let store = scene.deliveries();
    store.lease(&scene.email, minutes(0), minutes(1)).await.unwrap();

    assert_eq!(store.lease(&scene.email, minutes(1), minutes(2)).await.unwrap(), Lease::Taken);
    assert_eq!(store.lease(&scene.email, minutes(1), minutes(2)).await.unwrap(), Lease::Busy);
}

#[tokio::test]
async fn of_many_who_ask_at_once_one_gets_it() {
    let scene = Scene::new().await;
    let tries = (0..16).map(|_| {
        let (store, email) = (scene.deliveries(), scene.email.clone());
        tokio::spawn(async move { store.lease(&email, minutes(0), minutes(1)).await.unwrap() })
    });
    let mut taken = 0;
    for one in tries.collect::<Vec<_>>() {
        taken += usize::from(one.await.unwrap() == Lease::Taken);
    }

    assert_eq!(taken, 1);
}

#[tokio::test]
async fn what_was_sent_or_dropped_is_never_leased_again() {
    let scene = Scene::new().await;
    let store = scene.deliveries();
    let (sent, dropped) = (message("sent"), message("dropped"));

    store.sent(&sent, "ses-1", minutes(0)).await.unwrap();
    store.dropped(&dropped, Dropped::NothingToTell, minutes(0)).await.unwrap();

    for id in [sent, dropped] {
        assert_eq!(store.lease(&id, minutes(60), minutes(61)).await.unwrap(), Lease::Settled);
    }
}

#[tokio::test]
async fn what_was_noted_first_stays() {
    let scene = Scene::new().await;
    let store = scene.deliveries();
    store.sent(&scene.email, "ses-1", minutes(0)).await.unwrap();

    store.sent(&scene.email, "ses-2", minutes(1)).await.unwrap();
    store.dropped(&scene.email, Dropped::NothingToTell, minutes(1)).await.unwrap();
    store.dropped(&scene.email, Dropped::Refused, minutes(1)).await.unwrap();

    let noted = scene.noted(&scene.email).await.unwrap();
    assert_eq!((&noted["delivery"], &noted["provider_id"]), (&"sent".into(), &"ses-1".into()));
}

#[tokio::test]
async fn a_lost_answer_to_a_lease_keeps_others_out_until_it_is_over() {
    let scene = Scene::new().await;
    let store = scene.deliveries();
    for _ in 0..3 {
        scene.world.engine().meddling().lose_next_answer();
    }

    let lost = store.lease(&scene.email, minutes(0), minutes(1)).await;

    assert!(lost.is_err() || lost.is_ok_and(|lease| lease == Lease::Busy));
    assert_eq!(store.lease(&scene.email, minutes(1), minutes(2)).await.unwrap(), Lease::Taken);
}
