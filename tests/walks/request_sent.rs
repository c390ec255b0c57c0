//! Nothing was found: the answers are played back, and support staff are asked to look.

use crate::{
    browser::{Browser, Page},
    town::{From, Town},
};

async fn check_answers(town: &Town, browser: &mut Browser) -> Page {
    let trn = town.arrive_with_nino(browser, From::Existing, "gus", "AB123456C").await;
    assert_eq!(trn.heading(), "Do you have a teacher reference number (TRN)?");
    browser.send(&trn, &[("have_trn", "yes"), ("trn", "7654321")]).await
}

#[tokio::test]
async fn the_answers_are_played_back() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let check = check_answers(&town, &mut browser).await;

    assert_eq!(check.heading(), "Check your answers before asking us to look");
    for answer in
        ["Gustav Lindqvist", "9 January 2001", "gus@example.com", "AB 12 34 56 C", "7654321"]
    {
        assert!(check.text().contains(answer), "{answer}");
    }
}

#[tokio::test]
async fn the_request_has_a_reference_and_a_day() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let check = check_answers(&town, &mut browser).await;

    let sent = browser.send(&check, &[]).await;

    assert_eq!(sent.heading(), "Request sent");
    assert!(sent.text().contains("TRN-"), "{}", sent.text());
    assert!(sent.text().contains("g•••@example.com"));
    let service = browser.click(&sent, "Return to").await;
    assert!(service.text().contains("access_denied: record_requested"), "{}", service.text());
}

#[tokio::test]
async fn sending_the_form_twice_makes_one_request() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let check = check_answers(&town, &mut browser).await;

    let mut twin = browser.clone();
    let (once, twice) = tokio::join!(browser.send(&check, &[]), twin.send(&check, &[]));

    let reference = |page: &Page| {
        page.text().split_whitespace().find(|word| word.starts_with("TRN-")).unwrap().to_owned()
    };
    assert_eq!(once.heading(), "Request sent");
    assert_eq!(twice.heading(), "Request sent");
    assert_eq!(reference(&once), reference(&twice));
}

#[tokio::test]
async fn two_journeys_of_one_person_make_one_request() {
    let town = Town::new().await;
    let (mut phone, mut laptop) = (Browser::new(), Browser::new());
    let on_phone = check_answers(&town, &mut phone).await;
    let on_laptop = check_answers(&town, &mut laptop).await;

    phone.send(&on_phone, &[]).await;
    let second = laptop.send(&on_laptop, &[]).await;

    assert_eq!(second.heading(), "We are still looking into your request");
}

#[tokio::test]
async fn an_answer_can_be_changed_and_is_kept_otherwise() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let check = check_answers(&town, &mut browser).await;

    let nino = browser.click(&check, "Change National Insurance number").await;
    assert_eq!(nino.value("nino"), "AB 12 34 56 C");
    assert_eq!(nino.chosen("have_nino").as_deref(), Some("yes"));
    let changed = browser.send(&nino, &[("have_nino", "not_now")]).await;

    assert_eq!(changed.heading(), "Check your answers before asking us to look");
    assert!(!changed.text().contains("AB 12 34 56 C"));
    assert!(changed.text().contains("7654321"));
}

#[tokio::test]
async fn a_changed_answer_that_matches_finds_the_record() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let trn = town.arrive_at_trn(&mut browser, From::Existing, "bea").await;
    let check = browser.send(&trn, &[("have_trn", "yes"), ("trn", "7654321")]).await;

    let question = browser.click(&check, "Change TRN").await;
    let found = browser.send(&question, &[("have_trn", "yes"), ("trn", "2345678")]).await;

    assert_eq!(found.heading(), "We found your teaching record");
}

#[tokio::test]
async fn a_deactivated_record_looks_exactly_like_none() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let trn = town.arrive_with_nino(&mut browser, From::Existing, "hal", "SX678901A").await;

    let check = browser.send(&trn, &[("have_trn", "yes"), ("trn", "2901234")]).await;

    assert_eq!(check.heading(), "Check your answers before asking us to look");
}

#[tokio::test]
async fn the_person_is_emailed_once_with_the_reference() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let check = check_answers(&town, &mut browser).await;
    let sent = browser.send(&check, &[]).await;
    browser.send(&check, &[]).await;

    browser.open(&town.url("/local/inbox")).await;
    let inbox = browser.open(&town.url("/local/inbox.json")).await;

    let emails: Vec<serde_json::Value> = serde_json::from_str(&inbox.body).unwrap();
    assert_eq!(emails.len(), 1, "{}", inbox.body);
    assert_eq!(emails[0]["to"], "gus@example.com");
    let reference = emails[0]["subject"].as_str().unwrap().split(' ').next_back().unwrap();
    assert!(sent.text().contains(reference), "{reference}");
}
