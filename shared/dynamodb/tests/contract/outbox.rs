//! Messages that have still to go out.

use identity::MessageId;
use journey::{Effect, Notice, Step};
use ports::{Commit, Journeys, Outbox, Pending, User};
use testing::dynamodb::Engine;

use crate::given::{about, begun, journey, minutes_past_nine, not_found_by_nino, subject};

/// A step that tells so many things.
fn tells(messages: usize) -> Step {
    let reference = "TRN-7K4M-92QX".parse().unwrap();
    let tell = Effect::Tell { notice: Notice::TrnIssued, reference };
    Step { effects: vec![tell; messages], ..not_found_by_nino() }
}

/// Writes messages, so many minutes past nine.
async fn written(engine: &Engine, id: &str, minutes: i64, messages: usize) {
    let began = begun(&engine.store(), journey(id), id).await;
    let (step, nobody) = (tells(messages), User::unknown(subject()));
    let commit = Commit { at: minutes_past_nine(minutes), ..about(&step, &nobody) };
    let commit = Commit { user: None, ..commit };
    engine.store().commit(&began, commit).await.unwrap();
}

async fn waiting(engine: &Engine, before: i64, most: usize) -> Vec<Pending> {
    engine.store().waiting(minutes_past_nine(before), most).await.unwrap()
}

#[tokio::test]
async fn messages_wait_the_oldest_first_and_no_more_than_are_asked_for() {
    let engine = Engine::in_memory().await;
    for (id, minutes) in [("late", 30), ("early", 10), ("middle", 20)] {
        written(&engine, id, minutes, 5).await;
    }

    let all = waiting(&engine, 60, 100).await;
    assert_eq!(all.len(), 15);
    assert!(all.is_sorted_by_key(|pending| pending.written_at));
    assert_eq!(waiting(&engine, 60, 7).await.len(), 7);
    assert_eq!(waiting(&engine, 20, 100).await.len(), 5, "what is as old as that waits a little");
    assert!(waiting(&engine, 10, 100).await.is_empty());
}

#[tokio::test]
async fn what_was_relayed_waits_no_more_and_stays_to_be_read() {
    let engine = Engine::in_memory().await;
    written(&engine, "j1", 5, 3).await;
    let [first, ..] = &waiting(&engine, 60, 100).await[..] else { panic!("nothing waits") };

    for _ in 0..2 {
        engine.store().relayed(std::slice::from_ref(&first.id)).await.unwrap();
        assert_eq!(waiting(&engine, 60, 100).await.len(), 2);
    }

    assert_eq!(engine.store().message(&first.id).await.unwrap().as_ref(), Some(first));
    assert_eq!(engine.store().message(&"nobody-knows".parse().unwrap()).await.unwrap(), None);
}

#[tokio::test]
async fn many_messages_are_read_at_once_each_at_its_place() {
    let engine = Engine::in_memory().await;
    // One call of DynamoDB takes a hundred keys.
    for (id, minutes) in [("j1", 1), ("j2", 2), ("j3", 3)] {
        written(&engine, id, minutes, 40).await;
    }
    let all = waiting(&engine, 60, 200).await;
    let mut ids: Vec<MessageId> = all.iter().map(|pending| pending.id.clone()).collect();
    ids.insert(50, "nobody-knows".parse().unwrap());
    engine.calls().forget();

    let read = engine.store().messages(&ids).await.unwrap();

    assert_eq!(engine.calls().reads(), 2);
    let mut expected: Vec<Option<Pending>> = all.into_iter().map(Some).collect();
    expected.insert(50, None);
    assert_eq!(read, expected);
}

#[tokio::test]
async fn one_cause_writes_the_same_messages_wherever_it_happens() {
    let ids = async || {
        let engine = Engine::in_memory().await;
        written(&engine, "j1", 5, 3).await;
        let mut ids: Vec<_> = waiting(&engine, 60, 100).await.into_iter().map(|p| p.id).collect();
        ids.sort();
        ids.dedup();
        ids
    };

    let once = ids().await;

    assert_eq!(once.len(), 3, "each its own");
    assert_eq!(once, ids().await);
}
