//! Messages that are tried again later than a queue would.

use jiff::{SignedDuration, Timestamp};
use ports::{Outbox, Pending, PutOff, Retries};
use proptest::prelude::*;
use testing::dynamodb::Engine;

use crate::given::{minutes_past_nine, nine};

/// A ping that was relayed, and so waits no more.
async fn relayed(engine: &Engine, client: &str) -> Pending {
    let store = engine.store();
    let id = store.ping(&client.parse().unwrap(), nine()).await.unwrap();
    store.relayed(std::slice::from_ref(&id)).await.unwrap();
    store.message(&id).await.unwrap().unwrap()
}

fn until(pending: &Pending, minutes: i64) -> PutOff {
    PutOff { pending: pending.clone(), until: minutes_past_nine(minutes) }
}

async fn due(engine: &Engine, minutes: i64, most: usize) -> Vec<PutOff> {
    engine.store().due(minutes_past_nine(minutes), most).await.unwrap()
}

#[tokio::test]
async fn what_is_put_off_is_due_then_and_not_before() {
    let engine = Engine::in_memory().await;
    let (store, message) = (engine.store(), relayed(&engine, "a").await);
    assert_eq!(store.put_off_until(&message.id).await.unwrap(), None);

    store.put_off(&until(&message, 10), nine()).await.unwrap();

    assert_eq!(store.put_off_until(&message.id).await.unwrap(), Some(minutes_past_nine(10)));
    let just_before = minutes_past_nine(10) - SignedDuration::from_millis(1);
    assert_eq!(store.due(just_before, 10).await.unwrap(), []);
    assert_eq!(due(&engine, 10, 10).await, [until(&message, 10)]);
    assert!(store.waiting(Timestamp::MAX, 10).await.unwrap().is_empty(), "the stream is not told");
}

#[tokio::test]
async fn the_first_due_come_first_and_no_more_than_are_asked_for() {
    let engine = Engine::in_memory().await;
    for (client, minutes) in [("a", 30), ("b", 10), ("c", 20), ("d", 50)] {
        let message = relayed(&engine, client).await;
        engine.store().put_off(&until(&message, minutes), nine()).await.unwrap();
    }

    let all: Vec<Timestamp> = due(&engine, 40, 10).await.iter().map(|each| each.until).collect();

    assert_eq!(all, [10, 20, 30].map(minutes_past_nine));
    assert_eq!(due(&engine, 40, 2).await.len(), 2);
}

#[tokio::test]
async fn several_who_were_delivered_one_message_put_it_off_once() {
    let engine = Engine::in_memory().await;
    let (store, message) = (engine.store(), relayed(&engine, "a").await);

    for minutes in [10, 11, 12] {
        store.put_off(&until(&message, minutes), minutes_past_nine(1)).await.unwrap();
    }

    assert_eq!(due(&engine, 60, 10).await, [until(&message, 10)]);
    assert_eq!(store.put_off_until(&message.id).await.unwrap(), Some(minutes_past_nine(10)));
}

#[tokio::test]
async fn what_was_put_off_once_more_meanwhile_stays_so() {
    let engine = Engine::in_memory().await;
    let (store, message) = (engine.store(), relayed(&engine, "a").await);
    store.put_off(&until(&message, 10), nine()).await.unwrap();
    let found = due(&engine, 10, 10).await;
    // It is on its queue, and its worker is quicker than the sweep.
    store.put_off(&until(&message, 20), minutes_past_nine(10)).await.unwrap();

    for _ in 0..2 {
        store.relayed_again(&found).await.unwrap();
        assert_eq!(due(&engine, 60, 10).await, [until(&message, 20)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Whoever is delivered a message, and whenever, and whatever the sweep has relayed: as long as it is put off,
    /// it comes again, and never twice for one time.
    #[test]
    fn a_message_that_is_put_off_always_comes_again(
        steps in prop::collection::vec((0_i64..3, 1_i64..5, any::<bool>()), 1..25),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let engine = Engine::in_memory().await;
            let (store, message) = (engine.store(), relayed(&engine, "a").await);
            let mut minutes = 0;
            for (passed, pause, sweeps) in steps {
                minutes += passed;
                if sweeps {
                    store.relayed_again(&due(&engine, minutes, 10).await).await.unwrap();
                }
                let off = until(&message, minutes + pause);
                store.put_off(&off, minutes_past_nine(minutes)).await.unwrap();

                let last = store.put_off_until(&message.id).await.unwrap().unwrap();
                assert!(last > minutes_past_nine(minutes));
                let to_come = due(&engine, 10_000, 100).await;
                let at_last = to_come.iter().filter(|each| each.until == last).count();
                assert_eq!(at_last, 1, "{to_come:?}");
            }
        });
    }
}
