//! The error table of the authorize endpoint, row by row.

use jose::Jwks;
use oidc::{
    AuthorizationRequest, ErrorResponse, Parameters, Problem, Prompt, Refusal, Scope, UiLocale,
    authorize::{Judgement, PageError, client_id, judge},
};
use proptest::prelude::*;
use serde_json::json;

use crate::ours::{CHALLENGE, ISSUER, Pair, VERIFIER, client, old_id_token, our_pair, parameters};

const GOOD: [(&str, &str); 8] = [
    ("client_id", "npq"),
    ("redirect_uri", "https://npq.example/callback"),
    ("response_type", "code"),
    ("scope", "openid teaching_record"),
    ("state", "s1"),
    ("nonce", "n1"),
    ("code_challenge", CHALLENGE),
    ("code_challenge_method", "S256"),
];

/// The good request with some parameters replaced, added (or, with an empty value, left out).
fn with(changes: &[(&str, &str)]) -> Parameters {
    let kept = GOOD.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let pairs: Vec<(&str, &str)> = kept.chain(changes).copied().collect();
    parameters(&pairs)
}

fn judged(parameters: &Parameters) -> Judgement {
    judge(parameters, &client(), ISSUER, &our_pair().keys())
}

fn accepted(changes: &[(&str, &str)]) -> AuthorizationRequest {
    match judged(&with(changes)) {
        Judgement::Accept(request) => *request,
        other @ (Judgement::Page(_) | Judgement::Redirect(_)) => panic!("{changes:?}: {other:?}"),
    }
}

fn redirected(parameters: &Parameters) -> ErrorResponse {
    match judged(parameters) {
        Judgement::Redirect(response) => response,
        other @ (Judgement::Page(_) | Judgement::Accept(_)) => panic!("{other:?}"),
    }
}

fn refused(changes: &[(&str, &str)], refusal: impl Into<Refusal>) {
    let expected = ErrorResponse {
        redirect_uri: "https://npq.example/callback".to_owned(),
        state: Some("s1".to_owned()),
        refusal: refusal.into(),
    };
    assert_eq!(redirected(&with(changes)), expected, "{changes:?}");
}

#[test]
fn a_good_request_is_accepted_as_it_came() {
    assert_eq!(client_id(&with(&[])), Ok(client().service.id));
    assert_eq!(
        accepted(&[]),
        AuthorizationRequest {
            redirect_uri: "https://npq.example/callback".to_owned(),
            state: Some("s1".to_owned()),
            nonce: Some("n1".to_owned()),
            scopes: vec![Scope::OpenId, Scope::TeachingRecord],
            code_challenge: CHALLENGE.to_owned(),
            prompt: Prompt::Unspecified,
            max_age: None,
            ui_locale: None,
            hinted_subject: None,
        }
    );
}

#[test]
fn row_1_without_one_usable_client_id_there_is_a_page() {
    let twice = parameters(&[("client_id", "npq"), ("client_id", "npq")]);
    let unreadable = Parameters::read(b"client_id=%ff").unwrap();
    let long = "n".repeat(129);
    for request in [
        with(&[("client_id", "")]),
        with(&[("client_id", "né")]),
        with(&[("client_id", &long)]),
        twice,
        unreadable,
    ] {
        assert_eq!(client_id(&request), Err(PageError::UnknownClient));
    }
}

#[test]
fn row_2_a_redirect_uri_that_is_not_registered_byte_for_byte_gets_a_page() {
    for wrong in [
        "",
        "https://npq.example/callback/",
        "https://npq.example/Callback",
        "https://NPQ.example/callback",
        "https://npq.example:443/callback",
        "https://npq.example/callback?",
        "https://npq.example/callback?x=1",
        "https://npq.example/callback#",
        "https://npq.example/callback#x",
        "https://npq.example/%63allback",
        "https://npq.example/x/../callback",
        "https://npq.example/cb",
        "https://npq.example/cb?env=1&env=2",
        "http://npq.example/callback",
        "https://npq.example@evil.example/callback",
        "https://npq.example.evil.example/callback",
        "//npq.example/callback",
        " https://npq.example/callback",
        "https://npq.example/callback ",
        "https://npq.example/callback\0",
        "javascript:alert(1)",
    ] {
        let judgement = judged(&with(&[("redirect_uri", wrong)]));

        assert_eq!(judgement, Judgement::Page(PageError::UnknownRedirectUri), "{wrong:?}");
    }
    let twice = with(&[
        ("redirect_uri", "https://npq.example/callback"),
        ("redirect_uri", "https://npq.example/callback"),
    ]);
    assert_eq!(judged(&twice), Judgement::Page(PageError::UnknownRedirectUri));
}

