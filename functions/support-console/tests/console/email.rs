//! The email about a decision: sent, or come back.

use axum::http::StatusCode;
use identity::TaskId;
use jiff::SignedDuration;
use journey::{Notice, ReviewKind};
use ports::{Clock, Dropped, Listed, Outgoing, Pending};
use testing::people;

use crate::scene::{Member, Office, of};

/// Anne, linked to her record; the email about it.
async fn linked() -> (Office, TaskId, Member, Pending) {
    let office = Office::new().await;
    office.world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;
    office.world.clock().advance(SignedDuration::from_mins(5));
    office.decide(&priya, &task, &[("decision", "link-1234567")]).await;
    let email = about(&office, Notice::RecordConnected).await.remove(0);
    (office, task, priya, email)
}

/// The emails that tell this.
async fn about(office: &Office, wanted: Notice) -> Vec<Pending> {
    let mut waiting = office.world.emails_waiting().await;
    waiting.retain(
        |pending| matches!(&pending.message, Outgoing::Email { notice, .. } if *notice == wanted),
    );
    waiting
}

#[tokio::test]
async fn the_email_is_queued_until_it_is_sent() {
    let (office, task, priya, email) = linked().await;
    let deliveries = office.world.store().deliveries();
    let now = office.world.clock().now();
    assert!(office.open(&priya, &task).await.text().contains("The email is queued."));

    deliveries.lease(&email.id, now, now + SignedDuration::from_mins(1)).await.unwrap();
    assert!(office.open(&priya, &task).await.text().contains("The email is queued."));

    office.world.clock().advance(SignedDuration::from_mins(2));
    deliveries.sent(&email.id, "ses-1", office.world.clock().now()).await.unwrap();
    let page = office.open(&priya, &task).await;
    assert!(
        page.text().contains("The email was sent at 10:07am on 1 April 2026"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("Decided at 10:05am on 1 April 2026"));
}

#[tokio::test]
async fn what_was_not_sent_because_nothing_was_to_tell_is_not_called_queued() {
    let (office, task, priya, email) = linked().await;
    let now = office.world.clock().now();
    let deliveries = office.world.store().deliveries();

    deliveries.dropped(&email.id, Dropped::NothingToTell, now).await.unwrap();

    let page = office.open(&priya, &task).await;
    assert!(!page.text().contains("The email is queued."), "{}", page.text());
    assert_eq!(office.task(&task).await.listed, None);
}

#[tokio::test]
async fn an_email_that_came_back_can_be_sent_again() {
    let (office, task, priya, email) = linked().await;
    let feedback = office.world.store().feedback();
    feedback.came_back(&email.id, office.world.clock().now()).await.unwrap();
    let list = office.get(&priya, "/tasks").await;
    assert!(list.text().contains("Email not delivered"), "{}", list.text());
    let page = office.open(&priya, &task).await;
    assert!(page.text().contains("The email was not delivered. The person does not know yet."));

    office.world.clock().advance(SignedDuration::from_secs(1));
    let answer = office.post(&priya, &of(&task, "/tell-again"), &[]).await;

    assert_eq!(answer.location(), format!("{}?done=sent-again", of(&task, "")));
    let page = office.get(&priya, answer.location()).await;
    assert!(page.text().contains("The email is queued again."));
    assert!(page.text().contains("Priya Jones Had the email sent again"));
    assert_eq!(office.task(&task).await.listed, None);
    let emails = about(&office, Notice::RecordConnected).await;
    assert_eq!(emails.len(), 2, "one more");
    let now = office.world.clock().now();
    let second = emails.iter().find(|pending| pending.id != email.id).unwrap();
    office.world.store().deliveries().sent(&second.id, "ses-2", now).await.unwrap();
    let page = office.open(&priya, &task).await;
    assert!(page.text().contains("The email was sent at"), "it is the second that counts");
}

#[tokio::test]
async fn a_person_who_was_told_another_way_closes_the_task() {
    let (office, task, priya, email) = linked().await;
    let feedback = office.world.store().feedback();
    feedback.came_back(&email.id, office.world.clock().now()).await.unwrap();

    let answer = office.post(&priya, &of(&task, "/told"), &[]).await;

    assert_eq!(answer.location(), format!("{}?done=told", of(&task, "")));
    let page = office.get(&priya, answer.location()).await;
    assert!(page.text().contains("The task is closed."));
    assert!(page.text().contains("The person was told another way."));
    assert_eq!(office.task(&task).await.listed, None);
    assert_eq!(about(&office, Notice::RecordConnected).await.len(), 1, "nothing more is sent");
}

#[tokio::test]
async fn whoever_complained_is_not_written_to_again() {
    let (office, task, priya, email) = linked().await;
    let now = office.world.clock().now();
    office.world.store().deliveries().dropped(&email.id, Dropped::Suppressed, now).await.unwrap();

    let page = office.open(&priya, &task).await;

    assert_eq!(office.task(&task).await.listed, Some(Listed::EmailNotDelivered));
    assert!(page.text().contains("This person has asked not to be emailed."), "{}", page.text());
    assert!(!page.body.contains("/tell-again"));
    assert!(page.body.contains(&of(&task, "/told")));
    let forged = office.post(&priya, &of(&task, "/tell-again"), &[]).await;
    assert_eq!(forged.status, StatusCode::CONFLICT);
    assert_eq!(about(&office, Notice::RecordConnected).await.len(), 1);
}

#[tokio::test]
async fn of_two_who_see_to_an_email_that_came_back_one_does() {
    let (office, task, priya, email) = linked().await;
    let tom = office.tom().await;
    let feedback = office.world.store().feedback();
    feedback.came_back(&email.id, office.world.clock().now()).await.unwrap();
    office.post(&priya, &of(&task, "/told"), &[]).await;

    let late = office.post(&tom, &of(&task, "/tell-again"), &[]).await;

    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.text().contains("The task changed since you opened this page."),
        "{}",
        late.text()
    );
    assert_eq!(about(&office, Notice::RecordConnected).await.len(), 1);
}

