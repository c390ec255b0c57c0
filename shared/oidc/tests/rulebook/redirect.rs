//! The way back to a calling service.

use jose::Secret;
use oidc::{
    AuthorizationRequest, Denied, ErrorResponse, Problem,
    redirect::{after_sign_out, success},
};
use proptest::prelude::*;
use url::Url;

use crate::ours::{ISSUER, request};

fn pairs(url: &str) -> Vec<(String, String)> {
    Url::parse(url).unwrap().query_pairs().into_owned().collect()
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn a_code_goes_back_with_the_state_and_our_name() {
    let url = success(&request(), &Secret::presented("c0de"), ISSUER);

    assert!(url.starts_with("https://npq.example/callback?code=c0de&"), "{url}");
    assert_eq!(pairs(&url), [pair("code", "c0de"), pair("state", "s t&a=te"), pair("iss", ISSUER)]);
}

#[test]
fn without_a_state_none_goes_back() {
    let request = AuthorizationRequest { state: None, ..request() };

    let url = success(&request, &Secret::presented("c0de"), ISSUER);

    assert_eq!(pairs(&url), [pair("code", "c0de"), pair("iss", ISSUER)]);
}

#[test]
fn a_registered_query_is_kept_as_it_is() {
    for (registered, start) in [
        ("https://a.example/cb", "https://a.example/cb?code="),
        ("https://a.example/cb?", "https://a.example/cb?code="),
        ("https://a.example/cb?x=%7e", "https://a.example/cb?x=%7e&code="),
        ("https://a.example/cb?x=1&", "https://a.example/cb?x=1&code="),
        ("https://a.example", "https://a.example?code="),
    ] {
        let request = AuthorizationRequest { redirect_uri: registered.to_owned(), ..request() };

        let url = success(&request, &Secret::presented("c0de"), ISSUER);

        assert!(url.starts_with(start), "{url}");
    }
}

#[test]
fn each_way_to_end_without_a_code_has_its_error() {
    let internal = Denied::Internal { reference: "4KXP-92TM".to_owned() };
    for (denied, error, description, page) in [
        (Denied::UserCancelled, "access_denied", "user_cancelled", "user_cancelled"),
        (
            Denied::IdentityNotVerified,
            "access_denied",
            "identity_not_verified",
            "identity_not_verified",
        ),
        (Denied::RecordRequested, "access_denied", "record_requested", "record_requested"),
        (Denied::RecordPending, "access_denied", "record_pending", "record_pending"),
        (Denied::UpstreamBusy, "temporarily_unavailable", "upstream_busy", "upstream_busy"),
        (internal, "server_error", "internal ref=4KXP-92TM", "internal"),
    ] {
        let url = ErrorResponse::to(&request(), denied).url(ISSUER);

        assert_eq!(
            pairs(&url),
            [
                pair("error", error),
                pair("error_description", description),
                pair("error_uri", &format!("{ISSUER}/errors/{page}")),
                pair("state", "s t&a=te"),
                pair("iss", ISSUER),
            ]
        );
    }
}

#[test]
fn every_way_back_says_whose_it_is_and_what_the_service_gave() {
    let with_code = success(&request(), &Secret::presented("c0de"), ISSUER);
    let errors = Problem::ALL.map(|problem| ErrorResponse::to(&request(), problem).url(ISSUER));

    for url in errors.into_iter().chain([with_code]) {
        let said: Vec<_> =
            pairs(&url).into_iter().filter(|(name, _)| name == "iss" || name == "state").collect();
        assert_eq!(said, [pair("state", "s t&a=te"), pair("iss", ISSUER)], "each once: {url}");
    }
}

#[test]
fn after_signing_out_the_state_goes_back_if_there_was_one() {
    assert_eq!(after_sign_out("https://a.example/out", None), "https://a.example/out");
    assert_eq!(
        after_sign_out("https://a.example/out?x=1", Some("a b")),
        "https://a.example/out?x=1&state=a+b"
    );
}

proptest! {
    /// A state comes back byte for byte and cannot add a parameter or change where the browser goes.
    #[test]
    fn no_state_leads_astray(state in "\\PC{1,60}") {
        let request = AuthorizationRequest { state: Some(state.clone()), ..request() };

        for url in [
            success(&request, &Secret::presented("c"), ISSUER),
            ErrorResponse::to(&request, Problem::LoginRequired).url(ISSUER),
        ] {
            prop_assert!(url.starts_with("https://npq.example/callback?") && url.is_ascii());
            let states: Vec<String> =
                pairs(&url).into_iter().filter(|(name, _)| name == "state").map(|pair| pair.1).collect();
            prop_assert_eq!(states, [state.clone()]);
        }
    }
}
