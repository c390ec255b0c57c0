//! The way in: to the sign-in of the organisation, and back.

use axum::http::StatusCode;
use jiff::SignedDuration;
use jose::Secret;
use ports::{StaffRefused, StaffRole};
use testing::asking::{Answer, get, request, with};

use crate::scene::{Office, carrying, given, member, sign_in::ScriptedSignIn};

const TRIP: &str = "__Host-staff-sign-in";
const STAFF: &str = "__Host-staff";

/// Sets out. Answers with the browser's cookie and the `state`.
async fn set_out(office: &Office) -> (Secret, String) {
    let answer = office.ask(get("/sign-in")).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    assert!(answer.location().starts_with(ScriptedSignIn::ISSUER), "{}", answer.location());
    (given(&answer, TRIP).unwrap(), answer.parameter("state").unwrap())
}

async fn come_back(office: &Office, browser: &Secret, query: &str) -> Answer {
    let path = format!("/sign-in/callback?{query}");
    office.ask(carrying(get(&path), TRIP, browser)).await
}

fn priya_signs_in(office: &Office) {
    office.sign_in.answer_next(Ok(member("priya", &[StaffRole::Caseworker])));
}

#[tokio::test]
async fn whoever_signs_in_at_their_organisation_is_let_in() {
    let office = Office::new().await;
    let start = office.ask(get("/")).await;
    assert_eq!(start.heading(), "Sign in to review requests");
    assert!(start.links_to("/sign-in"));
    let (browser, state) = set_out(&office).await;
    priya_signs_in(&office);

    let answer = come_back(&office, &browser, &format!("code=c&state={state}")).await;

    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/tasks"));
    assert_eq!(office.sign_in.codes(), ["c"]);
    let session = given(&answer, STAFF).unwrap();
    let page = office.ask(carrying(get("/tasks"), STAFF, &session)).await;
    assert_eq!(page.heading(), "Review tasks");
    assert!(page.body.contains("Signed in as Priya Jones"));
    let again = office.ask(carrying(get("/"), STAFF, &session)).await;
    assert_eq!(again.location(), "/tasks", "whoever is signed in has nothing to do there");
}

#[tokio::test]
async fn the_cookies_are_for_this_host_alone_and_no_script_sees_them() {
    let office = Office::new().await;
    let out = office.ask(get("/sign-in")).await;
    let (browser, state) = (given(&out, TRIP).unwrap(), out.parameter("state").unwrap());
    priya_signs_in(&office);
    let back = come_back(&office, &browser, &format!("code=c&state={state}")).await;

    for (answer, name) in [(&out, TRIP), (&back, STAFF)] {
        let cookie = answer.cookie(name).unwrap();
        for attribute in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
        assert!(!cookie.contains("Max-Age"), "{cookie}: it ends with the browser");
        assert!(given(answer, name).unwrap().expose().len() >= 43, "256 bits");
    }
    assert!(back.cookie(TRIP).unwrap().contains("Max-Age=0"), "it is of no more use");
    assert_ne!(given(&back, STAFF).unwrap().expose(), browser.expose());
}

#[tokio::test]
async fn a_return_counts_once() {
    let office = Office::new().await;
    let (browser, state) = set_out(&office).await;
    priya_signs_in(&office);
    let query = format!("code=c&state={state}");
    assert_eq!(come_back(&office, &browser, &query).await.status, StatusCode::SEE_OTHER);

    let again = come_back(&office, &browser, &query).await;

    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert_eq!(again.heading(), "Sign in again to continue");
    assert_eq!(again.cookie(STAFF), None);
    assert_eq!(office.sign_in.codes().len(), 1, "the code is not tried again");
}

#[tokio::test]
async fn a_return_counts_in_the_browser_that_set_out_alone() {
    let office = Office::new().await;
    let (browser, state) = set_out(&office).await;
    let (other, other_state) = set_out(&office).await;
    priya_signs_in(&office);

    let refused = [
        come_back(&office, &other, &format!("code=c&state={state}")).await,
        come_back(&office, &browser, &format!("code=c&state={other_state}")).await,
        office.ask(get(&format!("/sign-in/callback?code=c&state={state}"))).await,
        come_back(&office, &browser, "code=c").await,
        come_back(&office, &browser, "").await,
    ];

    for answer in refused {
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.cookie(STAFF), None);
    }
    assert_eq!(office.sign_in.codes(), Vec::<String>::new());
    let own = come_back(&office, &browser, &format!("code=c&state={state}")).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER, "nobody else has used it up");
}

#[tokio::test]
async fn whoever_takes_longer_than_a_quarter_of_an_hour_starts_again() {
    let office = Office::new().await;
    let (browser, state) = set_out(&office).await;

    office.world.clock().advance(SignedDuration::from_mins(15));
    let late = come_back(&office, &browser, &format!("code=c&state={state}")).await;

    assert_eq!(late.status, StatusCode::BAD_REQUEST);
    assert!(late.links_to("/sign-in"));
}

