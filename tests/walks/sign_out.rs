//! Signing out: here, at GOV.UK One Login, and of every token.

use crate::{
    browser::Browser,
    town::{From, Town},
};

#[tokio::test]
async fn a_service_signs_the_person_out_everywhere_and_gets_them_back() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let found = town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    let service = browser.click(&found, "Continue to").await;

    let after = browser.click(&service, "Sign out").await;

    assert!(after.text().contains("Sign in"), "{}", after.text());
    assert_eq!(after.url.as_str(), format!("{}/", town.service(From::Existing)));
    let hosts: Vec<_> = after.way.iter().filter_map(url::Url::port).collect();
    let one_login = url::Url::parse(town.stack.addresses.one_login.as_ref().unwrap()).unwrap();
    assert!(hosts.contains(&one_login.port().unwrap()), "through GOV.UK One Login");
    assert!(!browser.cookies.contains_key("__Host-session"));
    let picker = browser.open(&format!("{}/sign-in", town.service(From::Existing))).await;
    assert!(picker.text().contains("Who is signing in?"), "asked to sign in again");
}

#[tokio::test]
async fn whoever_asks_to_sign_out_on_our_page_is_asked_first() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    town.arrive(&mut browser, From::Existing, "anne").await;

    let question = browser.open(&town.url("/sign-out")).await;
    assert_eq!(question.heading(), "Sign out?");
    assert!(browser.cookies.contains_key("__Host-session"), "asking changes nothing");
    let done = browser.send(&question, &[]).await;

    assert_eq!(done.heading(), "You are signed out");
    assert!(!browser.cookies.contains_key("__Host-session"));
}

#[tokio::test]
async fn a_link_without_a_valid_hint_signs_nobody_out() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "anne").await;

    for query in [
        "",
        "?id_token_hint=nonsense",
        "?post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F",
        "?client_id=sample-existing&state=x",
    ] {
        let page = browser.open(&town.url(&format!("/oauth2/logout{query}"))).await;
        assert_eq!(page.heading(), "Sign out?", "{query}");
    }

    let still_here = browser.open(question.url.as_str()).await;
    assert_eq!(still_here.heading(), "Do you have a National Insurance number?");
}

#[tokio::test]
async fn after_signing_out_a_journey_of_that_browser_is_gone() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let nino = town.arrive(&mut browser, From::Existing, "anne").await;
    let cookies = browser.cookies.clone();
    let question = browser.open(&town.url("/sign-out")).await;
    browser.send(&question, &[]).await;

    // Even if somebody kept the cookie.
    browser.cookies = cookies;
    let gone = browser.open(nino.url.as_str()).await;

    assert_eq!(gone.status, 400);
    assert_eq!(gone.heading(), "You need to start again");
}
