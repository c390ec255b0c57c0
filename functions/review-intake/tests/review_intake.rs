//! Review tasks as support staff find them on their list, over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

use identity::{MessageId, TaskId};
use jiff::Timestamp;
use journey::{Reason, Ruling};
use ports::{Listed, Outgoing, QueueMessage, ReviewTask, Worker};
use review_intake::ReviewIntake;
use testing::{World, journeys::anne, people, queues::works_on_nothing_but};

fn function(world: &World) -> ReviewIntake {
    let store = world.store();
    ReviewIntake {
        outbox: store.outbox(),
        reviews: store.reviews(),
        teachers: store.teachers(),
        users: store.users(),
    }
}

/// Anne asks support staff to look. The body of the message about it, and the task.
async fn raised(world: &World) -> (String, TaskId) {
    world.ask_support(&anne()).await;
    let waiting = world.store().outbox().waiting(Timestamp::MAX, 10).await.unwrap();
    let raised = waiting.into_iter().find_map(|pending| {
        let Outgoing::ReviewRaised { task } = pending.message else { return None };
        Some((body(&pending.id), task))
    });
    raised.unwrap()
}

fn body(id: &MessageId) -> String {
    QueueMessage { message: id.clone() }.to_string()
}

async fn task(world: &World, id: &TaskId) -> ReviewTask {
    world.store().reviews().task(id).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_task_comes_on_the_list_with_what_the_rules_found() {
    let world = World::new().await;
    world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;
    world.keep(&people::record("2345678", "Bertha Brown", "1971-02-03")).await;
    let (message, id) = raised(&world).await;

    function(&world).work(&message).await.unwrap();

    let opened = task(&world, &id).await;
    assert_eq!(opened.listed, Some(Listed::Open));
    let [finding] = opened.findings.as_slice() else { panic!("{:?}", opened.findings) };
    assert_eq!(finding.trn, people::trn("1234567"));
    assert!(finding.words.contains("same date of birth"), "{}", finding.words);
    let list = world.store().reviews().list().await.unwrap();
    assert_eq!(list.iter().map(|line| &line.id).collect::<Vec<_>>(), [&id]);
}

#[tokio::test]
async fn a_task_about_nobody_on_record_is_opened_too() {
    let world = World::new().await;
    let (message, id) = raised(&world).await;

    function(&world).work(&message).await.unwrap();

    let opened = task(&world, &id).await;
    assert_eq!((opened.listed, opened.findings), (Some(Listed::Open), Vec::new()));
}

#[tokio::test]
async fn ten_deliveries_at_once_open_one_task() {
    let world = World::new().await;
    let (message, id) = raised(&world).await;
    let tries = (0..10).map(|_| {
        let (worker, message) = (function(&world), message.clone());
        tokio::spawn(async move { worker.work(&message).await })
    });
    for one in tries.collect::<Vec<_>>() {
        one.await.unwrap().unwrap();
    }

    assert_eq!(world.store().reviews().list().await.unwrap().len(), 1);
    assert_eq!(task(&world, &id).await.version, 2, "raised, and opened once");
}

#[tokio::test]
async fn what_was_found_first_stays() {
    let world = World::new().await;
    let (message, id) = raised(&world).await;
    function(&world).work(&message).await.unwrap();
    let opened = task(&world, &id).await;
    world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;

    function(&world).work(&message).await.unwrap();

    assert_eq!(task(&world, &id).await, opened);
}

#[tokio::test]
async fn a_settled_task_is_not_opened_again() {
    let world = World::new().await;
    let (message, id) = raised(&world).await;
    world.decide(&anne(), Ruling::Refuse(Reason::NoRecord)).await;
    let settled = task(&world, &id).await;

    function(&world).work(&message).await.unwrap();

    assert_eq!(task(&world, &id).await, settled);
}

#[tokio::test]
async fn a_failing_store_leaves_the_message_for_later() {
    let world = World::new().await;
    let (message, id) = raised(&world).await;
    let meddling = world.engine().meddling();
    meddling.spare_reads();
    meddling.refuse_next("AccessDeniedException");

    function(&world).work(&message).await.unwrap_err();
    function(&world).work(&message).await.unwrap();

    assert_eq!(task(&world, &id).await.listed, Some(Listed::Open));
}

#[tokio::test]
async fn what_is_not_for_it_is_never_worked_on() {
    let world = World::new().await;
    raised(&world).await;
    let own = |message: &Outgoing| matches!(message, Outgoing::ReviewRaised { .. });

    works_on_nothing_but(own, &function(&world), &*world.store().outbox()).await;
}

#[tokio::test]
async fn a_task_asks_the_store_as_little_as_is_documented() {
    let world = World::new().await;
    let (message, _) = raised(&world).await;
    world.engine().calls().forget();

    function(&world).work(&message).await.unwrap();

    world.engine().calls().are_as_documented("review-intake, a task");
}
