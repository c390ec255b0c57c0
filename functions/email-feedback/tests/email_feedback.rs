//! What SES tells, over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

use dynamodb::Table;
use email_feedback::EmailFeedback;
use jiff::Timestamp;
use ports::{Destination, Listed, Reviews, TaskHappening, Worker};
use serde_json::{Value, json};
use testing::{
    World,
    journeys::{anne, nine},
    people,
    queues::{Arrived, arrived, bounced, complained},
};

fn function(world: &World) -> EmailFeedback {
    EmailFeedback { feedback: world.store().feedback() }
}

/// The email about Anne's request, as it was sent.
async fn sent(world: &World) -> Arrived {
    world.ask_support(&anne()).await;
    let waiting = world.store().outbox().waiting(Timestamp::MAX, 10).await.unwrap();
    let mut emails =
        waiting.into_iter().filter(|it| it.message.destination() == Destination::Emails);
    let email = emails::Email {
        subject: "We have received your request".to_owned(),
        text: String::new(),
        html: String::new(),
    };
    let (message, to) = (emails.next().unwrap().id, people::email("Anne@Example.com"));
    Arrived { message, provider_id: "ses-1".to_owned(), to, email, at: nine() }
}

/// What is noted about the only email that anything is noted about.
async fn noted(world: &World) -> Option<Value> {
    let items = world.items(Table::Outbox).await;
    items.into_iter().find(|item| item["sk"] == "DELIVERY")
}

async fn is_suppressed(world: &World, address: &str) -> bool {
    world.store().deliveries().is_suppressed(&people::email(address)).await.unwrap()
}

#[tokio::test]
async fn a_bounce_is_noted_once_and_in_the_history_of_the_task() {
    let world = World::new().await;
    let email = sent(&world).await;
    let worker = function(&world);

    for _ in 0..10 {
        worker.work(&bounced(&email, nine())).await.unwrap();
    }

    assert_eq!(noted(&world).await.unwrap()["delivery"], "came_back");
    let task = world.user(&anne().user.subject).await.open.unwrap().task();
    let history = world.store().history(&task).await.unwrap();
    let what: Vec<_> = history.into_iter().map(|event| event.what).collect();
    assert_eq!(what, [TaskHappening::EmailCameBack]);
    let open = world.store().task(&task).await.unwrap().unwrap();
    assert_ne!(open.listed, Some(Listed::EmailNotDelivered), "it is not settled yet");
    assert!(!is_suppressed(&world, "anne@example.com").await, "a bounce is no complaint");
}

#[tokio::test]
async fn whoever_is_away_has_the_email_and_a_full_mailbox_has_not() {
    for (kind, sub_type, came_back) in [
        ("Transient", "General", false),
        ("Transient", "MailboxFull", true),
        ("Undetermined", "Undetermined", true),
        ("Permanent", "OnAccountSuppressionList", true),
    ] {
        let world = World::new().await;
        let mut event: Value = bounced(&sent(&world).await, nine()).parse().unwrap();
        event["bounce"]["bounceType"] = kind.into();
        event["bounce"]["bounceSubType"] = sub_type.into();

        function(&world).work(&event.to_string()).await.unwrap();

        assert_eq!(noted(&world).await.is_some(), came_back, "{kind} {sub_type}");
    }
}

#[tokio::test]
async fn an_arrival_is_noted() {
    let world = World::new().await;
    let email = sent(&world).await;
    world.store().deliveries().sent(&email.message, "ses-1", nine()).await.unwrap();

    function(&world).work(&arrived(&email, nine())).await.unwrap();

    assert_eq!(noted(&world).await.unwrap()["delivered_at"], "2026-04-01T09:00:00Z");
}

#[tokio::test]
async fn whoever_complains_is_never_written_to_again() {
    let world = World::new().await;
    let email = sent(&world).await;

    function(&world).work(&complained(&email, nine())).await.unwrap();

    assert!(is_suppressed(&world, "anne@example.com").await);
}

#[tokio::test]
async fn a_complaint_counts_without_a_message_of_ours_and_without_a_name() {
    let world = World::new().await;
    let mut event: Value = complained(&sent(&world).await, nine()).parse().unwrap();
    event["mail"]["tags"] = json!({});
    event["complaint"]["complainedRecipients"] = json!([]);

    function(&world).work(&event.to_string()).await.unwrap();

    assert!(is_suppressed(&world, "anne@example.com").await);
}

#[tokio::test]
async fn what_needs_no_account_is_passed_over() {
    let world = World::new().await;
    let worker = function(&world);
    let email = sent(&world).await;
    for kind in ["Send", "Open", "Click", "DeliveryDelay", "Subscription", "something new"] {
        let mut event: Value = arrived(&email, nine()).parse().unwrap();
        event["eventType"] = kind.into();
        worker.work(&event.to_string()).await.unwrap();
    }
    let mut of_others: Value = bounced(&email, nine()).parse().unwrap();
    of_others["mail"]["tags"] = json!({ "ses:operation": ["SendEmail"] });
    worker.work(&of_others.to_string()).await.unwrap();

    assert_eq!(noted(&world).await, None);
}

#[tokio::test]
async fn what_is_no_event_of_ses_fails_without_being_repeated() {
    let world = World::new().await;
    let worker = function(&world);
    let complaint = complained(&sent(&world).await, nine());
    let without = |member: &str| {
        let mut event: Value = complaint.parse().unwrap();
        event.as_object_mut().unwrap().remove(member);
        event.to_string()
    };
    for body in [
        String::new(),
        "{}".to_owned(),
        "anne@example.com".to_owned(),
        json!({ "Type": "Notification", "Message": complaint }).to_string(),
        without("mail"),
        without("complaint"),
        without("eventType"),
    ] {
        let fault = worker.work(&body).await.unwrap_err();
        let said = format!("{fault:?}").to_lowercase();
        assert!(!said.contains("example.com"), "{said}");
    }
}

#[tokio::test]
async fn a_bounce_asks_the_store_as_little_as_is_documented() {
    let world = World::new().await;
    let email = sent(&world).await;
    world.engine().calls().forget();

    function(&world).work(&bounced(&email, nine())).await.unwrap();

    world.engine().calls().are_as_documented("email-feedback, a bounce");
}
