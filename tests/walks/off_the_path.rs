//! Back button, double submit, two tabs, a callback that comes again, a journey that is gone.

use jiff::SignedDuration;
use reqwest::Method;

use crate::{
    browser::Browser,
    town::{From, Town},
};

#[tokio::test]
async fn a_callback_that_comes_again_leads_to_where_the_person_is() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "anne").await;
    let callbacks: Vec<_> =
        question.way.iter().filter(|url| url.path() == "/one-login/callback").cloned().collect();
    assert_eq!(callbacks.len(), 2, "two trips");

    for callback in callbacks {
        let again = browser.open(callback.as_str()).await;
        assert_eq!(again.heading(), "Do you have a National Insurance number?");
    }
}

#[tokio::test]
async fn a_callback_of_another_browser_is_refused_and_changes_nothing() {
    let town = Town::new().await;
    let mut victim = Browser::new();
    let picker = victim.open(&format!("{}/sign-in", town.service(From::Existing))).await;
    let mut back = victim.send_without_following(&picker, &[("persona", "anne")]).await;
    let callback = back.location().unwrap();

    let mut other = Browser::new();
    town.arrive(&mut other, From::Existing, "bea").await;
    let refused = other.open(callback.as_str()).await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.heading(), "You need to start again");

    back = victim.open(callback.as_str()).await;
    assert_eq!(back.heading(), "Do you have a National Insurance number?");
}

#[tokio::test]
async fn a_state_nobody_gave_is_refused() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let picker = browser.open(&format!("{}/sign-in", town.service(From::Existing))).await;
    let back = browser.send_without_following(&picker, &[("persona", "anne")]).await;
    let callback = back.location().unwrap();
    let state = |value: &str| {
        let mut url = callback.clone();
        let pairs: Vec<(String, String)> = url
            .query_pairs()
            .map(|(name, old)| {
                let value = if name == "state" { value.to_owned() } else { old.into_owned() };
                (name.into_owned(), value)
            })
            .collect();
        url.query_pairs_mut().clear().extend_pairs(pairs);
        url.to_string()
    };
    let good = callback.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();

    for wrong in ["", "nonsense", &good[..good.len() - 1], &format!("{good}x"), "a.b"] {
        let refused = browser.open(&state(wrong)).await;
        assert_eq!(refused.status, 400, "{wrong}");
        assert_eq!(refused.heading(), "You need to start again");
    }
    for query in [
        "",
        "?code=x",
        "?state=x",
        &format!("?code=x&error=y&state={good}"),
        &format!("?code=x&state={good}&state={good}"),
    ] {
        let refused = browser.open(&town.url(&format!("/one-login/callback{query}"))).await;
        assert_eq!(refused.status, 400, "{query}");
    }

    let on = browser.open(callback.as_str()).await;
    assert_eq!(on.heading(), "Do you have a National Insurance number?");
}

#[tokio::test]
async fn a_form_sent_twice_has_one_effect() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "anne").await;
    let fields = [("have_nino", "yes"), ("nino", "AB123456C")];

    let mut twin = browser.clone();
    let (one, two) = tokio::join!(browser.send(&question, &fields), twin.send(&question, &fields));
    let late = browser.send(&question, &fields).await;

    for page in [one, two, late] {
        assert_eq!(page.heading(), "We found your teaching record");
    }
}

#[tokio::test]
async fn the_back_button_shows_the_question_with_its_answer_and_takes_another() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let nino = town.arrive(&mut browser, From::Existing, "anne").await;
    browser.send(&nino, &[("have_nino", "yes"), ("nino", "AB123457C")]).await;

    let back = browser.open(nino.url.as_str()).await;
    assert_eq!(back.value("nino"), "AB 12 34 57 C");
    let found = browser.send(&back, &[("have_nino", "yes"), ("nino", "AB123456C")]).await;

    assert_eq!(found.heading(), "We found your teaching record");
}

