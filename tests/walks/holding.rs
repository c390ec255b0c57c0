//! Support staff have to decide: the holding page, until they have.

use jiff::SignedDuration;

use crate::{
    browser::Browser,
    town::{From, Town},
};

const HOLDING: &str = "We need to check your details before giving you a TRN";

#[tokio::test]
async fn a_nino_and_a_trn_of_two_records_are_for_staff_to_decide() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let trn = town.arrive_with_nino(&mut browser, From::Existing, "dev", "JK345678B").await;
    let holding = browser.send(&trn, &[("have_trn", "yes"), ("trn", "2567890")]).await;

    assert!(holding.url.path().ends_with("/checking-your-details"), "{}", holding.url);
    assert!(holding.text().contains("TRN-"));
    let service = browser.click(&holding, "Return to").await;
    assert!(service.text().contains("access_denied: record_pending"), "{}", service.text());
}

#[tokio::test]
async fn two_records_and_no_trn_are_for_staff_to_decide() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let trn = town.arrive_with_nino(&mut browser, From::Existing, "dev", "JK345678B").await;
    let holding = browser.send(&trn, &[("have_trn", "no")]).await;

    assert!(holding.url.path().ends_with("/checking-your-details"), "{}", holding.url);
}

#[tokio::test]
async fn whoever_asks_for_a_trn_waits_and_may_go_on_where_the_service_allows_it() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let trn = town.arrive_at_trn(&mut browser, From::Allocate, "ida").await;
    let ask = browser.send(&trn, &[("have_trn", "unknown")]).await;
    assert_eq!(ask.heading(), "Ask for a TRN");
    let holding = browser.send(&ask, &[]).await;

    assert_eq!(holding.heading(), HOLDING);
    let service = browser.click(&holding, "Return to").await;
    assert!(service.text().contains("trn_status \"pending\""), "{}", service.text());
    assert!(service.text().contains("trn_request_id"));
    assert!(!service.text().contains("trn \""));
}

#[tokio::test]
async fn whoever_waits_sees_the_holding_page_and_nothing_else_when_they_come_back() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let trn = town.arrive_at_trn(&mut browser, From::Allocate, "ida").await;
    let ask = browser.send(&trn, &[("have_trn", "no")]).await;
    browser.send(&ask, &[]).await;

    let holding = town.arrive(&mut Browser::new(), From::Existing, "ida").await;

    assert_eq!(holding.heading(), HOLDING);
}

#[tokio::test]
async fn after_the_promised_day_the_page_says_so() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let trn = town.arrive_at_trn(&mut browser, From::Allocate, "ida").await;
    let ask = browser.send(&trn, &[("have_trn", "no")]).await;
    browser.send(&ask, &[]).await;

    town.wait(SignedDuration::from_hours(24 * 20));
    let late = town.arrive(&mut Browser::new(), From::Allocate, "ida").await;

    assert_eq!(late.heading(), "This is taking longer than we said");
}
