//! The record is found, and the calling service is told.

use crate::{
    browser::Browser,
    town::{From, Town},
};

#[tokio::test]
async fn a_national_insurance_number_finds_the_record() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let found = town.arrive_with_nino(&mut browser, From::Existing, "anne", "ab 12 34 56 c").await;

    assert_eq!(found.heading(), "We found your teaching record");
    assert!(found.text().contains("1234567"));
    let service = browser.click(&found, "Continue to").await;
    assert!(service.text().contains("You are signed in."), "{}", service.text());
    assert!(service.text().contains("trn \"1234567\""));
    assert!(service.text().contains("trn_status \"found\""));
    assert!(service.text().contains("verified_date_of_birth \"1990-05-01\""));
    assert!(!service.text().contains("AB123456C"));
}

#[tokio::test]
async fn a_trn_finds_a_record_without_a_national_insurance_number() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let trn = town.arrive_at_trn(&mut browser, From::Existing, "bea").await;
    let found = browser.send(&trn, &[("have_trn", "yes"), ("trn", "RP 23/45678")]).await;

    assert_eq!(found.heading(), "We found your teaching record");
    let service = browser.click(&found, "Continue to").await;
    assert!(service.text().contains("trn \"2345678\""), "{}", service.text());
}

#[tokio::test]
async fn a_nickname_and_a_previous_name_find_the_record() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let found = town.arrive_with_nino(&mut browser, From::Existing, "cai", "CE234567A").await;

    assert_eq!(found.heading(), "We found your teaching record");
}

#[tokio::test]
async fn accents_and_apostrophes_do_not_matter() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let found = town.arrive_with_nino(&mut browser, From::Existing, "eve", "LM456789D").await;

    assert_eq!(found.heading(), "We found your teaching record");
}

#[tokio::test]
async fn a_merged_record_leads_to_the_one_that_survived_and_the_person_is_told() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let trn = town.arrive_at_trn(&mut browser, From::Existing, "fay").await;
    let found = browser.send(&trn, &[("have_trn", "yes"), ("trn", "0123456")]).await;

    assert!(found.text().contains("Your TRN is now 2890123"), "{}", found.text());
}

#[tokio::test]
async fn two_records_are_told_apart_by_the_trn() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let trn = town.arrive_with_nino(&mut browser, From::Existing, "dev", "JK345678B").await;
    assert_eq!(trn.heading(), "Do you have a teacher reference number (TRN)?");
    let found = browser.send(&trn, &[("have_trn", "yes"), ("trn", "2678901")]).await;

    assert_eq!(found.heading(), "We found your teaching record");
}

#[tokio::test]
async fn whoever_is_known_goes_straight_back_the_next_time() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let found = town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    browser.click(&found, "Continue to").await;

    let mut elsewhere = Browser::new();
    let service = town.arrive(&mut elsewhere, From::Allocate, "anne").await;

    assert!(service.text().contains("You are signed in."), "{}", service.text());
    assert!(service.text().contains("trn \"1234567\""));
}

#[tokio::test]
async fn whoever_was_proved_but_not_found_is_not_proved_again() {
    let town = Town::new().await;
    town.arrive(&mut Browser::new(), From::Existing, "anne").await;

    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "anne").await;

    assert_eq!(question.heading(), "Do you have a National Insurance number?");
    let trips = question.way.iter().filter(|url| url.path() == "/one-login/callback").count();
    assert_eq!(trips, 1);
}