#[test]
fn each_registered_redirect_uri_can_be_named() {
    for uri in client().redirect_uris {
        assert_eq!(accepted(&[("redirect_uri", &uri)]).redirect_uri, uri);
    }
}

#[test]
fn rows_5_to_7_only_the_code_flow_in_the_query_is_offered() {
    refused(&[("response_type", "")], Problem::ResponseTypeMissing);
    for other in ["token", "id_token", "code id_token", "none", "CODE", "code code"] {
        refused(&[("response_type", other)], Problem::UnsupportedResponseType);
    }
    for other in ["fragment", "form_post", "query.jwt", "Query"] {
        refused(&[("response_mode", other)], Problem::UnsupportedResponseMode);
    }
    accepted(&[("response_mode", "query")]);
}

#[test]
fn rows_8_and_9_two_scopes_are_needed_and_unknown_ones_are_ignored() {
    for lacking in [
        "",
        "openid",
        "teaching_record",
        "email profile",
        "OPENID teaching_record",
        "openid,teaching_record",
    ] {
        refused(&[("scope", lacking)], Problem::InvalidScope);
    }
    let all = accepted(&[(
        "scope",
        "phone profile offline_access email  openid address teaching_record openid",
    )]);
    assert_eq!(all.scopes, Scope::ALL);
}

#[test]
fn row_10_a_parameter_that_cannot_be_read_is_an_error_and_names_itself() {
    for (name, longest) in [
        ("response_type", 64),
        ("response_mode", 64),
        ("scope", 256),
        ("nonce", 512),
        ("code_challenge", 128),
        ("code_challenge_method", 64),
        ("prompt", 64),
        ("max_age", 64),
        ("ui_locales", 256),
        ("id_token_hint", 4096),
        ("login_hint", 254),
        ("display", 64),
        ("claims_locales", 256),
        ("acr_values", 256),
        ("claims", 4096),
    ] {
        let long = "x".repeat(longest + 1);
        refused(&[(name, &long)], Refusal::of(Problem::ParameterTooLong, name));
        refused(&[(name, "x"), (name, "x")], Refusal::of(Problem::RepeatedParameter, name));
    }
}

#[test]
fn row_10_a_state_that_cannot_be_read_does_not_come_back() {
    let longest = "s".repeat(1024);
    assert_eq!(accepted(&[("state", &longest)]).state, Some(longest.clone()));
    let longer = longest + "s";
    for (changes, problem) in [
        ([("state", "a"), ("state", "b")].as_slice(), Problem::RepeatedParameter),
        (&[("state", &longer)], Problem::ParameterTooLong),
    ] {
        let response = redirected(&with(changes));

        assert_eq!(response.refusal, Refusal::of(problem, "state"));
        assert_eq!(response.state, None);
    }
}

#[test]
fn row_11_pkce_with_s256_is_required() {
    let padded = format!("{CHALLENGE}=");
    for changes in [
        [("code_challenge", ""), ("code_challenge_method", "S256")],
        [("code_challenge", CHALLENGE), ("code_challenge_method", "")],
        [("code_challenge", VERIFIER), ("code_challenge_method", "plain")],
        [("code_challenge", CHALLENGE), ("code_challenge_method", "s256")],
        [("code_challenge", &CHALLENGE[1..]), ("code_challenge_method", "S256")],
        [("code_challenge", &padded), ("code_challenge_method", "S256")],
        [("code_challenge", ""), ("code_challenge_method", "")],
    ] {
        refused(&changes, Problem::PkceRequired);
    }
}

#[test]
fn row_12_with_pkce_the_nonce_may_be_left_out() {
    assert_eq!(accepted(&[("nonce", "")]).nonce, None);
}

#[test]
fn row_14_a_prompt_is_login_or_none() {
    for (text, prompt) in [
        ("", Prompt::Unspecified),
        ("login", Prompt::Login),
        ("login login", Prompt::Login),
        ("none", Prompt::None),
    ] {
        assert_eq!(accepted(&[("prompt", text)]).prompt, prompt, "{text}");
    }
    for wrong in ["none login", "login none", "consent", "select_account", "None", "create"] {
        refused(&[("prompt", wrong)], Refusal::of(Problem::MalformedParameter, "prompt"));
    }
}

