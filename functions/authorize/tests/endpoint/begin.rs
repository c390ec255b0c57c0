//! How a journey begins.

use axum::http::StatusCode;
use jiff::SignedDuration;
use jose::Secret;
use journey::Stage;
use oidc::UiLocale;
use ports::Purpose;
use testing::{
    asking::{ask, get, in_session, request, with},
    journeys::{CALLBACK, ISSUER, anne, asked_for, found, needs_a_record, nine},
    people,
};

use crate::scene::{Scene, asked, attributes};

#[tokio::test]
async fn a_good_request_begins_a_journey_and_leads_to_one_login() {
    let scene = Scene::new().await;

    let answer = ask(&scene.function, get(&asked(&[("ui_locales", "fr cy-GB en")]))).await;

    assert_eq!(answer.status, StatusCode::FOUND);
    let trips = scene.one_login.trips();
    assert_eq!(trips.len(), 1);
    let trip = &trips[0];
    assert_eq!((&trip.purpose, trip.ui_locale), (&Purpose::SignIn, Some(UiLocale::Cy)));
    assert!(answer.location().starts_with("https://oidc.one-login.example/authorize?trip=sign-in"));
    let journey = scene.journey(&answer.session().unwrap()).await;
    assert_eq!((journey.version, journey.stage), (0, Stage::SigningIn));
    assert_eq!(journey.service, needs_a_record());
    let expected = oidc::AuthorizationRequest { ui_locale: Some(UiLocale::Cy), ..asked_for() };
    assert_eq!(journey.request, expected);
    let attempt = journey.attempt.unwrap();
    assert_eq!(attempt.state, trip.state.digest());
    assert_eq!(attempt.nonce, trip.nonce.digest());
    assert_eq!(attempt.code_verifier, trip.code_verifier);
    assert_eq!(journey.expires_at, nine() + SignedDuration::from_hours(2));
    let secrets = [&trip.state, &trip.nonce, &trip.code_verifier];
    assert!(secrets.iter().all(|secret| secret.expose().len() >= 43), "256 bits each");
    assert_ne!(trip.nonce, trip.code_verifier);
}

#[tokio::test]
async fn the_cookies_are_for_this_host_and_hold_nothing_about_anybody() {
    let scene = Scene::new().await;

    let answer = ask(&scene.function, get(&asked(&[]))).await;

    let session = answer.session().unwrap();
    let named = format!("__Host-session={}", session.expose());
    let expected = ["HttpOnly", "Path=/", "SameSite=Lax", "Secure", named.as_str()];
    assert_eq!(attributes(&answer, "__Host-session"), expected);
    assert_eq!(session.expose().len(), 43, "256 bits");
    let hint = attributes(&answer, "__Host-service");
    assert_eq!(hint[..5], ["HttpOnly", "Max-Age=86400", "Path=/", "SameSite=Lax", "Secure"]);
    let stored = scene.world.items(dynamodb::Table::Journeys).await;
    assert!(!stored.iter().any(|item| item.to_string().contains(session.expose())));
    let state = scene.one_login.trips()[0].state.clone();
    assert!(!stored.iter().any(|item| item.to_string().contains(state.expose())));
}

#[tokio::test]
async fn a_second_journey_is_of_the_same_browser_and_has_a_session_of_a_new_name() {
    let scene = Scene::new().await;
    let first = ask(&scene.function, get(&asked(&[]))).await;
    let session = first.session().unwrap();
    let one = scene.journey(&session).await;
    scene.world.clock().advance(SignedDuration::from_mins(50));

    let second = ask(&scene.function, in_session(get(&asked(&[])), &session)).await;

    assert_eq!(second.status, StatusCode::FOUND);
    let new = second.session().unwrap();
    assert_ne!(new, session);
    let two = scene.journey(&new).await;
    assert_ne!(one.id, two.id);
    assert_eq!(one.browser, two.browser);
    let later = nine() + SignedDuration::from_mins(50);
    let is_there = async |session: &Secret, at| {
        scene.sessions().session(&session.digest(), at).await.expect("the store answers").is_some()
    };
    assert!(!is_there(&session, later).await, "the old name is worth nothing");
    assert!(is_there(&new, later + SignedDuration::from_mins(119)).await);
    let journeys = scene.world.store().journeys();
    let opened = journeys.open(&one.id, &new.digest(), later).await;
    assert!(opened.expect("the store answers").is_some(), "the other tab goes on");
}

#[tokio::test]
async fn of_two_tabs_that_begin_at_once_one_asks_again_and_both_go_on() {
    let scene = Scene::new().await;
    let first = ask(&scene.function, get(&asked(&[]))).await;
    let session = first.session().unwrap();
    let start = || ask(&scene.function, in_session(get(&asked(&[])), &session));

    let (one, two) = tokio::join!(start(), start());

    let (begun, again) = if one.status == StatusCode::FOUND { (one, two) } else { (two, one) };
    let cookie = begun.session().unwrap();
    assert_eq!(begun.status, StatusCode::FOUND);
    if again.status == StatusCode::SEE_OTHER {
        assert!(again.session().is_none());
        assert_eq!(again.location(), asked(&[]));
        let request = in_session(get(again.location()), &cookie);
        assert_eq!(ask(&scene.function, request).await.status, StatusCode::FOUND);
    } else {
        // It read the session only after the other had ended it.
        assert_eq!(again.status, StatusCode::FOUND);
    }
}