#[tokio::test]
async fn a_code_of_another_issuer_is_not_tried() {
    let office = Office::new().await;
    let (browser, state) = set_out(&office).await;

    let query = format!("code=c&state={state}&iss=https%3A%2F%2Fsign-in.example%2F");
    let refused = come_back(&office, &browser, &query).await;

    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(office.sign_in.codes(), Vec::<String>::new());

    let (browser, state) = set_out(&office).await;
    priya_signs_in(&office);
    let query = format!("code=c&state={state}&iss=https%3A%2F%2Fsign-in.example");
    assert_eq!(come_back(&office, &browser, &query).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whoever_has_no_role_is_told_whom_to_ask() {
    let office = Office::new().await;
    let (browser, state) = set_out(&office).await;
    office.sign_in.answer_next(Err(StaffRefused::NoRole));

    let refused = come_back(&office, &browser, &format!("code=c&state={state}")).await;

    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.heading(), "You cannot use this service yet");
    assert!(refused.links_to("mailto:help@ctr.example"));
    assert_eq!(refused.cookie(STAFF), None);
}

#[tokio::test]
async fn whatever_the_organisation_says_leads_to_a_page_with_another_try() {
    for (error, status) in [
        ("access_denied", 400),
        ("login_required", 400),
        ("interaction_required", 400),
        ("invalid_request", 400),
        ("never_heard_of", 400),
        ("temporarily_unavailable", 503),
        ("server_error", 503),
    ] {
        let office = Office::new().await;
        let (browser, state) = set_out(&office).await;

        let answer = come_back(&office, &browser, &format!("error={error}&state={state}")).await;

        assert_eq!(answer.status.as_u16(), status, "{error}");
        assert_eq!(answer.heading(), "Sign in again to continue", "{error}");
        assert!(answer.links_to("/sign-in"), "{error}");
        assert_eq!(answer.cookie(STAFF), None, "{error}");
    }
}

#[tokio::test]
async fn a_code_that_comes_to_nothing_leads_to_a_page_that_does_not_hold_it() {
    for (refused, status) in [
        (StaffRefused::CodeNotGood, 400),
        (StaffRefused::RequestRefused, 400),
        (StaffRefused::NotBelieved("ID token"), 400),
        (StaffRefused::Unavailable, 503),
    ] {
        let office = Office::new().await;
        let (browser, state) = set_out(&office).await;
        office.sign_in.answer_next(Err(refused));

        let query = format!("code=a-code-to-hide&state={state}");
        let answer = come_back(&office, &browser, &query).await;

        assert_eq!(answer.status.as_u16(), status, "{refused:?}");
        assert!(!answer.body.contains("a-code-to-hide"), "{refused:?}");
        assert!(!answer.body.contains(&state), "{refused:?}");
        assert!(answer.links_to("/sign-in"), "{refused:?}");
    }
}

#[tokio::test]
async fn while_the_sign_in_is_out_of_reach_both_ways_lead_to_another_try() {
    let office = Office::new().await;
    let (browser, state) = set_out(&office).await;
    office.sign_in.go_down();

    let out = office.ask(get("/sign-in")).await;
    let back = come_back(&office, &browser, &format!("code=a-code-to-hide&state={state}")).await;

    for answer in [out, back] {
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header("retry-after"), Some("60"));
        assert!(answer.links_to("/sign-in"));
        assert!(!answer.body.contains("a-code-to-hide"));
    }
}

#[tokio::test]
async fn whoever_signs_in_again_gets_a_new_session_and_the_one_before_ends() {
    let office = Office::new().await;
    let before = office.priya().await;
    let (browser, state) = set_out(&office).await;
    priya_signs_in(&office);

    let both = format!("{TRIP}={}; {STAFF}={}", browser.expose(), before.session.expose());
    let path = format!("/sign-in/callback?code=c&state={state}");
    let answer = office.ask(with(get(&path), "cookie", &both)).await;

    let after = given(&answer, STAFF).unwrap();
    assert_ne!(after.expose(), before.session.expose());
    let page = office.ask(carrying(get("/tasks"), STAFF, &after)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(office.get(&before, "/tasks").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_browser_that_only_looks_ahead_starts_nothing_and_uses_nothing_up() {
    let office = Office::new().await;
    for ahead in
        [request("HEAD", "/sign-in", None), with(get("/sign-in"), "sec-purpose", "prefetch")]
    {
        let answer = office.ask(ahead).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert_eq!(answer.cookie(TRIP), None);
    }
    let (browser, state) = set_out(&office).await;
    priya_signs_in(&office);
    let path = format!("/sign-in/callback?code=c&state={state}");

    for ahead in [request("HEAD", &path, None), with(get(&path), "sec-purpose", "prefetch")] {
        let answer = office.ask(carrying(ahead, TRIP, &browser)).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
    }

    let back = come_back(&office, &browser, &format!("code=c&state={state}")).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
}
