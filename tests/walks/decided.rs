//! A possible duplicate: the holding page, a member of staff decides, the person is told and comes back.

use ports::{Clock, QueueMessage};

use crate::{
    browser::{Browser, Page},
    town::{From, Town},
};

const IDA: &str = "ida@example.com";
const HOLDING: &str = "We need to check your details before giving you a TRN";

/// Ida, who may have a record, asks for a TRN.
async fn held(town: &Town) -> (Browser, Page) {
    let mut browser = Browser::new();
    let trn = town.arrive_at_trn(&mut browser, From::Allocate, "ida").await;
    let ask = browser.send(&trn, &[("have_trn", "unknown")]).await;
    let holding = browser.send(&ask, &[]).await;
    assert_eq!(holding.heading(), HOLDING);
    (browser, holding)
}

/// The latest email to Ida: one was sent when she asked, and one for each decision.
async fn told(town: &Town, emails: usize) -> String {
    let mut mail = town.mail_of(IDA).await;
    assert_eq!(mail.len(), emails, "{mail:?}");
    mail.pop().unwrap()
}

#[tokio::test]
async fn whoever_is_linked_is_told_and_goes_straight_on() {
    let town = Town::new().await;
    held(&town).await;

    let done = town.decide(&[("decision", "link-2912345")]).await;

    assert!(done.text().contains("The record with TRN 2912345 is connected."), "{}", done.text());
    let email = told(&town, 2).await;
    assert!(email.lines().any(|line| line == "2912345"), "{email}");
    let service = town.follow(&email, "ida").await;
    for claim in ["trn \"2912345\"", "trn_status \"found\""] {
        assert!(service.text().contains(claim), "{claim}: {}", service.text());
    }
}

#[tokio::test]
async fn whoever_is_given_a_trn_is_told_and_goes_straight_on() {
    let town = Town::new().await;
    held(&town).await;

    town.decide(&[("decision", "new-trn")]).await;

    let email = told(&town, 2).await;
    let trn = email.lines().find(|line| line.len() == 7 && line.starts_with('3')).unwrap();
    let service = town.follow(&email, "ida").await;
    for claim in [&format!("trn \"{trn}\""), "trn_status \"issued\"", "trn_request_id"] {
        assert!(service.text().contains(claim), "{claim}: {}", service.text());
    }
}

