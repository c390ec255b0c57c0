//! What calling services are told of problems.

use std::collections::BTreeSet;

use oidc::{Problem, Refusal};

use crate::ours::ISSUER;

#[test]
fn codes_are_distinct_and_at_home_in_a_header_and_in_a_path() {
    let codes: BTreeSet<&str> = Problem::ALL.iter().map(|problem| problem.code()).collect();

    assert_eq!(codes.len(), Problem::ALL.len());
    for problem in Problem::ALL {
        for text in [problem.code(), problem.error()] {
            assert!(text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{text}");
        }
    }
}

#[test]
fn the_error_is_the_one_the_standard_has() {
    for (problem, error) in [
        (Problem::UserCancelled, "access_denied"),
        (Problem::IdentityNotVerified, "access_denied"),
        (Problem::RecordRequested, "access_denied"),
        (Problem::RecordPending, "access_denied"),
        (Problem::UpstreamBusy, "temporarily_unavailable"),
        (Problem::Internal, "server_error"),
        (Problem::CodeNotUsable, "invalid_grant"),
        (Problem::LoginRequired, "login_required"),
        (Problem::InteractionRequired, "interaction_required"),
        (Problem::InvalidScope, "invalid_scope"),
        (Problem::UnsupportedResponseType, "unsupported_response_type"),
        (Problem::PkceRequired, "invalid_request"),
        (Problem::RequestNotSupported, "request_not_supported"),
        (Problem::RequestUriNotSupported, "request_uri_not_supported"),
        (Problem::RegistrationNotSupported, "registration_not_supported"),
        (Problem::ClientAuthenticationFailed, "invalid_client"),
        (Problem::TwoAuthenticationMethods, "invalid_request"),
        (Problem::UnsupportedGrantType, "unsupported_grant_type"),
        (Problem::UnauthorizedClient, "unauthorized_client"),
        (Problem::InvalidToken, "invalid_token"),
        (Problem::TrnRequestNotFound, "not_found"),
    ] {
        assert_eq!(problem.error(), error, "{problem:?}");
    }
}

#[test]
fn a_description_opens_with_the_code() {
    let plain = Refusal::from(Problem::RecordPending);
    let named = Refusal::of(Problem::MissingParameter, "code");
    let logged = Refusal::from(Problem::CodeNotUsable).logged_as("4KXP-92TM");

    assert_eq!(plain.description(), "record_pending");
    assert_eq!(named.description(), "missing_parameter code");
    assert_eq!(logged.description(), "code_not_usable ref=4KXP-92TM");
    assert_eq!(logged.uri(ISSUER), "https://ctr.example/errors/code_not_usable");
}
