//! One sign-in for several services, and how long it lasts.

use jiff::SignedDuration;

use crate::{
    browser::{Browser, Page},
    town::{From, Town},
};

/// Whether the way led past GOV.UK One Login.
fn went_past_one_login(town: &Town, page: &Page) -> bool {
    let one_login = url::Url::parse(town.stack.addresses.one_login.as_ref().unwrap()).unwrap();
    page.way.iter().all(|url| url.port() != one_login.port())
}

async fn second_service(town: &Town, browser: &mut Browser) -> Page {
    browser.open(&format!("{}/sign-in", town.service(From::Allocate))).await
}

fn told<'a>(page: &'a str, name: &str) -> &'a str {
    let (_, after) = page.split_once(&format!("{name} ")).unwrap();
    after.split(' ').next().unwrap()
}

#[tokio::test]
async fn a_second_service_gets_the_same_sign_in_without_a_trip() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let found = town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    let first = browser.click(&found, "Continue to").await.text();

    let page = second_service(&town, &mut browser).await;

    assert!(went_past_one_login(&town, &page), "{:?}", page.way);
    let second = page.text();
    for claim in ["sid", "auth_time", "sub"] {
        assert_eq!(told(&first, claim), told(&second, claim), "{claim}");
    }
}

#[tokio::test]
async fn whoever_one_login_knows_no_more_signs_in_there() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let found = town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    browser.click(&found, "Continue to").await;
    town.wait(SignedDuration::from_mins(61));

    let picker = second_service(&town, &mut browser).await;

    assert_eq!(picker.heading(), "Who is signing in?");
}

#[tokio::test]
async fn whoever_still_has_a_question_to_answer_goes_by_one_login() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    town.arrive(&mut browser, From::Existing, "anne").await;
    // The next person at this computer.
    browser.cookies.remove("one-login-stand-in").unwrap();

    let picker = second_service(&town, &mut browser).await;

    assert_eq!(picker.heading(), "Who is signing in?", "Anne's question is not shown to them");
}

#[tokio::test]
async fn a_page_that_lay_open_for_an_hour_leads_to_a_new_start() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "anne").await;
    town.wait(SignedDuration::from_mins(60));

    let answered = browser.send(&question, &[("have_nino", "yes"), ("nino", "AB123456C")]).await;

    assert_eq!(
        (answered.status.as_u16(), answered.heading()),
        (400, "You need to start again".to_owned())
    );
}

#[tokio::test]
async fn a_cookie_that_was_planted_opens_nothing_after_the_sign_in() {
    let town = Town::new().await;
    // Somebody begins a journey, and puts its cookie into another's browser.
    let mut planted = Browser::new();
    planted.open(&format!("{}/sign-in", town.service(From::Existing))).await;
    let mut victims = Browser::new();
    let session = planted.cookies["__Host-session"].clone();
    victims.cookies.insert("__Host-session".to_owned(), session.clone());

    let picker = victims.open(&format!("{}/sign-in", town.service(From::Existing))).await;
    let at_start = victims.cookies["__Host-session"].clone();
    let back = victims.send_without_following(&picker, &[("persona", "anne")]).await;
    let away = victims.open_without_following(back.location().unwrap().as_str()).await;
    let signed_in = victims.cookies["__Host-session"].clone();
    let question = victims.open(away.location().unwrap().as_str()).await;
    let proved = victims.cookies["__Host-session"].clone();

    assert_eq!(question.heading(), "Do you have a National Insurance number?");
    let mut names = vec![session, at_start, signed_in, proved];
    for old in &names[..3] {
        planted.cookies.insert("__Host-session".to_owned(), old.clone());
        let opened = planted.open(question.url.as_str()).await;
        assert_eq!(opened.heading(), "You need to start again");
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 4, "a new name at each step");
}
