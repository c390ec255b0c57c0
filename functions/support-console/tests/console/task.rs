//! One task: what staff see, and what is remembered of their seeing it.

use axum::http::StatusCode;
use dynamodb::Table;
use identity::RecordStatus;
use jiff::SignedDuration;
use journey::ReviewKind;
use testing::{
    asking::{get, request, with},
    people,
};

use crate::scene::{Office, carrying, of};

#[tokio::test]
async fn the_request_stands_beside_every_record_that_may_be_theirs() {
    let office = Office::new().await;
    let mut with_nino = people::record("1234567", "Annie Smith", "1990-05-01");
    with_nino.ninos.push(people::nino("AB123456C"));
    office.world.keep(&with_nino).await;
    office.world.keep(&people::record("2345678", "Anne Smythe", "1990-05-01")).await;
    office.world.keep(&people::record("3456789", "Gustav Lindqvist", "1971-02-03")).await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;

    let page = office.open(&office.vera().await, &task).await;

    let text = page.text();
    for told in [
        "Review task TRN-7K4M-92QX",
        "Register for an NPQ",
        "Promised by Friday 10 April",
        "anne@example.com",
        "AB 12 34 56 C",
        "1234567",
        "Annie Smith",
        "2345678",
        "Anne Smythe",
        "same NINO",
        "different last name",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(!text.contains("3456789"), "nothing speaks for that one");
    assert!(text.find("1234567") < text.find("2345678"), "the better one comes first");
}

#[tokio::test]
async fn a_record_that_is_not_in_use_is_shown_and_cannot_be_chosen() {
    let office = Office::new().await;
    let mut gone = people::record("1234567", "Anne Smith", "1990-05-01");
    gone.status = RecordStatus::Deactivated;
    office.world.keep(&gone).await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;

    let page = office.open(&priya, &task).await;

    assert!(page.text().contains("1234567"));
    assert!(!page.body.contains("value=\"link-1234567\""));
    let forged = office.choose(&priya, (&task, &page), &[("decision", "link-1234567")]).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(forged.error().as_deref(), Some("Select what to do with this request"));
}

#[tokio::test]
async fn a_task_says_what_it_is_about_and_offers_what_it_can_come_to() {
    for (kind, gives) in [
        (ReviewKind::PossibleDuplicate, true),
        (ReviewKind::RecordNotFound, false),
        (ReviewKind::TwoRecords, false),
    ] {
        let office = Office::new().await;
        let task = office.raised(kind).await;

        let page = office.open(&office.priya().await, &task).await;

        assert_eq!(page.body.contains("value=\"new-trn\""), gives, "{kind:?}");
        assert_eq!(page.body.contains("value=\"not_needed\""), gives, "{kind:?}");
        for offered in ["value=\"ask\"", "value=\"refuse\"", "value=\"no_record\""] {
            assert!(page.body.contains(offered), "{kind:?}: {offered}");
        }
        assert_eq!(page.chosen("decision"), None, "nothing is chosen beforehand");
    }
}

#[tokio::test]
async fn whoever_looks_is_in_the_history_and_in_the_audit_trail() {
    let office = Office::new().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let (priya, vera) = (office.priya().await, office.vera().await);

    office.open(&vera, &task).await;
    office.world.clock().advance(SignedDuration::from_mins(1));
    let page = office.open(&priya, &task).await;

    let history = page.text();
    let history = history.split_once("History, newest first").unwrap().1.to_owned();
    let (first, second) = (history.find("Priya Jones Looked"), history.find("Vera Jones Looked"));
    assert!(first.unwrap() < second.unwrap(), "{history}");
    assert!(history.contains("10:01am on 1 April 2026"), "{history}");
    let raised = history.find("10:00am on 1 April 2026 The service Raised the task");
    assert!(second.unwrap() < raised.unwrap(), "{history}");
    let audit = office.world.items(Table::Audit).await;
    let of_task = format!("TASK#{}", task.as_str());
    assert_eq!(audit.iter().filter(|item| item["pk"] == *of_task).count(), 2);
}

#[tokio::test]
async fn nobody_has_looked_when_a_browser_looks_ahead() {
    let office = Office::new().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;
    let path = of(&task, "");

    for ahead in [request("HEAD", &path, None), with(get(&path), "sec-purpose", "prefetch")] {
        let answer = office.ask(carrying(ahead, "__Host-staff", &priya.session)).await;
        assert_eq!(answer.status, StatusCode::OK);
    }

    assert_eq!(office.world.store().reviews().history(&task).await.unwrap(), []);
}

#[tokio::test]
async fn a_task_that_nobody_knows_is_not_found() {
    let office = Office::new().await;
    let priya = office.priya().await;
    for id in ["nobody", "%00", "..%2F..", "a%20b"] {
        let page = office.get(&priya, &format!("/tasks/{id}")).await;

        assert_eq!(page.status, StatusCode::NOT_FOUND, "{id}");
        assert_eq!(page.heading(), "Task not found", "{id}");
        let path = format!("/tasks/{id}/decide");
        let decided = office.post(&priya, &path, &[("decision", "ask")]).await;
        assert_eq!(decided.status, StatusCode::NOT_FOUND, "{id}");
    }
}

#[tokio::test]
async fn another_record_can_be_brought_in_and_chosen() {
    let office = Office::new().await;
    office.world.keep(&people::record("3456789", "Gustav Lindqvist", "1971-02-03")).await;
    let task = office.raised(ReviewKind::RecordNotFound).await;
    let priya = office.priya().await;
    assert!(!office.open(&priya, &task).await.text().contains("3456789"));

    let answer = office.post(&priya, &of(&task, "/compare"), &[("trn", " 3456789 ")]).await;

    assert_eq!(answer.location(), format!("{}?done=compared", of(&task, "")));
    let page = office.get(&priya, answer.location()).await;
    assert!(page.text().contains("The record with TRN 3456789 is on this page."));
    assert!(page.text().contains("Priya Jones Brought in the record with TRN 3456789"));
    assert!(page.body.contains("value=\"link-3456789\""));
    let decided = office.decide(&priya, &task, &[("decision", "link-3456789")]).await;
    assert_eq!(decided.location(), format!("{}?done=decided", of(&task, "")));
}

#[tokio::test]
async fn what_cannot_be_brought_in_is_shown_again_with_why() {
    let office = Office::new().await;
    office.world.keep(&people::record("1234567", "Anne Smith", "1990-05-01")).await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;
    for (typed, error) in [
        ("", "Enter a TRN"),
        ("12345678", "TRN must have 7 numbers, like 1234567"),
        ("Anne", "TRN must have 7 numbers, like 1234567"),
        ("9999999", "There is no record with this TRN"),
        ("1234567", "The record with this TRN is on this page already"),
    ] {
        let answer = office.post(&priya, &of(&task, "/compare"), &[("trn", typed)]).await;

        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
        assert_eq!(answer.error().as_deref(), Some(error), "{typed:?}");
        assert_eq!(answer.value("trn").unwrap_or_default(), typed);
    }
    assert_eq!(office.task(&task).await.compared, []);
}

#[tokio::test]
async fn while_the_store_fails_the_page_says_where_to_try_again() {
    let office = Office::new().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;
    office.world.clock().advance(SignedDuration::from_secs(1));

    // Who it is can be read; the task cannot.
    office.world.engine().meddling().pass_next();
    office.world.engine().meddling().refuse_next("AccessDeniedException");
    let answer = office.get(&priya, &of(&task, "")).await;

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.links_to(&of(&task, "")));
    office.open(&priya, &task).await;
}