#[tokio::test]
async fn a_task_whose_email_arrived_has_nothing_to_send_again() {
    let (office, task, priya, _) = linked().await;
    for path in ["/tell-again", "/told"] {
        let answer = office.post(&priya, &of(&task, path), &[]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{path}");
    }
    assert_eq!(about(&office, Notice::RecordConnected).await.len(), 1);
}

#[tokio::test]
async fn the_email_that_is_shown_is_the_email_that_is_sent() {
    let decisions: [(&[(&str, &str)], &str); 3] = [
        (&[("decision", "link-1234567")], "1234567"),
        (&[("decision", "ask"), ("wanted", "nino")], ""),
        (&[("decision", "refuse"), ("reason", "somebody_elses")], ""),
    ];
    for (fields, trn) in decisions {
        let office = Office::new().await;
        office.world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;
        let task = office.raised(ReviewKind::PossibleDuplicate).await;
        let priya = office.priya().await;
        let page = office.open(&priya, &task).await;

        let shown = office.choose(&priya, (&task, &page), fields).await;
        office.confirm(&priya, (&task, &shown), fields).await;

        let sent = written(&office, trn).await;
        let subject = format!("Subject: {}", sent.subject);
        assert!(shown.text().contains(&subject), "{subject}: {}", shown.text());
        let start = shown.body.split_once("class=\"app-email\">").unwrap().1;
        let preview = unescaped(start.split_once("</pre>").unwrap().0);
        assert_eq!(preview.trim(), sent.text.trim(), "{fields:?}");
    }
}

/// The email about a decision, as whoever sends it writes it.
async fn written(office: &Office, trn: &str) -> emails::Email {
    let mut waiting = office.world.emails_waiting().await;
    let is_receipt = |message: &Outgoing| {
        matches!(message, Outgoing::Email { notice: Notice::RequestReceived { .. }, .. })
    };
    waiting.retain(|pending| !is_receipt(&pending.message));
    let Outgoing::Email { notice, reference, client, .. } = &waiting[0].message else {
        panic!("these are emails")
    };
    let link = format!("https://ctr.example/continue-to/{}", client.as_str());
    ports::telling::email(
        *notice,
        &ports::telling::Told {
            name: "Anne",
            trn,
            service: "Register for an NPQ",
            link: &link,
            reference: reference.as_str(),
            support: "help@ctr.example",
        },
    )
}

fn unescaped(markup: &str) -> String {
    let plain = markup.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    plain.replace("&#39;", "'").replace("&amp;", "&")
}