#[tokio::test]
async fn a_session_that_we_never_gave_or_that_is_over_is_replaced() {
    let scene = Scene::new().await;
    let planted = Secret::presented("planted");
    let answer = ask(&scene.function, in_session(get(&asked(&[])), &planted)).await;
    let first = answer.session().unwrap();
    assert_ne!(first, planted);

    scene.world.clock().advance(SignedDuration::from_hours(2));
    let answer = ask(&scene.function, in_session(get(&asked(&[])), &first)).await;

    let second = answer.session().unwrap();
    assert_ne!(second, first);
    let theirs = scene.sessions().session(&planted.digest(), nine()).await;
    assert!(theirs.expect("the store answers").is_none());
}

#[tokio::test]
async fn whoever_has_to_sign_in_again_does_whatever_the_session_says() {
    let scene = Scene::new().await;
    scene.world.link(&anne(), people::trn("1234567")).await;
    for changes in [("prompt", "login"), ("max_age", "0")] {
        let visitor = scene.world.visitor(found()).await;
        let request = in_session(get(&asked(&[changes])), &visitor.session);

        let answer = ask(&scene.function, request).await;

        assert!(answer.location().starts_with("https://oidc.one-login.example/"), "{changes:?}");
        let journey = scene.journey(&answer.session().unwrap()).await;
        assert_eq!(journey.sign_in, None, "not signed in yet");
    }
}

#[tokio::test]
async fn a_form_is_asked_for_again_as_a_link() {
    let scene = Scene::new().await;
    let good = asked(&[]);
    let (_, query) = good.split_once('?').unwrap();
    let send = |body: &str, kind: &str| {
        with(request("POST", "/oauth2/authorize", Some(body.to_owned())), "content-type", kind)
    };
    let form = "application/x-www-form-urlencoded";

    let answer = ask(&scene.function, send(query, form)).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), good);
    assert_eq!(ask(&scene.function, get(answer.location())).await.status, StatusCode::FOUND);

    let long = "x".repeat(8193);
    for (body, kind, status) in [
        (query, "application/json", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (long.as_str(), form, StatusCode::PAYLOAD_TOO_LARGE),
        ("a=\r\nSet-Cookie: x", form, StatusCode::BAD_REQUEST),
        ("state=é", form, StatusCode::BAD_REQUEST),
    ] {
        let refused = ask(&scene.function, send(body, kind)).await;
        assert_eq!((refused.status, refused.location()), (status, ""));
    }
    assert_eq!(scene.one_login.trips().len(), 1);
}

#[tokio::test]
async fn whoever_only_looks_ahead_starts_nothing() {
    let scene = Scene::new().await;
    let path = asked(&[]);
    for request in [
        request("HEAD", &path, None),
        with(get(&path), "sec-purpose", "prefetch"),
        with(get(&path), "sec-purpose", "prefetch;prerender"),
        with(get(&path), "purpose", "Prefetch"),
        with(get(&path), "x-moz", "prefetch"),
    ] {
        let answer = ask(&scene.function, request).await;

        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert!(answer.header("set-cookie").is_none());
    }
    assert!(scene.one_login.trips().is_empty());
    assert_eq!(scene.written().await, 0);
}

#[tokio::test]
async fn one_login_out_of_reach_is_a_page_with_two_ways_on() {
    let scene = Scene::new().await;
    scene.one_login.go_down();

    let page = ask(&scene.function, get(&asked(&[]))).await;

    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.header("retry-after"), Some("60"));
    assert_eq!(page.heading(), "We could not reach GOV.UK One Login");
    let html = |url: &str| url.replace('&', "&amp;");
    assert!(page.links_to(&html(&asked(&[]))), "the same request again");
    let back = page.body.split(&format!("href=\"{CALLBACK}?")).nth(1).unwrap();
    let back = back.split('"').next().unwrap().replace("&amp;", "&");
    let told: Vec<_> = form_urlencoded::parse(back.as_bytes()).into_owned().collect();
    for (name, value) in [
        ("error", "temporarily_unavailable"),
        ("error_description", "upstream_busy"),
        ("state", "their state"),
        ("iss", ISSUER),
    ] {
        assert!(told.contains(&(name.to_owned(), value.to_owned())), "{name}: {told:?}");
    }
    assert!(page.session().is_none(), "nothing has begun");
    assert!(page.cookie("__Host-service").is_some(), "other error pages know the way back");
    assert_eq!(scene.written().await, 0);
}

#[tokio::test]
async fn a_failing_store_asks_to_wait_and_begins_nothing() {
    let scene = Scene::new().await;
    let meddling = scene.world.engine().meddling();
    for spare_reads in [false, true] {
        if spare_reads {
            meddling.spare_reads();
        }
        meddling.refuse_next("AccessDeniedException");

        let page = ask(&scene.function, get(&asked(&[]))).await;

        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(page.header("retry-after"), Some("60"));
        assert_eq!(page.location(), "");
        assert!(page.session().is_none());
    }
    assert_eq!(scene.written().await, 0);
    assert_eq!(ask(&scene.function, get(&asked(&[]))).await.status, StatusCode::FOUND);
}
