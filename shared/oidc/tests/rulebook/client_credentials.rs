//! Tokens that a client asks for itself.

use identity::{CallingService, RecordPolicy};
use jose::{Digest, Secret};
use oidc::{
    Client, Problem, Refusal,
    token::{self, Revocable, TRN_REQUESTS, client_token, judge_client},
};
use serde_json::json;

use crate::ours::client;

fn with(record_policy: RecordPolicy) -> Client {
    let service = CallingService { record_policy, ..client().service };
    Client { service, ..client() }
}

#[test]
fn row_30_only_a_service_whose_people_may_be_given_a_trn_has_requests_to_ask_after() {
    for scope in [None, Some("trn_requests"), Some("openid")] {
        let refused = Refusal::from(Problem::UnauthorizedClient);
        assert_eq!(judge_client(&with(RecordPolicy::Existing), scope), Err(refused), "{scope:?}");
    }
    assert_eq!(judge_client(&with(RecordPolicy::Allocate), Some("trn_requests")), Ok(()));
}

#[test]
fn there_is_one_scope_and_it_may_be_left_out() {
    let invalid = || Err(Refusal::from(Problem::InvalidScope));
    for (scope, expected) in [
        (None, Ok(())),
        (Some("trn_requests"), Ok(())),
        (Some(" trn_requests  trn_requests "), Ok(())),
        (Some(" "), invalid()),
        (Some("TRN_REQUESTS"), invalid()),
        (Some("openid"), invalid()),
        (Some("openid teaching_record"), invalid()),
        (Some("trn_requests openid"), invalid()),
        (Some("trn_requests,openid"), invalid()),
    ] {
        assert_eq!(judge_client(&with(RecordPolicy::Allocate), scope), expected, "{scope:?}");
    }
}

#[test]
fn a_token_of_a_client_is_found_by_scanners_and_told_from_others() {
    let token = client_token(&Secret::from_random([7; 32]));

    let (body, checksum) = token.expose().split_at(50);
    assert!(body.starts_with("ctr_ct_"));
    assert_eq!(checksum, &Digest::of(body.as_bytes()).as_str()[..6]);
    assert_eq!(Revocable::of(&token), Revocable::Client(token));
}

#[test]
fn the_answer_holds_a_token_for_one_thing_and_nothing_about_anybody() {
    let answer = token::client_answer(&Secret::presented("c"));

    let expected = json!({
        "access_token": "c", "token_type": "Bearer", "expires_in": 600, "scope": TRN_REQUESTS,
    });
    assert_eq!(answer, expected);
}
