//! Every place has its page.

use std::collections::BTreeSet;

use testing::journeys::every_place;
use web::paths;

#[test]
fn every_place_has_the_page_that_was_decided() {
    let id = "journey-1".parse().unwrap();
    for (stage, page) in every_place() {
        assert_eq!(paths::at(&stage, &id), format!("/j/journey-1{page}"), "{stage:?}");
    }
}

#[test]
fn every_page_of_a_journey_is_where_somebody_can_be() {
    let id = "journey-1".parse().unwrap();
    let reached: BTreeSet<String> =
        every_place().iter().map(|(stage, _)| paths::at(stage, &id)).collect();

    let pages = [
        paths::SIGN_IN,
        paths::NOT_VERIFIED,
        paths::SIGN_IN_PROBLEM,
        paths::NINO,
        paths::TRN,
        paths::CHECK_ANSWERS,
        paths::REQUEST_SENT,
        paths::REQUEST_A_TRN,
        paths::HOLDING,
        paths::FOUND,
        paths::CONTINUE,
    ];
    assert_eq!(reached, pages.map(|page| paths::of(page, &id)).into());
}
