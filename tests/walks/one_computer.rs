//! One computer, several services, several people: whoever signs out has signed out of everything, and
//! whoever signs in next meets nothing of the one before.

use url::Url;

use crate::{
    browser::{Browser, Page},
    town::{From, Town},
    without_a_page,
};

/// GOV.UK One Login knows nobody any more: the next person at this computer signs in.
fn somebody_else_sits_down(browser: &mut Browser) {
    browser.cookies.remove("one-login-stand-in").unwrap();
}

/// The address that signs out of our provider, with the ID token of whoever is signed in at the service.
async fn way_out(town: &Town, browser: &mut Browser, from: From) -> Url {
    let way = browser.open_without_following(&format!("{}/sign-out", town.service(from))).await;
    way.location().unwrap()
}

fn went_through_one_login(town: &Town, page: &Page) -> bool {
    let one_login = Url::parse(town.stack.addresses.one_login.as_ref().unwrap()).unwrap();
    page.way.iter().any(|url| url.port() == one_login.port())
}

#[tokio::test]
async fn signing_out_of_the_first_of_two_services_signs_out_of_both() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let found = town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    browser.click(&found, "Continue to").await;
    browser.open(&format!("{}/sign-in", town.service(From::Allocate))).await;
    let before = without_a_page::answer(&town, &mut browser, From::Allocate).await;
    assert!(without_a_page::value(&before, "code").is_some(), "{before:?}");

    let out = way_out(&town, &mut browser, From::Existing).await;
    let after = browser.open(out.as_str()).await;

    assert!(went_through_one_login(&town, &after), "signed out there as well");
    let after = without_a_page::answer(&town, &mut browser, From::Allocate).await;
    assert_eq!(without_a_page::value(&after, "error"), Some("login_required"));
}

#[tokio::test]
async fn one_person_has_one_sign_in_over_several_services() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let found = town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    let first = browser.click(&found, "Continue to").await;

    let second = browser.open(&format!("{}/sign-in", town.service(From::Allocate))).await;

    let sid = |page: &Page| {
        let text = page.text();
        let (_, after) = text.split_once("sid \"").unwrap();
        after.split_once('"').unwrap().0.to_owned()
    };
    assert_eq!(sid(&first), sid(&second));
}

#[tokio::test]
async fn the_next_person_at_a_computer_meets_nothing_of_the_one_before() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let annes = town.arrive(&mut browser, From::Existing, "anne").await;
    somebody_else_sits_down(&mut browser);
    let beas = town.arrive(&mut browser, From::Existing, "bea").await;

    let opened = browser.open(annes.url.as_str()).await;
    let answered = browser.send(&annes, &[("have_nino", "yes"), ("nino", "AB123456C")]).await;

    for page in [opened, answered] {
        assert_eq!(page.status, 400);
        assert_eq!(page.heading(), "You need to start again");
    }
    let still_here = browser.open(beas.url.as_str()).await;
    assert_eq!(still_here.heading(), "Do you have a National Insurance number?");
}

#[tokio::test]
async fn the_next_person_does_not_come_back_from_a_trip_of_the_one_before() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let picker = browser.open(&format!("{}/sign-in", town.service(From::Existing))).await;
    let back = browser.send_without_following(&picker, &[("persona", "anne")]).await;
    let second_trip = browser.open_without_following(back.location().unwrap().as_str()).await;
    let returning = browser.open_without_following(second_trip.location().unwrap().as_str()).await;
    somebody_else_sits_down(&mut browser);
    let beas = town.arrive(&mut browser, From::Existing, "bea").await;

    let annes = browser.open(returning.location().unwrap().as_str()).await;

    assert_eq!(annes.heading(), "You need to start again");
    let still_here = browser.open(beas.url.as_str()).await;
    assert_eq!(still_here.heading(), "Do you have a National Insurance number?");
}

#[tokio::test]
async fn a_hint_about_somebody_else_signs_nobody_here_out() {
    let town = Town::new().await;
    let mut annes = Browser::new();
    let found = town.arrive_with_nino(&mut annes, From::Existing, "anne", "AB123456C").await;
    annes.click(&found, "Continue to").await;
    let out = way_out(&town, &mut annes, From::Existing).await;
    let mut beas = Browser::new();
    let question = town.arrive(&mut beas, From::Existing, "bea").await;

    let after = beas.open(out.as_str()).await;

    assert!(!went_through_one_login(&town, &after), "her own session there is not touched");
    let still_here = beas.open(question.url.as_str()).await;
    assert_eq!(still_here.heading(), "Do you have a National Insurance number?");
    let gone = annes.open(found.url.as_str()).await;
    assert_eq!(gone.heading(), "You need to start again", "the one it was about is signed out");
}

#[tokio::test]
async fn looking_at_the_way_out_without_taking_it_signs_nobody_out() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let found = town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    browser.click(&found, "Continue to").await;
    let out = way_out(&town, &mut browser, From::Existing).await;

    let mut ahead = browser.clone();
    let get = reqwest::Method::GET;
    ahead.raw(get, out.as_str(), &[("sec-purpose", "prefetch")], None).await;
    ahead.raw(reqwest::Method::HEAD, out.as_str(), &[], None).await;

    let still_here = browser.open(found.url.as_str()).await;
    assert_eq!(still_here.heading(), "We found your teaching record");
}
