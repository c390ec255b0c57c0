//! What a calling service is told of a TRN request.

use oidc::trn_request::{RequestStatus, entity_tag, has_already};
use proptest::prelude::*;
use serde_json::json;

fn completed(trn: &str) -> RequestStatus {
    RequestStatus::Completed(trn.parse().unwrap())
}

#[test]
fn the_one_sign_of_a_trn_is_that_it_is_there() {
    for (status, body, may_change) in [
        (RequestStatus::Pending, json!({ "status": "pending" }), true),
        (RequestStatus::Rejected, json!({ "status": "rejected" }), false),
        (completed("0123456"), json!({ "status": "completed", "trn": "0123456" }), false),
    ] {
        assert_eq!(status.body(), body);
        assert_eq!(status.may_change(), may_change, "{body}");
    }
}

#[test]
fn another_answer_has_another_tag_and_the_same_has_the_same() {
    let statuses = [
        RequestStatus::Pending,
        RequestStatus::Rejected,
        completed("1234567"),
        completed("7654321"),
    ];
    for (at, one) in statuses.iter().enumerate() {
        for (other_at, other) in statuses.iter().enumerate() {
            let same = entity_tag(&one.body()) == entity_tag(&other.body());

            assert_eq!(same, at == other_at);
        }
    }
    let tag = entity_tag(&completed("1234567").body());
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() == 45, "{tag}");
    assert!(!tag.contains("1234567"));
}

#[test]
fn a_client_has_an_answer_already_if_it_names_its_tag() {
    let tag = "\"abc\"";
    for (lines, has) in [
        (vec!["\"abc\""], true),
        (vec!["W/\"abc\""], true),
        (vec!["*"], true),
        (vec!["\"x\", \"abc\""], true),
        (vec!["\"x\"", "\"abc\""], true),
        (vec![], false),
        (vec![""], false),
        (vec!["abc"], false),
        (vec!["\"ABC\""], false),
        (vec!["w/\"abc\""], false),
        (vec!["\"x\", W/\"y\""], false),
    ] {
        assert_eq!(has_already(tag, lines.clone()), has, "{lines:?}");
    }
}

proptest! {
    /// Whatever a client sends, it is never taken to have what it does not name.
    #[test]
    fn nothing_is_kept_from_whoever_does_not_have_it(line in "[^*]{0,60}") {
        let tag = entity_tag(&completed("1234567").body());
        prop_assume!(!line.contains(&tag));

        prop_assert!(!has_already(&tag, [&*line]));
    }
}
