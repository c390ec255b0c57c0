//! Who stays signed in, and for how long.

use axum::http::StatusCode;
use jiff::SignedDuration;
use ports::{Clock, StaffRole, StaffSession};
use testing::asking::get;

use crate::scene::{Office, member};

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

#[tokio::test]
async fn whoever_does_nothing_for_half_an_hour_is_signed_out() {
    let office = Office::new().await;
    let priya = office.priya().await;

    for _ in 0..3 {
        office.world.clock().advance(minutes(29));
        assert_eq!(office.get(&priya, "/tasks").await.status, StatusCode::OK);
    }
    office.world.clock().advance(minutes(30));
    let ended = office.get(&priya, "/tasks").await;

    assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
    assert_eq!(ended.heading(), "Sign in again");
    assert!(ended.text().contains("Nothing was lost"));
    assert!(ended.links_to("/sign-in"));
}

#[tokio::test]
async fn nobody_stays_signed_in_for_longer_than_eight_hours() {
    let office = Office::new().await;
    let priya = office.priya().await;

    for _ in 0..23 {
        office.world.clock().advance(minutes(20));
        assert_eq!(office.get(&priya, "/tasks").await.status, StatusCode::OK);
    }
    office.world.clock().advance(minutes(20));

    assert_eq!(office.get(&priya, "/tasks").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn signing_out_ends_the_session_here_and_at_the_organisation() {
    let office = Office::new().await;
    let priya = office.priya().await;

    let answer = office.post(&priya, "/sign-out", &[]).await;

    assert_eq!(answer.status, StatusCode::FOUND);
    assert_eq!(answer.location(), "https://sign-in.example/sign-out");
    assert!(answer.cookie("__Host-staff").unwrap().contains("Max-Age=0"));
    assert_eq!(office.get(&priya, "/tasks").await.status, StatusCode::UNAUTHORIZED);
    let page = office.ask(get("/signed-out")).await;
    assert_eq!(page.heading(), "You are signed out");
    assert!(page.links_to("/sign-in"));
}

#[tokio::test]
async fn whoever_cannot_be_signed_out_there_is_signed_out_here() {
    let office = Office::new().await;
    let priya = office.priya().await;
    office.sign_in.go_down();

    let answer = office.post(&priya, "/sign-out", &[]).await;

    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/signed-out"));
    assert_eq!(office.get(&priya, "/tasks").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_page_with_the_form_that_signs_out_may_lead_to_the_organisation() {
    let office = Office::new().await;
    let priya = office.priya().await;

    let policy = office.get(&priya, "/tasks").await;
    let policy = policy.header("content-security-policy").unwrap();

    assert!(policy.contains("form-action 'self' https://sign-in.example;"), "{policy}");
}

#[tokio::test]
async fn a_session_that_was_ended_while_a_page_was_made_stays_ended() {
    let office = Office::new().await;
    let priya = office.priya().await;
    let (sessions, now) = (office.world.store().staff_sessions(), office.world.clock().now());
    let read = sessions.session(&priya.session.digest(), now).await.unwrap().unwrap();

    sessions.end(&priya.session.digest()).await.unwrap();
    let later = now + minutes(5);
    let seen = StaffSession { seen: later, ..read };
    sessions.go_on(&priya.session.digest(), &seen).await.unwrap();

    assert_eq!(sessions.session(&priya.session.digest(), later).await.unwrap(), None);
}

#[tokio::test]
async fn roles_are_those_of_the_sign_in_and_a_session_of_nobody_opens_nothing() {
    let office = Office::new().await;
    let signed_in = member("vera", &[StaffRole::Viewer]);
    let vera = office.vera().await;

    let kept = office.world.store().staff_sessions();
    let kept = kept.session(&vera.session.digest(), office.world.clock().now()).await.unwrap();

    assert_eq!(kept.unwrap().member, signed_in);
    let stranger = crate::scene::Member { session: jose::Secret::presented("x"), ..vera };
    assert_eq!(office.get(&stranger, "/tasks").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(office.ask(get("/tasks")).await.location(), "/");
}