#[tokio::test]
async fn the_service_that_asked_is_told_by_webhook_and_no_other_is() {
    let town = Town::new().await;
    held(&town).await;

    town.decide(&[("decision", "link-2912345")]).await;
    town.stack.messages.settle().await;

    let told = Browser::new().open(town.service(From::Allocate)).await.text();
    for said in ["trn_request.completed", "\"status\":\"completed\"", "/trn-requests/"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    for private in ["2912345", "ida@", "Ida"] {
        assert!(!told.contains(private), "{private}: {told}");
    }
    let other = Browser::new().open(town.service(From::Existing)).await.text();
    assert!(!other.contains("Webhook"), "{other}");
}

#[tokio::test]
async fn an_event_that_is_delivered_again_and_again_is_told_once() {
    let town = Town::new().await;
    let client = "sample-allocate".parse().unwrap();
    let ping = town.stack.store.ping(&client, town.stack.clock.now()).await.unwrap();

    for _ in 0..3 {
        town.stack.messages.webhook.put(QueueMessage { message: ping.clone() }.to_string());
        town.stack.messages.settle().await;
    }

    let told = Browser::new().open(town.service(From::Allocate)).await.text();
    assert_eq!(told.matches("\"ping\"").count(), 1, "{told}");
    let depth = town.stack.messages.webhook.depth();
    assert_eq!((depth.waiting, depth.in_flight, depth.dead_letters), (0, 0, 0));
}

#[tokio::test]
async fn whoever_is_refused_is_told_why_and_nothing_about_anybody_else() {
    let town = Town::new().await;
    held(&town).await;

    town.decide(&[("decision", "refuse"), ("reason", "somebody_elses")]).await;

    let email = told(&town, 2).await;
    assert!(email.contains("could not be sure"), "{email}");
    assert!(!email.contains("2912345"), "{email}");
    assert!(!email.contains("somebody else"), "{email}");
}

#[tokio::test]
async fn whoever_is_asked_answers_and_is_decided_about_again() {
    let town = Town::new().await;
    held(&town).await;

    let asked = [("decision", "ask"), ("wanted", "previous_last_name"), ("wanted", "nino")];
    let waiting = town.decide(&asked).await;
    assert!(waiting.text().contains("Waiting for the person"), "{}", waiting.text());
    let email = told(&town, 2).await;
    let mut browser = Browser::new();
    let asked = town.arrive(&mut browser, From::Allocate, "ida").await;
    assert_eq!(asked.heading(), "We need more information from you");
    assert_eq!(town.follow(&email, "ida").await.heading(), asked.heading());
    let form = browser.click(&asked, "Give more information").await;
    let answered =
        browser.send(&form, &[("previous_last_name", "Fenwick"), ("nino", "CE 23 45 67 B")]).await;
    assert_eq!(answered.heading(), HOLDING, "{}", answered.text());
    assert!(answered.text().contains("Thank you for telling us more."), "{}", answered.text());

    let done = town.decide(&[("decision", "link-2912345")]).await;

    for seen in ["Fenwick", "CE 23 45 67 B", "The person Told us more"] {
        assert!(done.text().contains(seen), "{seen}: {}", done.text());
    }
    let service = town.follow(&told(&town, 3).await, "ida").await;
    assert!(service.text().contains("trn \"2912345\""), "{}", service.text());
}

#[tokio::test]
async fn an_open_request_is_shown_on_every_return_and_nothing_else() {
    let town = Town::new().await;
    held(&town).await;
    for from in [From::Allocate, From::Existing, From::Allocate] {
        let holding = town.arrive(&mut Browser::new(), from, "ida").await;

        assert_eq!(holding.heading(), HOLDING, "{from:?}");
    }
    assert_eq!(town.mail_of(IDA).await.len(), 1, "one request, one email");
    assert_eq!(town.stack.store.reviews().list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn whoever_may_go_on_meanwhile_goes_back_as_pending_and_later_with_the_trn() {
    let town = Town::new().await;
    let (mut browser, holding) = held(&town).await;

    let service = browser.click(&holding, "Return to").await;
    assert!(service.text().contains("trn_status \"pending\""), "{}", service.text());
    assert!(!service.text().contains("trn \""), "{}", service.text());
    town.decide(&[("decision", "link-2912345")]).await;

    // Still signed in at GOV.UK One Login: there is nothing left to ask.
    let service = browser.open(&format!("{}/sign-in", town.service(From::Allocate))).await;
    assert!(service.text().contains("trn_status \"found\""), "{}", service.text());
}

#[tokio::test]
async fn a_refused_record_is_not_found_by_itself_later() {
    let town = Town::new().await;
    held(&town).await;
    town.decide(&[("decision", "refuse"), ("reason", "no_record")]).await;

    // The one number that would settle it, if nobody had refused it.
    let mut browser = Browser::new();
    let trn = town.arrive_at_trn(&mut browser, From::Existing, "ida").await;
    let next = browser.send(&trn, &[("have_trn", "yes"), ("trn", "2912345")]).await;

    assert_eq!(next.heading(), "Check your answers before asking us to look", "{}", next.text());
}

#[tokio::test]
async fn of_two_at_the_desk_the_second_is_told() {
    let town = Town::new().await;
    held(&town).await;
    town.mail_of(IDA).await;
    let (mut tom, list) = town.at_the_desk("tom").await;
    let task = tom.click(&list, "TRN-").await;
    let path = task.url.path().to_owned();
    town.decide(&[("decision", "link-2912345")]).await;

    let late = tom.send_to(&task, &path, &[("decision", "new-trn")]).await;

    assert_eq!(late.status, 409);
    assert!(late.text().contains("Priya Caseworker decided this task at"), "{}", late.text());
    assert!(late.text().contains("Priya Caseworker connected the record with TRN 2912345"));
}
