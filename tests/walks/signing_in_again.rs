//! A service asks for a sign-in that is new, and GOV.UK One Login signs people in without asking for as long
//! as it knows them.

use jiff::SignedDuration;

use crate::{
    browser::{Browser, Page},
    town::{From, Town},
    without_a_page,
};

const PICKER: &str = "Who is signing in?";
const QUESTION: &str = "Do you have a National Insurance number?";

/// What the sample service asks for when somebody chooses *Sign in*, with this on top.
async fn asking(town: &Town, browser: &mut Browser, name: &str, value: &str) -> Page {
    let from = town.service(From::Existing);
    let start = browser.open_without_following(&format!("{from}/sign-in")).await;
    let mut authorize = start.location().unwrap();
    authorize.query_pairs_mut().append_pair(name, value);
    browser.open(authorize.as_str()).await
}

/// Anne, who has a record, has been to the service, and comes back to it ten minutes later.
async fn anne_ten_minutes_later(town: &Town) -> (Browser, Page) {
    let mut browser = Browser::new();
    let found = town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    let service = browser.click(&found, "Continue to").await;
    town.wait(SignedDuration::from_mins(10));
    (browser, service)
}

/// When the service was told that she signed in.
fn auth_time(service: &Page) -> i64 {
    let text = service.text();
    let (_, after) = text.split_once("auth_time ").unwrap();
    after.split(' ').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_service_that_asks_for_a_new_sign_in_gets_one() {
    for (name, value) in [("prompt", "login"), ("max_age", "0"), ("max_age", "300")] {
        let town = Town::new().await;
        let (mut browser, before) = anne_ten_minutes_later(&town).await;

        let picker = asking(&town, &mut browser, name, value).await;
        let after = browser.send(&picker, &[("persona", "anne")]).await;

        assert_eq!(picker.heading(), PICKER, "{name}={value}: she is asked");
        let later = auth_time(&after) - auth_time(&before);
        assert!((600..660).contains(&later), "{name}={value}: {later} s");
    }
}

#[tokio::test]
async fn a_sign_in_that_is_recent_enough_will_do() {
    let town = Town::new().await;
    let (mut browser, before) = anne_ten_minutes_later(&town).await;

    let after = asking(&town, &mut browser, "max_age", "3600").await;

    assert_eq!(auth_time(&after), auth_time(&before), "she is not asked");
}

#[tokio::test]
async fn whoever_signs_in_just_now_is_asked_once() {
    for (name, value) in [("prompt", "login"), ("max_age", "0")] {
        let town = Town::new().await;
        let mut browser = Browser::new();

        let picker = asking(&town, &mut browser, name, value).await;
        let question = browser.send(&picker, &[("persona", "anne")]).await;

        assert_eq!(question.heading(), QUESTION, "{name}={value}");
    }
}

#[tokio::test]
async fn a_service_that_may_show_no_page_is_told_when_the_sign_in_is_too_old() {
    let town = Town::new().await;
    let (mut browser, _) = anne_ten_minutes_later(&town).await;

    let recent =
        without_a_page::asking(&town, &mut browser, From::Existing, "max_age", "900").await;
    let old = without_a_page::asking(&town, &mut browser, From::Existing, "max_age", "300").await;

    assert!(without_a_page::value(&recent, "code").is_some(), "{recent:?}");
    assert_eq!(without_a_page::value(&old, "error"), Some("login_required"));
}

#[tokio::test]
async fn somebody_else_who_is_asked_to_sign_in_again_is_nobody_here() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let annes = town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    town.wait(SignedDuration::from_mins(10));
    let picker = asking(&town, &mut browser, "prompt", "login").await;

    let service = browser.send(&picker, &[("persona", "bea")]).await;

    assert!(service.text().contains("login_required"), "{}", service.text());
    let opened = browser.open(annes.url.as_str()).await;
    assert_eq!(opened.heading(), "You need to start again", "Anne is signed out");
    let silent = without_a_page::answer(&town, &mut browser, From::Existing).await;
    assert_eq!(without_a_page::value(&silent, "error"), Some("login_required"));
}

#[tokio::test]
async fn whoever_goes_back_from_being_asked_again_is_asked_again() {
    let town = Town::new().await;
    let (mut browser, before) = anne_ten_minutes_later(&town).await;
    let picker = asking(&town, &mut browser, "prompt", "login").await;
    let callback = picker.way.iter().find(|url| url.path() == "/one-login/callback").unwrap();

    let again = browser.open(callback.as_str()).await;
    let after = browser.send(&again, &[("persona", "anne")]).await;

    assert_eq!(again.heading(), PICKER);
    assert!(auth_time(&after) - auth_time(&before) >= 600);
}