#[tokio::test]
async fn after_the_end_the_back_button_leads_to_the_end() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let nino = town.arrive(&mut browser, From::Existing, "anne").await;
    let found = browser.send(&nino, &[("have_nino", "yes"), ("nino", "AB123456C")]).await;
    browser.click(&found, "Continue to").await;

    let back = browser.open(nino.url.as_str()).await;

    assert_eq!(back.heading(), "We found your teaching record");
    let again = browser.click(&back, "Continue to").await;
    assert_eq!(again.url.path(), "/", "back at the service, without an error of ours");
}

#[tokio::test]
async fn two_services_in_two_tabs_do_not_disturb_each_other() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let first = town.arrive(&mut browser, From::Existing, "anne").await;
    let second = browser.open(&format!("{}/sign-in", town.service(From::Allocate))).await;
    assert_eq!(second.heading(), "Do you have a National Insurance number?");
    assert_ne!(first.url, second.url);

    let fields = [("have_nino", "yes"), ("nino", "AB123456C")];
    let found_first = browser.send(&first, &fields).await;
    let found_second = browser.send(&second, &fields).await;

    let one = browser.click(&found_first, "Continue to").await;
    assert!(one.text().contains("trn \"1234567\""), "{}", one.text());
    assert!(
        found_second.text().contains("trn \"1234567\""),
        "the second tab goes straight on: {}",
        found_second.text()
    );
}

#[tokio::test]
async fn a_journey_opens_for_the_browser_it_belongs_to_alone() {
    let town = Town::new().await;
    let mut owner = Browser::new();
    let question = town.arrive(&mut owner, From::Existing, "anne").await;

    let mut stranger = Browser::new();
    let without_cookie = stranger.open(question.url.as_str()).await;
    town.arrive(&mut stranger, From::Existing, "bea").await;
    let with_another = stranger.open(question.url.as_str()).await;

    for page in [without_cookie, with_another] {
        assert_eq!(page.status, 400);
        assert_eq!(page.heading(), "You need to start again");
    }
}

#[tokio::test]
async fn a_journey_is_gone_after_two_hours_and_the_page_leads_back_to_the_service() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "anne").await;

    town.wait(SignedDuration::from_mins(121));
    let gone = browser.send(&question, &[("have_nino", "yes"), ("nino", "AB123456C")]).await;

    assert_eq!(gone.status, 400);
    assert_eq!(gone.heading(), "You need to start again");
    let back = gone.link("Access your teaching qualifications");
    assert_eq!(back.as_str(), format!("{}/sign-in", town.service(From::Existing)));
}

#[tokio::test]
async fn the_session_gets_a_new_name_at_each_sign_in_and_the_old_one_is_worth_nothing() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let picker = browser.open(&format!("{}/sign-in", town.service(From::Existing))).await;
    let before = browser.cookies.clone();
    let question = browser.send(&picker, &[("persona", "anne")]).await;
    assert_ne!(before["__Host-session"], browser.cookies["__Host-session"]);

    let mut planted = Browser::new();
    planted.cookies = before;
    let page = planted.open(question.url.as_str()).await;

    assert_eq!(page.status, 400);
}

#[tokio::test]
async fn a_browser_that_only_fetches_ahead_starts_nothing() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let start = browser
        .open_without_following(&format!("{}/sign-in", town.service(From::Existing)))
        .await
        .location()
        .unwrap();
    let found = town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    let onward = found.link("Continue to");

    for url in [start.as_str(), onward.as_str()] {
        let mut ahead = browser.clone();
        let prefetch = ahead.raw(Method::GET, url, &[("sec-purpose", "prefetch")], None).await;
        let head = ahead.raw(Method::HEAD, url, &[], None).await;
        for answer in [prefetch, head] {
            assert_eq!(answer.status, 204, "{url}");
            assert!(answer.headers.get("set-cookie").is_none());
            assert!(answer.headers.get("location").is_none());
        }
    }
}

#[tokio::test]
async fn an_unknown_page_says_so() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let missing = browser.open(&town.url("/nothing-here")).await;
    assert_eq!(missing.status, 404);
    assert_eq!(missing.heading(), "Page not found");

    let wrong = browser.raw(Method::DELETE, &town.url("/cookies"), &[], None).await;
    assert!(wrong.status == 405 || wrong.status == 404, "{}", wrong.status);
    assert!(wrong.headers.contains_key("content-security-policy"));
}
