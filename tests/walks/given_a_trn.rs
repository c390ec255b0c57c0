//! Nobody like them is on record: a TRN while they wait.

use crate::{
    browser::{Browser, Page},
    town::{From, Town},
};

async fn asks_for_a_trn(town: &Town, browser: &mut Browser) -> Page {
    let trn = town.arrive_at_trn(browser, From::Allocate, "gus").await;
    let ask = browser.send(&trn, &[("have_trn", "no")]).await;
    browser.send(&ask, &[]).await
}

#[tokio::test]
async fn a_person_without_a_record_gets_a_trn_while_they_wait() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let given = asks_for_a_trn(&town, &mut browser).await;

    let text = given.text();
    let trn = text.split_whitespace().find(|word| word.len() == 7 && word.starts_with('3'));
    let trn = trn.unwrap_or_else(|| panic!("no TRN in {text}")).to_owned();
    let service = browser.click(&given, "Continue to").await;
    assert!(service.text().contains(&format!("trn \"{trn}\"")), "{}", service.text());
    assert!(service.text().contains("trn_status \"issued\""), "{}", service.text());
    let mail = town.mail_of("gus@example.com").await;
    assert_eq!(mail.len(), 1);
    assert!(mail[0].lines().any(|line| line == trn), "alone on its line: {}", mail[0]);
    assert!(town.stack.store.reviews().list().await.unwrap().is_empty(), "nobody has to decide");
}

#[tokio::test]
async fn whoever_was_given_a_trn_only_signs_in_from_then_on() {
    let town = Town::new().await;
    asks_for_a_trn(&town, &mut Browser::new()).await;
    let mail = town.mail_of("gus@example.com").await.remove(0);

    let service = town.follow(&mail, "gus").await;

    assert_eq!(service.way.iter().filter(|url| url.path().ends_with("/continue")).count(), 1);
    assert!(service.text().contains("trn_status \"issued\""), "{}", service.text());
}

#[tokio::test]
async fn asking_twice_gives_one_trn() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let trn = town.arrive_at_trn(&mut browser, From::Allocate, "gus").await;
    let ask = browser.send(&trn, &[("have_trn", "unknown")]).await;

    let mut twin = browser.clone();
    let (once, twice) = tokio::join!(browser.send(&ask, &[]), twin.send(&ask, &[]));

    assert_eq!(once.text(), twice.text());
    assert_eq!(town.mail_of("gus@example.com").await.len(), 1);
}
