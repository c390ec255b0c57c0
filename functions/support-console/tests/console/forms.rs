//! A form counts if it is ours.

use axum::http::StatusCode;
use journey::ReviewKind;
use testing::asking::{post, with};

use crate::scene::{Member, ORIGIN, Office, carrying, of};

#[tokio::test]
async fn a_form_counts_from_a_page_that_we_gave_this_session() {
    let office = Office::new().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let (priya, tom) = (office.priya().await, office.tom().await);
    let page = office.open(&priya, &task).await;
    let (before, seen) = (office.task(&task).await, page.value("seen").unwrap());
    let fields = [("decision", "ask"), ("wanted", "trn"), ("trn", "1234567"), ("seen", seen)];
    let filled = |path: &str, token: &str| {
        let fields = [&fields[..], &[("csrf", token)]].concat();
        carrying(post(path, &fields), "__Host-staff", &priya.session)
    };
    let own = priya.csrf.as_str();
    let paths = ["", "/decide", "/compare", "/tell-again", "/told"].map(|path| of(&task, path));

    for path in paths.iter().map(String::as_str).chain(["/sign-out", "/tasks/find"]) {
        for (what, request, status) in [
            ("no token", filled(path, ""), 400),
            ("somebody else's token", filled(path, &tom.csrf), 400),
            ("a token in small letters", filled(path, &own.to_lowercase()), 400),
            ("another site", with(filled(path, own), "sec-fetch-site", "cross-site"), 400),
            ("a neighbour", with(filled(path, own), "sec-fetch-site", "same-site"), 400),
            ("another origin", with(filled(path, own), "origin", "https://ctr.example"), 400),
            ("no origin", with(filled(path, own), "origin", "null"), 400),
            ("not a form", with(filled(path, own), "content-type", "text/plain"), 415),
        ] {
            let answer = office.ask(request).await;
            assert_eq!(answer.status.as_u16(), status, "{path}: {what}");
        }
        let long = "x".repeat(9000);
        let too_long = office.post(&priya, path, &[("padding", &long)]).await;
        assert_eq!(too_long.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }

    assert_eq!(office.task(&task).await, before);
    let ours = with(filled(&of(&task, "/decide"), own), "origin", ORIGIN);
    let ours = office.ask(with(ours, "sec-fetch-site", "same-origin")).await;
    assert_eq!(ours.status, StatusCode::SEE_OTHER, "{}", ours.text());
}

#[tokio::test]
async fn the_token_of_a_session_says_nothing_of_its_cookie() {
    let office = Office::new().await;
    let Member { session, csrf } = office.priya().await;

    assert_ne!(session.expose(), csrf);
    assert_ne!(session.digest().as_str(), csrf);
}

#[tokio::test]
async fn the_address_of_a_form_leads_to_its_page() {
    let office = Office::new().await;
    let task = office.raised(ReviewKind::PossibleDuplicate).await;
    let priya = office.priya().await;

    for path in ["/decide", "/compare", "/tell-again", "/told"] {
        let answer = office.get(&priya, &of(&task, path)).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, &*of(&task, "")));
    }
    assert_eq!(office.get(&priya, "/tasks/find").await.location(), "/tasks");
}
