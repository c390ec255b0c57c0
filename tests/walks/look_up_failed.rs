//! A look-up fails: support staff connect the person, and the next sign-in goes straight through.

use crate::{
    browser::Browser,
    town::{From, Town},
};

const LOU: &str = "lou@example.com";

/// Lou, whose record is under another name, asks support staff to look.
async fn asked(town: &Town) {
    let mut browser = Browser::new();
    let trn = town.arrive_at_trn(&mut browser, From::Existing, "lou").await;
    let check = browser.send(&trn, &[("have_trn", "yes"), ("trn", "2823456")]).await;
    let sent = browser.send(&check, &[]).await;
    assert_eq!(sent.heading(), "Request sent", "{}", sent.text());
}

#[tokio::test]
async fn whoever_is_connected_is_told_and_goes_straight_on() {
    let town = Town::new().await;
    asked(&town).await;

    let done = town.decide(&[("decision", "link-2823456")]).await;

    assert!(done.text().contains("The record with TRN 2823456 is connected."), "{}", done.text());
    let email = town.mail_of(LOU).await.pop().unwrap();
    let service = town.follow(&email, "lou").await;
    assert!(service.text().contains("trn \"2823456\""), "{}", service.text());
    assert!(!service.way.iter().any(|url| url.path().contains("national-insurance")));
}

#[tokio::test]
async fn whoever_cannot_be_connected_is_told_why() {
    let town = Town::new().await;
    asked(&town).await;

    town.decide(&[("decision", "refuse"), ("reason", "no_record")]).await;

    let mail = town.mail_of(LOU).await;
    assert_eq!(mail.len(), 2, "{mail:?}");
    assert!(mail[1].contains("could not find"), "{}", mail[1]);
}

#[tokio::test]
async fn a_record_under_other_details_is_brought_in_by_staff() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let trn = town.arrive_at_trn(&mut browser, From::Existing, "lou").await;
    let check = browser.send(&trn, &[("have_trn", "no")]).await;
    browser.send(&check, &[]).await;
    town.mail_of(LOU).await;

    let (mut priya, list) = town.at_the_desk("priya").await;
    let task = priya.click(&list, "TRN-").await;
    let path = task.url.path().to_owned();
    assert!(!task.text().contains("2823456"), "nothing leads to it");
    let compared = priya.send_to(&task, &format!("{path}/compare"), &[("trn", "2823456")]).await;
    assert!(compared.text().contains("Louise Bennett"), "{}", compared.text());
    town.decide(&[("decision", "link-2823456")]).await;

    let service = town.arrive(&mut Browser::new(), From::Existing, "lou").await;
    assert!(service.text().contains("trn_status \"found\""), "{}", service.text());
}

#[tokio::test]
async fn whoever_may_only_look_at_the_desk_cannot_decide() {
    let town = Town::new().await;
    asked(&town).await;
    town.mail_of(LOU).await;

    let (mut vera, list) = town.at_the_desk("vera").await;
    let task = vera.click(&list, "TRN-").await;

    assert!(task.text().contains("You can look at this task."), "{}", task.text());
    assert!(!task.body.contains("name=\"decision\""));
}
