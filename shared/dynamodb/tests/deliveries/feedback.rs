//! What is told about emails later.

use dynamodb::Table;
use ports::{Decider, Dropped, Listed, ReviewTask, Reviews, TaskHappening};
use testing::people;

use crate::scene::{Scene, message, minutes};

async fn task(scene: &Scene) -> ReviewTask {
    scene.world.store().task(&scene.task).await.unwrap().unwrap()
}

/// How often the task's history says that the email came back.
async fn returns(scene: &Scene) -> usize {
    let history = scene.world.store().history(&scene.task).await.unwrap();
    let came_back = history.iter().filter(|event| event.what == TaskHappening::EmailCameBack);
    came_back.inspect(|event| assert_eq!(event.by, Decider::System)).count()
}

#[tokio::test]
async fn a_bounce_about_a_settled_task_puts_it_back_on_the_list_once() {
    let scene = Scene::new().await;
    scene.settle().await;
    assert_eq!(task(&scene).await.listed, None);

    for minute in [10, 11, 12] {
        scene.feedback().came_back(&scene.email, minutes(minute)).await.unwrap();
    }

    assert_eq!(task(&scene).await.listed, Some(Listed::EmailNotDelivered));
    let list = scene.world.store().list().await.unwrap();
    assert_eq!(
        list.iter().map(|line| line.listed).collect::<Vec<_>>(),
        [Listed::EmailNotDelivered]
    );
    assert_eq!(returns(&scene).await, 1);
    assert_eq!(scene.noted(&scene.email).await.unwrap()["delivery"], "came_back");
}

#[tokio::test]
async fn a_bounce_about_an_open_task_is_in_its_history_alone() {
    let scene = Scene::new().await;
    let before = task(&scene).await;

    scene.feedback().came_back(&scene.email, minutes(10)).await.unwrap();

    assert_eq!(task(&scene).await, before);
    assert_eq!(returns(&scene).await, 1);
}

#[tokio::test]
async fn bounces_that_come_at_once_count_once() {
    let scene = Scene::new().await;
    scene.settle().await;
    let tries = (0..8).map(|minute| {
        let (feedback, email) = (scene.feedback(), scene.email.clone());
        tokio::spawn(async move { feedback.came_back(&email, minutes(minute)).await })
    });
    for one in tries.collect::<Vec<_>>() {
        one.await.unwrap().unwrap();
    }

    assert_eq!(returns(&scene).await, 1);
}

#[tokio::test]
async fn an_email_that_cannot_be_sent_is_for_support_staff_to_see_to() {
    for why in [Dropped::Refused, Dropped::Suppressed] {
        let scene = Scene::new().await;
        scene.settle().await;

        scene.deliveries().dropped(&scene.email, why, minutes(10)).await.unwrap();
        scene.deliveries().dropped(&scene.email, why, minutes(11)).await.unwrap();

        assert_eq!(task(&scene).await.listed, Some(Listed::EmailNotDelivered), "{why:?}");
        assert_eq!(returns(&scene).await, 1, "{why:?}");
    }
}

#[tokio::test]
async fn an_email_with_nothing_to_tell_is_nobodys_work() {
    let scene = Scene::new().await;
    scene.settle().await;

    let deliveries = scene.deliveries();
    deliveries.dropped(&scene.email, Dropped::NothingToTell, minutes(10)).await.unwrap();

    assert_eq!(task(&scene).await.listed, None);
    assert_eq!(returns(&scene).await, 0);
}

#[tokio::test]
async fn a_bounce_about_a_message_nobody_knows_is_passed_over() {
    let scene = Scene::new().await;

    scene.feedback().came_back(&message("nobodys"), minutes(10)).await.unwrap();
    scene.feedback().delivered(&message("nobodys"), "ses-9", minutes(10)).await.unwrap();

    assert_eq!(scene.noted(&message("nobodys")).await, None);
}

#[tokio::test]
async fn an_arrival_is_noted_and_a_bounce_after_it_wins() {
    let scene = Scene::new().await;
    scene.deliveries().sent(&scene.email, "ses-1", minutes(0)).await.unwrap();

    scene.feedback().delivered(&scene.email, "ses-1", minutes(1)).await.unwrap();
    scene.feedback().delivered(&scene.email, "ses-1", minutes(2)).await.unwrap();
    let noted = scene.noted(&scene.email).await.unwrap();
    assert_eq!(noted["delivered_at"], "2026-04-01T09:01:00Z");

    scene.feedback().came_back(&scene.email, minutes(3)).await.unwrap();
    scene.feedback().delivered(&scene.email, "ses-1", minutes(4)).await.unwrap();
    assert_eq!(scene.noted(&scene.email).await.unwrap()["delivery"], "came_back");
}

#[tokio::test]
async fn an_arrival_makes_up_for_a_sender_that_crashed() {
    let scene = Scene::new().await;
    let deliveries = scene.deliveries();
    deliveries.lease(&scene.email, minutes(0), minutes(1)).await.unwrap();

    scene.feedback().delivered(&scene.email, "ses-1", minutes(0)).await.unwrap();

    let lease = deliveries.lease(&scene.email, minutes(2), minutes(3)).await.unwrap();
    assert_eq!(lease, ports::Lease::Settled);
}

#[tokio::test]
async fn whoever_complained_is_recognised_however_the_address_is_written_and_is_not_kept() {
    let scene = Scene::new().await;
    let deliveries = scene.deliveries();
    assert!(!deliveries.is_suppressed(&people::email("cross@example.com")).await.unwrap());

    for minute in [0, 1] {
        let address = people::email("Cross@Example.com");
        scene.feedback().suppress(&address, minutes(minute)).await.unwrap();
    }

    assert!(deliveries.is_suppressed(&people::email("cross@example.com")).await.unwrap());
    assert!(!deliveries.is_suppressed(&people::email("calm@example.com")).await.unwrap());
    let kept = format!("{:?}", scene.world.items(Table::Outbox).await).to_lowercase();
    assert!(!kept.contains("cross"), "the address itself is nowhere");
}
