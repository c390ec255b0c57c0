//! `prompt=none`: a service asks whether somebody is signed in, and no page may be shown. Whatever happens,
//! the service is answered.

use crate::{
    browser::Browser,
    town::{From, Town},
};

/// What our provider answers a service that may not show a page: a `code`, or an `error`.
pub(crate) async fn answer(
    town: &Town,
    browser: &mut Browser,
    from: From,
) -> Vec<(String, String)> {
    asking(town, browser, from, "display", "page").await
}

/// The same, when the service asks for this besides.
pub(crate) async fn asking(
    town: &Town,
    browser: &mut Browser,
    from: From,
    name: &str,
    value: &str,
) -> Vec<(String, String)> {
    let start = browser.open_without_following(&format!("{}/sign-in", town.service(from))).await;
    let mut authorize = start.location().unwrap();
    authorize.query_pairs_mut().append_pair("prompt", "none").append_pair(name, value);
    let mut page = browser.open_without_following(authorize.as_str()).await;
    while page.location().unwrap().path() != "/callback" {
        page = browser.open_without_following(page.location().unwrap().as_str()).await;
    }
    page.location().unwrap().query_pairs().into_owned().collect()
}

/// The value of one of the answer's parameters.
pub(crate) fn value<'a>(answer: &'a [(String, String)], name: &str) -> Option<&'a str> {
    answer.iter().find(|(each, _)| each == name).map(|(_, value)| value.as_str())
}

#[tokio::test]
async fn whoever_is_signed_in_and_known_goes_straight_on() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let nobody = answer(&town, &mut browser, From::Existing).await;
    let question = town.arrive(&mut browser, From::Existing, "anne").await;
    let asked = answer(&town, &mut browser, From::Existing).await;
    browser.send(&question, &[("have_nino", "yes"), ("nino", "AB123456C")]).await;

    let known = answer(&town, &mut browser, From::Existing).await;

    assert_eq!(value(&nobody, "error"), Some("login_required"));
    assert_eq!(value(&asked, "error"), Some("interaction_required"));
    assert!(value(&known, "code").is_some(), "{known:?}");
}

#[tokio::test]
async fn a_service_hears_of_it_when_the_store_fails() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    let meddling = town.stack.engine.as_ref().unwrap().meddling();

    // The client has to be read first: nobody is redirected to an address that is not registered.
    meddling.pass_next();
    meddling.refuse_next("AccessDeniedException");
    let session_not_read = answer(&town, &mut browser, From::Existing).await;
    meddling.spare_reads();
    meddling.refuse_next("AccessDeniedException");
    let journey_not_written = answer(&town, &mut browser, From::Existing).await;

    for answer in [session_not_read, journey_not_written] {
        assert_eq!(value(&answer, "error"), Some("server_error"), "{answer:?}");
        assert!(value(&answer, "error_description").unwrap().starts_with("internal ref="));
        assert!(value(&answer, "state").is_some());
    }
}
