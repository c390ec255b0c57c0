//! GOV.UK One Login does not prove who somebody is.

use crate::{
    browser::Browser,
    town::{From, Town},
};

#[tokio::test]
async fn an_identity_that_is_not_proved_leads_to_the_not_verified_page() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let page = town.arrive(&mut browser, From::Existing, "jon").await;

    assert_eq!(page.heading(), "We need proof of your identity before you can continue");
    assert!(page.url.path().ends_with("/not-verified"));
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn whoever_is_not_verified_can_try_again() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let page = town.arrive(&mut browser, From::Existing, "jon").await;

    let again = browser.click(&page, "Try again").await;

    assert_eq!(again.heading(), "We need proof of your identity before you can continue");
    assert!(again.way.iter().any(|url| url.path() == "/authorize"));
}

#[tokio::test]
async fn whoever_is_not_verified_can_go_back_to_the_service() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let page = town.arrive(&mut browser, From::Existing, "jon").await;

    let service = browser.click(&page, "Go back to").await;

    assert!(service.text().contains("access_denied: identity_not_verified"), "{}", service.text());
}

#[tokio::test]
async fn nobody_gets_round_the_identity_check_by_typing_an_address() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let page = town.arrive(&mut browser, From::Existing, "jon").await;

    for path in ["national-insurance-number", "trn", "check-answers", "found", "request-a-trn"] {
        let url = page.url.as_str().replace("not-verified", path);
        let there = browser.open(&url).await;
        assert!(there.url.path().ends_with("/not-verified"), "{path}");
    }
}
