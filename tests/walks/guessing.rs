//! Numbers that are not theirs: ten a day, and then the way on without one.

use jiff::SignedDuration;

use crate::{
    browser::{Browser, Page},
    town::{From, Town},
};

const CHECK: &str = "Check your answers before asking us to look";
const WAIT: &str = "Wait before you try again";

/// Ten wrong TRNs, each on a journey and in a browser of its own, from either service.
async fn ten_wrong_trns(town: &Town, persona: &str) {
    for number in 0..10 {
        let from = if number % 2 == 0 { From::Existing } else { From::Allocate };
        let mut browser = Browser::new();
        let question = town.arrive_at_trn(&mut browser, from, persona).await;
        let miss = give(&mut browser, &question, &format!("91{number:05}")).await;
        assert_eq!(miss.heading(), CHECK, "{number}");
    }
}

async fn give(browser: &mut Browser, question: &Page, trn: &str) -> Page {
    browser.send(question, &[("have_trn", "yes"), ("trn", trn)]).await
}

#[tokio::test]
async fn whoever_guesses_waits_until_the_time_that_they_are_told() {
    let town = Town::new().await;
    ten_wrong_trns(&town, "bea").await;

    let mut browser = Browser::new();
    let question = town.arrive_at_trn(&mut browser, From::Existing, "bea").await;
    // Her own.
    let wait = give(&mut browser, &question, "2345678").await;
    assert_eq!(wait.status, 429);
    assert_eq!(wait.heading(), WAIT);
    assert!(wait.text().contains("You can try again after"), "{}", wait.text());
    let seconds: i64 = wait.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((86_000..=86_460).contains(&seconds), "{seconds}");

    town.wait(SignedDuration::from_secs(seconds));
    let mut browser = Browser::new();
    let question = town.arrive_at_trn(&mut browser, From::Existing, "bea").await;
    let found = give(&mut browser, &question, "2345678").await;
    assert_eq!(found.heading(), "We found your teaching record");
}

#[tokio::test]
async fn whoever_has_to_wait_can_ask_support_staff_at_once() {
    let town = Town::new().await;
    ten_wrong_trns(&town, "gus").await;
    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "gus").await;

    let wait = browser.send(&question, &[("have_nino", "yes"), ("nino", "AB123456C")]).await;
    assert_eq!(wait.heading(), WAIT);
    let trn = browser.send(&wait, &[]).await;
    assert_eq!(trn.heading(), "Do you have a teacher reference number (TRN)?");
    let wait = give(&mut browser, &trn, "7654321").await;
    assert_eq!((wait.status.as_u16(), wait.heading()), (429, WAIT.to_owned()));
    let check = browser.send(&wait, &[]).await;
    assert_eq!(check.heading(), CHECK);
    let sent = browser.send(&check, &[]).await;

    assert_eq!(sent.heading(), "Request sent");
}

#[tokio::test]
async fn whoever_has_to_wait_can_go_back_to_the_service() {
    let town = Town::new().await;
    ten_wrong_trns(&town, "gus").await;
    let mut browser = Browser::new();
    let question = town.arrive_at_trn(&mut browser, From::Allocate, "gus").await;
    let wait = give(&mut browser, &question, "7654321").await;

    let service = browser.click(&wait, "Go back to").await;

    assert!(service.text().contains("access_denied"), "{}", service.text());
}
