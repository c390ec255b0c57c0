//! A service asks for a sign-in that is new, and GOV.UK One Login may sign people in without asking.

use jiff::SignedDuration;

use crate::{
    browser::{Browser, Page},
    town::{From, Town},
};

/// Anne signed in at GOV.UK One Login ten minutes ago, and comes with this on top of the request.
async fn ten_minutes_later(name: &str, value: &str) -> Page {
    let town = Town::new().await;
    let mut browser = Browser::new();
    town.arrive(&mut browser, From::Existing, "anne").await;
    town.wait(SignedDuration::from_mins(10));
    let start =
        browser.open_without_following(&format!("{}/sign-in", town.service(From::Existing))).await;
    let mut authorize = start.location().unwrap();
    authorize.query_pairs_mut().append_pair(name, value);
    browser.open(authorize.as_str()).await
}

#[tokio::test]
async fn a_service_that_asks_for_a_new_sign_in_is_told_when_there_was_none() {
    for (name, value) in [("prompt", "login"), ("max_age", "60"), ("max_age", "0")] {
        let service = ten_minutes_later(name, value).await;

        assert!(service.text().contains("login_required"), "{name}={value}: {}", service.text());
    }
}

#[tokio::test]
async fn a_sign_in_that_is_recent_enough_will_do() {
    let question = ten_minutes_later("max_age", "3600").await;

    assert_eq!(question.heading(), "Do you have a National Insurance number?");
}

#[tokio::test]
async fn whoever_signs_in_just_now_has_signed_in_again() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let start =
        browser.open_without_following(&format!("{}/sign-in", town.service(From::Existing))).await;
    let mut authorize = start.location().unwrap();
    authorize.query_pairs_mut().append_pair("prompt", "login");

    let picker = browser.open(authorize.as_str()).await;
    let question = browser.send(&picker, &[("persona", "anne")]).await;

    assert_eq!(question.heading(), "Do you have a National Insurance number?");
}
