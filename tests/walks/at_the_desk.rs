//! Support staff at the door: the sign-in of their organisation, and a host of their own.

use jiff::SignedDuration;
use testing::staff::Persona;

use crate::{
    browser::{Browser, Page},
    town::Town,
};

/// The picker of the organisation's stand-in.
async fn at_the_door(town: &Town) -> (Browser, Page) {
    let mut browser = Browser::new();
    let start = browser.open(&town.stack.addresses.console).await;
    let picker = browser.click(&start, "Sign in").await;
    (browser, picker)
}

#[tokio::test]
async fn whoever_has_no_role_is_told_whom_to_ask() {
    let town = Town::new().await;
    let (mut browser, picker) = at_the_door(&town).await;

    let refused = browser.send(&picker, &[("persona", "nora")]).await;

    assert_eq!(
        (refused.status.as_u16(), &*refused.heading()),
        (403, "You cannot use this service yet")
    );
    assert!(!browser.cookies.contains_key("__Host-staff"));
}

#[tokio::test]
async fn what_goes_wrong_at_the_organisation_leads_to_another_try() {
    let town = Town::new().await;
    for (error, status) in [("access_denied", 400), ("temporarily_unavailable", 503)] {
        let (mut browser, picker) = at_the_door(&town).await;
        let back = browser.send(&picker, &[("error", error)]).await;
        assert_eq!(back.status, status, "{error}");

        let picker = browser.click(&back, "Sign in").await;
        let list = browser.send(&picker, &[("persona", "vera")]).await;
        assert_eq!(list.heading(), "Review tasks", "{error}");
    }
}

#[tokio::test]
async fn going_back_to_the_return_does_not_sign_anybody_in_again() {
    let town = Town::new().await;
    let (mut browser, picker) = at_the_door(&town).await;
    let list = browser.send(&picker, &[("persona", "tom")]).await;
    let back = list.way.iter().find(|url| url.path() == "/sign-in/callback").unwrap().clone();

    let again = Browser::new().open(back.as_str()).await;
    let own = browser.open(back.as_str()).await;

    for page in [again, own] {
        assert_eq!(page.status, 400);
        assert_eq!(page.heading(), "Sign in again to continue");
    }
}

#[tokio::test]
async fn signing_out_leads_through_the_organisation_and_back() {
    let town = Town::new().await;
    let (mut browser, list) = town.at_the_desk("priya").await;

    let out = browser.send_to(&list, "/sign-out", &[]).await;

    assert_eq!(out.heading(), "You are signed out");
    let there = town.stack.addresses.staff_sign_in.as_ref().unwrap();
    assert!(out.way.iter().any(|url| url.as_str().starts_with(there)), "{:?}", out.way);
    assert_eq!(browser.open(list.url.as_str()).await.heading(), "Sign in to review requests");
}

#[tokio::test]
async fn whoever_leaves_the_desk_for_half_an_hour_signs_in_again() {
    let town = Town::new().await;
    let (mut browser, list) = town.at_the_desk("priya").await;

    town.wait(SignedDuration::from_mins(31));
    let ended = browser.open(list.url.as_str()).await;

    assert_eq!((ended.status.as_u16(), &*ended.heading()), (401, "Sign in again"));
}

#[tokio::test]
async fn whoever_is_signed_in_at_the_organisation_is_not_asked_again() {
    let town = Town::new().await;
    town.stack.staff_sign_in.as_ref().unwrap().preselect(Persona::named("tom"));

    let list = Browser::new().open(&format!("{}/sign-in", town.stack.addresses.console)).await;

    assert_eq!(list.heading(), "Review tasks");
}

#[tokio::test]
async fn what_is_for_staff_is_not_at_the_address_of_teachers_and_the_other_way_round() {
    let town = Town::new().await;
    let (mut browser, list) = town.at_the_desk("priya").await;
    let console = &town.stack.addresses.console;
    for url in [town.url("/tasks"), town.url("/sign-in"), format!("{console}/oauth2/authorize")] {
        assert_eq!(browser.open(&url).await.status, 404, "{url}");
    }
    let style = list.body.split("href=\"/assets/").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(browser.open(&format!("{console}/assets/{style}")).await.status, 200);
}
