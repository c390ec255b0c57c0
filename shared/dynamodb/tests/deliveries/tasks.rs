//! What became of the email about a task.

use ports::{Delivery, Listed, ReviewTask, Reviews, Staff, TaskEmail};
use testing::people;

use crate::scene::{Scene, minutes};

fn priya() -> Staff {
    Staff { id: "priya".parse().unwrap(), name: "Priya".to_owned() }
}

async fn task(scene: &Scene) -> ReviewTask {
    scene.world.store().task(&scene.task).await.unwrap().unwrap()
}

async fn email(scene: &Scene) -> TaskEmail {
    scene.world.store().email(&task(scene).await).await.unwrap()
}

#[tokio::test]
async fn the_email_about_a_task_is_the_latest_that_support_staff_caused() {
    let scene = Scene::new().await;
    assert_eq!(email(&scene).await, TaskEmail::None, "that it was received is not theirs");

    scene.settle().await;
    assert_eq!(email(&scene).await, TaskEmail::Waiting);

    let sent = scene.world.emails_waiting().await.pop().unwrap();
    scene.deliveries().sent(&sent.id, "ses-1", minutes(1)).await.unwrap();
    let delivery =
        Delivery::Sent { provider_id: "ses-1".to_owned(), at: minutes(1), delivered_at: None };
    assert_eq!(email(&scene).await, TaskEmail::Noted(delivery));

    scene.feedback().came_back(&sent.id, minutes(2)).await.unwrap();
    assert_eq!(email(&scene).await, TaskEmail::Noted(Delivery::CameBack { at: minutes(2) }));
    assert_eq!(task(&scene).await.listed, Some(Listed::EmailNotDelivered));

    let back = task(&scene).await;
    scene.world.store().tell_again(&back, &priya(), minutes(3)).await.unwrap();
    assert_eq!(email(&scene).await, TaskEmail::Waiting, "another one is on its way");
}

#[tokio::test]
async fn bringing_a_record_in_causes_no_email() {
    let scene = Scene::new().await;
    let before = task(&scene).await;

    let store = scene.world.store();
    store.compare(&before, &people::trn("1234567"), &priya(), minutes(1)).await.unwrap();

    assert_eq!(email(&scene).await, TaskEmail::None);
    assert_eq!(task(&scene).await.compared, [people::trn("1234567")]);
}
