//! Answers that outlive a journey: whoever has to start again finds what they typed, for a day.

use jiff::SignedDuration;

use crate::{
    browser::Browser,
    town::{From, Town},
};

const NINO: [(&str, &str); 2] = [("have_nino", "yes"), ("nino", "AB999999D")];
const TRN: [(&str, &str); 2] = [("have_trn", "yes"), ("trn", "7654321")];

/// Gus answers both questions with numbers that lead nowhere.
async fn answer(town: &Town, browser: &mut Browser) {
    let nino = town.arrive(browser, From::Existing, "gus").await;
    let trn = browser.send(&nino, &NINO).await;
    let check = browser.send(&trn, &TRN).await;
    assert_eq!(check.heading(), "Check your answers before asking us to look");
}

#[tokio::test]
async fn a_session_that_ended_costs_one_click_a_question_and_no_typing() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    answer(&town, &mut browser).await;

    town.wait(SignedDuration::from_mins(121));
    let nino = town.arrive(&mut browser, From::Existing, "gus").await;

    assert_eq!(nino.heading(), "Do you have a National Insurance number?");
    assert_eq!(nino.chosen("have_nino").as_deref(), Some("yes"));
    assert_eq!(nino.value("nino"), "AB 99 99 99 D");
    let trn = browser.send(&nino, &[("have_nino", "yes"), ("nino", &nino.value("nino"))]).await;
    assert_eq!(trn.heading(), "Do you have a teacher reference number (TRN)?");
    assert_eq!(trn.chosen("have_trn").as_deref(), Some("yes"));
    assert_eq!(trn.value("trn"), "7654321");
    let check = browser.send(&trn, &TRN).await;
    assert_eq!(check.heading(), "Check your answers before asking us to look");
}

#[tokio::test]
async fn answers_go_with_the_person_to_another_device_and_another_service() {
    let town = Town::new().await;
    answer(&town, &mut Browser::new()).await;

    let mut phone = Browser::new();
    let nino = town.arrive(&mut phone, From::Allocate, "gus").await;

    assert_eq!(nino.value("nino"), "AB 99 99 99 D");
    let trn = phone.send(&nino, &[("have_nino", "no")]).await;
    assert_eq!(trn.value("trn"), "7654321", "each answer stands for itself");
}

#[tokio::test]
async fn whoever_uses_the_computer_next_sees_nothing_of_it() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    answer(&town, &mut browser).await;

    // GOV.UK One Login does not know who was here any more.
    town.wait(SignedDuration::from_mins(61));
    let nino = town.arrive(&mut browser, From::Existing, "bea").await;

    assert_eq!(nino.heading(), "Do you have a National Insurance number?");
    assert_eq!((nino.chosen("have_nino"), nino.value("nino")), (None, String::new()));
    let trn = browser.send(&nino, &[("have_nino", "no")]).await;
    assert_eq!((trn.chosen("have_trn"), trn.value("trn")), (None, String::new()));
}

#[tokio::test]
async fn what_is_shown_again_is_looked_up_again() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let nino = town.arrive(&mut browser, From::Existing, "anne").await;
    browser.send(&nino, &[("have_nino", "not_now")]).await;

    town.wait(SignedDuration::from_hours(23));
    let nino = town.arrive(&mut browser, From::Existing, "anne").await;
    assert_eq!(nino.chosen("have_nino").as_deref(), Some("not_now"));
    let trn = browser.send(&nino, &[("have_nino", "not_now")]).await;
    assert_eq!(trn.heading(), "Do you have a teacher reference number (TRN)?");
    let back = browser.open(nino.url.as_str()).await;
    let found = browser.send(&back, &[("have_nino", "yes"), ("nino", "AB123456C")]).await;

    assert_eq!(found.heading(), "We found your teaching record");
}

#[tokio::test]
async fn after_a_day_nothing_is_left() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    answer(&town, &mut browser).await;

    town.wait(SignedDuration::from_hours(24));
    let nino = town.arrive(&mut browser, From::Existing, "gus").await;

    assert_eq!((nino.chosen("have_nino"), nino.value("nino")), (None, String::new()));
}
