//! Every bad input gets a clear answer and loses nothing.

use crate::{
    browser::Browser,
    town::{From, Town},
};

#[tokio::test]
async fn a_national_insurance_number_that_will_not_do_is_asked_for_again_and_kept() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "anne").await;

    for (chosen, typed, message) in [
        ("", "", "Select whether you have a National Insurance number"),
        ("yes", "", "Enter your National Insurance number"),
        ("yes", "   ", "Enter your National Insurance number"),
        ("yes", "banana", "Enter a National Insurance number in the correct format"),
        ("yes", "AB123456E", "Enter a National Insurance number in the correct format"),
        ("yes", "BG123456C", "Enter a National Insurance number in the correct format"),
        ("", "AB12345", "Enter a National Insurance number in the correct format"),
        ("yes", "TN010190M", "Enter a permanent National Insurance number, or select ‘No’"),
        ("yes", "QQ 12 34 56 C", "Enter your own National Insurance number, not the example"),
        (
            "yes",
            "<script>alert(1)</script>",
            "Enter a National Insurance number in the correct format",
        ),
    ] {
        let mut fields = vec![("nino", typed)];
        if !chosen.is_empty() {
            fields.push(("have_nino", chosen));
        }
        let again = browser.send(&question, &fields).await;

        assert_eq!(again.errors(), [message], "{typed:?}");
        assert_eq!(again.value("nino"), typed);
        assert!(again.title().starts_with("Error: "), "{}", again.title());
        assert!(!again.body.contains("<script"));
    }
    let found = browser.send(&question, &[("have_nino", "yes"), ("nino", "AB123456C")]).await;
    assert_eq!(found.heading(), "We found your teaching record");
}

#[tokio::test]
async fn the_choice_wins_over_what_was_typed() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "anne").await;

    let next = browser.send(&question, &[("have_nino", "no"), ("nino", "AB123456C")]).await;

    assert_eq!(next.heading(), "Do you have a teacher reference number (TRN)?");
}

#[tokio::test]
async fn a_number_without_a_choice_is_a_yes() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "anne").await;

    let found = browser.send(&question, &[("nino", "AB123456C")]).await;

    assert_eq!(found.heading(), "We found your teaching record");
}

#[tokio::test]
async fn a_trn_that_will_not_do_is_asked_for_again_and_kept() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let question = town.arrive_at_trn(&mut browser, From::Existing, "bea").await;

    for (chosen, typed, message) in [
        ("", "", "Select yes if you have a teacher reference number (TRN)"),
        // Only services that may have a TRN given offer this.
        ("unknown", "", "Select yes if you have a teacher reference number (TRN)"),
        ("yes", "", "Enter your TRN"),
        ("yes", "123456", "TRN must have 7 numbers, like 1234567"),
        ("yes", "12345678", "TRN must have 7 numbers, like 1234567"),
        ("yes", "0000000", "TRN must have 7 numbers, like 1234567"),
        ("yes", "RP 00/00000", "TRN must have 7 numbers, like 1234567"),
    ] {
        let mut fields = vec![("trn", typed)];
        if !chosen.is_empty() {
            fields.push(("have_trn", chosen));
        }
        let again = browser.send(&question, &fields).await;

        assert_eq!(again.errors(), [message], "{chosen} {typed:?}");
        assert_eq!(again.value("trn"), typed);
    }
}

#[tokio::test]
async fn an_unknown_client_or_redirect_uri_gets_our_own_page_and_no_redirect() {
    let town = Town::new().await;
    let good = format!("{}/callback", town.service(From::Existing));
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    for (client, redirect) in [
        ("nobody", good.as_str()),
        ("", good.as_str()),
        ("sample-existing", "https://evil.example/callback"),
        ("sample-existing", &format!("{good}/")),
        ("sample-existing", &format!("{good}?x=1")),
        ("sample-existing", ""),
        ("sample-allocate", good.as_str()),
    ] {
        let query: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("response_type", "code")
            .append_pair("scope", "openid teaching_record")
            .append_pair("client_id", client)
            .append_pair("redirect_uri", redirect)
            .append_pair("code_challenge", challenge)
            .append_pair("code_challenge_method", "S256")
            .finish();
        let mut browser = Browser::new();

        let page = browser.open(&town.url(&format!("/oauth2/authorize?{query}"))).await;

        assert_eq!(page.status, 400, "{client} {redirect}");
        assert_eq!(page.heading(), "There is a problem with the link you used");
        assert_eq!(page.way.len(), 1, "nobody is redirected");
        assert!(browser.cookies.is_empty(), "nothing begins");
    }
}

#[tokio::test]
async fn a_form_that_is_not_ours_changes_nothing() {
    let town = Town::new().await;
    let mut browser = Browser::new();
    let question = town.arrive(&mut browser, From::Existing, "anne").await;
    let url = question.url.as_str().to_owned();
    let body = format!("csrf={}&have_nino=yes&nino=AB123456C", question.value("csrf"));
    let form = ("content-type", "application/x-www-form-urlencoded");

    for (headers, body, status) in [
        (vec![form], "have_nino=yes&nino=AB123456C".to_owned(), 400),
        (vec![form], "csrf=wrong&have_nino=yes&nino=AB123456C".to_owned(), 400),
        (vec![form, ("origin", "https://evil.example")], body.clone(), 400),
        (vec![form, ("sec-fetch-site", "cross-site")], body.clone(), 400),
        (vec![("content-type", "text/plain")], body.clone(), 415),
        (vec![form], format!("{body}&padding={}", "x".repeat(9000)), 413),
    ] {
        let answer = browser.raw(reqwest::Method::POST, &url, &headers, Some(body)).await;
        assert_eq!(answer.status, status, "{headers:?}");
    }

    let still = browser.open(&url).await;
    assert_eq!(still.heading(), "Do you have a National Insurance number?");
}
