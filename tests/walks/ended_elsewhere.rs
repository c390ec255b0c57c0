//! Signed out at GOV.UK One Login: there, by another service, or because an account is looked into. It tells
//! us, and the person is signed out here in every browser.

use reqwest::Method;
use testing::one_login::LogoutTwist;

use crate::{
    browser::{Browser, Page},
    town::{From, Town},
    without_a_page,
};

const FORM: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded")];

/// GOV.UK One Login tells us, in these words.
async fn told(town: &Town, token: &str) -> Page {
    let url = town.url("/one-login/back-channel-logout");
    Browser::new().raw(Method::POST, &url, &FORM, Some(format!("logout_token={token}"))).await
}

/// Somebody opens GOV.UK One Login's own sign-out, in a browser where they are signed in there.
async fn sign_out_there(town: &Town, browser: &mut Browser) {
    let one_login = town.stack.addresses.one_login.as_ref().unwrap();
    browser.open(&format!("{one_login}/logout")).await;
}

async fn arrived(town: &Town, browser: &mut Browser) -> Page {
    let found = town.arrive_with_nino(browser, From::Existing, "anne", "AB123456C").await;
    browser.click(&found, "Continue to").await;
    found
}

#[tokio::test]
async fn whoever_signs_out_at_one_login_is_signed_out_here_in_both_browsers() {
    let town = Town::new().await;
    let (mut at_home, mut at_school) = (Browser::new(), Browser::new());
    let question = town.arrive(&mut at_school, From::Allocate, "anne").await;
    let found = arrived(&town, &mut at_home).await;

    sign_out_there(&town, &mut at_home).await;

    let stand_in = town.stack.one_login.as_ref().unwrap();
    assert_eq!(stand_in.answers_to_notices(), [200]);
    for (browser, page) in [(&mut at_home, found), (&mut at_school, question)] {
        let gone = browser.open(page.url.as_str()).await;
        assert_eq!(gone.heading(), "You need to start again");
        let silently = without_a_page::answer(&town, browser, From::Existing).await;
        assert_eq!(without_a_page::value(&silently, "error"), Some("login_required"));
    }
}

#[tokio::test]
async fn whoever_was_signed_out_in_another_browser_signs_in_again_without_being_asked() {
    let town = Town::new().await;
    let (mut at_home, mut at_school) = (Browser::new(), Browser::new());
    arrived(&town, &mut at_home).await;
    town.arrive(&mut at_school, From::Existing, "anne").await;
    sign_out_there(&town, &mut at_home).await;

    // Their session at GOV.UK One Login in that browser goes on.
    let service = at_school.open(&format!("{}/sign-in", town.service(From::Existing))).await;

    assert!(service.text().contains("You are signed in."), "{}", service.text());
}

#[tokio::test]
async fn signing_out_here_has_one_login_tell_us_and_the_other_browser_is_signed_out_too() {
    let town = Town::new().await;
    let (mut at_home, mut at_school) = (Browser::new(), Browser::new());
    let question = town.arrive(&mut at_school, From::Allocate, "anne").await;
    arrived(&town, &mut at_home).await;

    let asked = at_home.open(&town.url("/sign-out")).await;
    let done = at_home.send(&asked, &[]).await;

    assert_eq!(done.heading(), "You are signed out");
    let gone = at_school.open(question.url.as_str()).await;
    assert_eq!(gone.heading(), "You need to start again");
}

#[tokio::test]
async fn the_other_service_is_told_when_the_first_signs_out() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    arrived(&town, &mut browser).await;
    browser.open(&format!("{}/sign-in", town.service(From::Allocate))).await;
    let allocate = town.service(From::Allocate).to_owned();
    let before = browser.open(&allocate).await;
    assert!(before.text().contains("You are signed in."), "{}", before.text());

    browser.open(&format!("{}/sign-out", town.service(From::Existing))).await;
    town.stack.messages.settle().await;

    let after = browser.open(&allocate).await;
    assert!(after.text().contains("our provider has told us so"), "{}", after.text());
    assert!(!after.text().contains("You are signed in."), "{}", after.text());
    let depth = town.stack.messages.logout.depth();
    assert_eq!((depth.waiting, depth.in_flight, depth.dead_letters), (0, 0, 0));
}

#[tokio::test]
async fn no_hostile_notice_signs_anybody_out_and_a_good_one_does_once() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let found = arrived(&town, &mut browser).await;
    let stand_in = town.stack.one_login.as_ref().unwrap();
    let anne = stand_in.persona("anne").unwrap().subject.clone();

    for twist in LogoutTwist::all().filter(|twist| !twist.is_right) {
        let answer = told(&town, &stand_in.twisted_logout_token(&anne, twist)).await;

        assert_eq!(answer.status, 400, "{}", twist.name);
        assert_eq!(answer.headers["cache-control"], "no-store", "{}", twist.name);
        assert!(answer.body.contains("invalid_request"), "{}: {}", twist.name, answer.body);
    }
    let still_here = browser.open(found.url.as_str()).await;
    assert_eq!(still_here.heading(), "We found your teaching record");

    let token = stand_in.logout_token(&anne);
    assert_eq!(told(&town, &token).await.status, 200);
    assert_eq!(told(&town, &token).await.status, 400, "replayed");
    assert_eq!(told(&town, &stand_in.logout_token(&anne)).await.status, 200, "told again");
    let gone = browser.open(found.url.as_str()).await;
    assert_eq!(gone.heading(), "You need to start again");
}