#[test]
fn row_15_a_max_age_is_a_whole_number_of_seconds() {
    for (text, seconds) in [("0", 0), ("007", 7), ("4294967295", u32::MAX)] {
        assert_eq!(accepted(&[("max_age", text)]).max_age, Some(seconds));
    }
    for wrong in ["-1", "+1", "1.5", "1e3", "ten", "4294967296", " 1", "٣"] {
        refused(&[("max_age", wrong)], Refusal::of(Problem::MalformedParameter, "max_age"));
    }
}

#[test]
fn row_16_request_objects_are_refused_as_such() {
    refused(&[("request", "e30.e30.")], Problem::RequestNotSupported);
    refused(&[("request_uri", "https://npq.example/r")], Problem::RequestUriNotSupported);
    refused(&[("registration", "{}")], Problem::RegistrationNotSupported);
}

#[test]
fn row_17_a_hint_is_an_id_token_of_ours_for_this_client() {
    let good = our_pair().token("JWT", &old_id_token());
    assert_eq!(
        accepted(&[("id_token_hint", &good)]).hinted_subject,
        Some("urn:fdc:gov.uk:2022:abc".parse().unwrap())
    );
    let changed = |name: &str, value: &str| {
        let mut claims = old_id_token();
        claims[name] = json!(value);
        our_pair().token("JWT", &claims)
    };
    for wrong in [
        changed("aud", "other"),
        changed("iss", "https://other.example"),
        Pair::generate().token("JWT", &old_id_token()),
        our_pair().token("logout+jwt", &old_id_token()),
        "nonsense".to_owned(),
    ] {
        refused(&[("id_token_hint", &wrong)], Problem::InvalidIdTokenHint);
    }
    let nobody = judge(&with(&[("id_token_hint", &good)]), &client(), ISSUER, &Jwks::default());
    assert!(matches!(nobody, Judgement::Redirect(_)));
}

#[test]
fn what_the_standard_knows_and_we_ignore_does_no_harm() {
    accepted(&[
        ("display", "popup"),
        ("claims_locales", "cy"),
        ("acr_values", "1 2"),
        ("login_hint", "ada@example.com"),
        ("claims", "{\"userinfo\":{\"name\":null}}"),
        ("resource", "https://a.example"),
        ("resource", "https://b.example"),
        ("unheard_of", "1"),
    ]);
}

#[test]
fn the_first_language_one_login_has_is_passed_on() {
    for (text, locale) in [
        ("", None),
        ("fr", None),
        ("cy", Some(UiLocale::Cy)),
        ("fr CY-GB en", Some(UiLocale::Cy)),
        ("en-GB cy", Some(UiLocale::En)),
        ("cyx eng", None),
    ] {
        assert_eq!(accepted(&[("ui_locales", text)]).ui_locale, locale, "{text}");
    }
}

proptest! {
    /// No redirect URI but a registered one is ever redirected to.
    #[test]
    fn only_a_registered_redirect_uri_is_redirected_to(
        tail in "\\PC{0,12}", base in prop_oneof![Just("https://npq.example/callback"), Just("https://npq.example"), Just("")],
        scope in "[a-z_ ]{0,30}",
    ) {
        let uri = format!("{base}{tail}");
        let registered = client().redirect_uris.contains(&uri);

        match judged(&with(&[("redirect_uri", &uri), ("scope", &scope)])) {
            Judgement::Page(_) => prop_assert!(!registered),
            Judgement::Redirect(response) => prop_assert!(registered && response.redirect_uri == uri),
            Judgement::Accept(request) => prop_assert!(registered && request.redirect_uri == uri),
        }
    }

    /// Whatever is accepted keeps every promise of an accepted request.
    #[test]
    fn what_is_accepted_is_valid(
        scope in "(openid|teaching_record|email|x| ){0,6}", challenge in "[A-Za-z0-9_-]{42,44}",
        prompt in "(login|none| ){0,3}", max_age in "[0-9-]{0,4}",
    ) {
        let changes = [("scope", scope.as_str()), ("code_challenge", &challenge), ("prompt", &prompt), ("max_age", &max_age)];
        if let Judgement::Accept(request) = judged(&with(&changes)) {
            prop_assert!(request.scopes.contains(&Scope::OpenId));
            prop_assert!(request.scopes.contains(&Scope::TeachingRecord));
            prop_assert_eq!(request.code_challenge.len(), 43);
        }
    }
}
