//! GOV.UK One Login sends an error, lies, or does not answer: a page says what to do, and nothing changes.

use testing::one_login::{Persona, Twist};

use crate::{
    browser::{Browser, Page},
    town::{From, Town},
};

fn anne() -> Persona {
    Persona::new("anne", "Anne", "Smith", "1990-05-01".parse().unwrap(), "anne@example.com")
}

/// Back from GOV.UK One Login with this error on the first trip.
async fn with_error(town: &Town, browser: &mut Browser, error: &str) -> Page {
    let picker = browser.open(&format!("{}/sign-in", town.service(From::Existing))).await;
    browser.send(&picker, &[("error", error)]).await
}

#[tokio::test]
async fn each_error_has_its_page_and_a_way_on() {
    let town = Town::new().await;
    for (error, heading, status, told) in [
        ("access_denied", "You are not signed in yet", 200, "access_denied: user_cancelled"),
        ("login_required", "You are not signed in yet", 200, "access_denied: user_cancelled"),
        (
            "temporarily_unavailable",
            "GOV.UK One Login is busy",
            503,
            "temporarily_unavailable: upstream_busy",
        ),
        (
            "unauthorized_client",
            "Sorry, the service is unavailable",
            503,
            "temporarily_unavailable: upstream_busy",
        ),
        (
            "invalid_request",
            "Sorry, there is a problem with the service",
            500,
            "server_error: internal",
        ),
    ] {
        let mut browser = Browser::new();

        let page = with_error(&town, &mut browser, error).await;

        assert_eq!(page.heading(), heading, "{error}");
        assert_eq!(page.status, status, "{error}");
        let service = browser.click(&page, "Go back to").await;
        assert!(service.text().contains(told), "{error}: {}", service.text());
    }
}

#[tokio::test]
async fn after_an_error_the_person_can_try_again_and_arrive() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let busy = with_error(&town, &mut browser, "temporarily_unavailable").await;

    let picker = browser.click(&busy, "Try again").await;
    let question = browser.send(&picker, &[("persona", "anne")]).await;

    assert_eq!(question.heading(), "Do you have a National Insurance number?");
}

#[tokio::test]
async fn a_busy_one_login_on_the_second_trip_has_its_page() {
    let town = Town::new().await;
    let mut browser = Browser::new();

    let page = town.arrive(&mut browser, From::Existing, "kim").await;

    assert_eq!(page.heading(), "GOV.UK One Login is busy");
}

#[tokio::test]
async fn whatever_one_login_gets_wrong_signs_nobody_in_and_changes_nothing() {
    let town = Town::new().await;
    let stand_in = town.stack.one_login.clone().unwrap();
    let mut refused = 0;
    for (number, twist) in Twist::all().enumerate() {
        // Somebody new each time, so that every check is come across.
        let mut persona = anne();
        persona.email = format!("anne{number}@example.com");
        persona.subject = format!("urn:fdc:gov.uk:2022:anne-{number}");
        let subject = persona.subject.parse().unwrap();
        town.preselect(persona);
        let mut browser = Browser::new();

        stand_in.tell(Some(twist));
        let page = browser.open(&format!("{}/sign-in", town.service(From::Existing))).await;
        stand_in.tell(None);

        let proved = page.heading() == "Do you have a National Insurance number?";
        let user = town.stack.store.users().user(&subject).await.unwrap();
        assert_eq!(proved, user.identity.is_some(), "{}", twist.name);
        assert!(user.link.is_none(), "{}", twist.name);
        if !proved {
            refused += 1;
            assert!(!page.heading().is_empty(), "{}: {}", twist.name, page.body);
            assert!(
                page.way
                    .iter()
                    .all(|url| !url.as_str().contains("code=")
                        || url.path() == "/one-login/callback"),
                "{}",
                twist.name
            );
        }
        // The same person gets through once the lie is over.
        let again = browser.open(&format!("{}/sign-in", town.service(From::Existing))).await;
        assert_eq!(again.heading(), "Do you have a National Insurance number?", "{}", twist.name);
    }
    assert!(refused > 60, "only {refused} were refused");
}
