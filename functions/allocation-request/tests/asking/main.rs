//! "Ask for a TRN", over HTTP and over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

mod allocating;
mod racing;
mod scene;

use axum::http::StatusCode;
use journey::Stage;
use testing::{asking::ask, journeys::requesting_trn, laws};

use crate::scene::{PAGE, applicant, function, token, work, world};

#[tokio::test]
async fn the_page_shows_what_a_trn_will_be_asked_for_with() {
    let world = world().await;
    let visitor = applicant(&world).await;

    let page = ask(&function(&world), visitor.get(PAGE)).await;

    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.heading(), "Ask for a TRN");
    for told in ["Anne Smith", "1 May 1990", "anne@example.com", "AB 12 34 56 C"] {
        assert!(page.text().contains(told), "{told}");
    }
    for way in ["/national-insurance-number", "/trn"] {
        assert!(page.links_to(&visitor.path(way)), "{way}");
    }
}

#[tokio::test]
async fn the_page_opens_for_the_browser_it_belongs_to_alone() {
    let world = world().await;
    laws::only_its_browser_opens(&world, &function(&world), requesting_trn(), PAGE).await;
}

#[tokio::test]
async fn whoever_is_elsewhere_is_sent_there() {
    let world = world().await;
    let router = function(&world);
    let is_here = |stage: &Stage| matches!(stage, Stage::RequestingTrn { .. });
    laws::others_are_sent_to_where_they_are(&world, &router, PAGE, Some(token), is_here).await;
}

#[tokio::test]
async fn a_form_counts_from_our_page_alone() {
    let world = world().await;
    let visitor = applicant(&world).await;
    let (router, token) = (function(&world), token(&visitor));
    laws::only_our_form_counts(&world, &router, &visitor, PAGE, &token, &[]).await;
    assert_eq!(work(&world, "REQUEST").await.len(), 1, "ours");
}
