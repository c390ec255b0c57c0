//! The error table of the logout endpoint, row by row.

use jose::Jwks;
use oidc::{
    Parameters,
    logout::{LogoutHint, LogoutJudgement, ReturnTo, hint, judge},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::ours::{ISSUER, Pair, client, old_id_token, our_pair, parameters};

const SIGNED_OUT: &str = "https://npq.example/signed-out";

fn good_hint() -> String {
    our_pair().token("JWT", &old_id_token())
}

fn judged(parameters: &Parameters) -> LogoutJudgement {
    let hint = hint(parameters, ISSUER, &our_pair().keys());
    judge(parameters, &hint, Some(&client()))
}

fn signed_out(return_to: Option<(&str, Option<&str>)>) -> LogoutJudgement {
    LogoutJudgement::SignOut {
        session: "session-1".parse().unwrap(),
        return_to: return_to
            .map(|(uri, state)| ReturnTo { uri: uri.to_owned(), state: state.map(str::to_owned) }),
    }
}

#[test]
fn a_hint_is_given_that_stands_there_once_and_is_no_longer_than_it_may_be() {
    let (most, longer) = ("x".repeat(4096), "x".repeat(4097));
    for (request, expected) in [
        ([].as_slice(), false),
        (&[("id_token_hint", "")], false),
        (&[("id_token", "x")], false),
        (&[("id_token_hint", "x")], true),
        (&[("id_token_hint", &most)], true),
        (&[("id_token_hint", &longer)], false),
        (&[("id_token_hint", "x"), ("id_token_hint", "x")], false),
    ] {
        assert_eq!(oidc::hint::is_given(&parameters(request)), expected, "{request:?}");
    }
}

#[test]
fn row_37_a_hint_of_ours_signs_out_and_a_registered_address_is_gone_to() {
    let token = good_hint();
    let hint = ("id_token_hint", token.as_str());
    let uri = ("post_logout_redirect_uri", SIGNED_OUT);
    let state = ("state", "s 1");
    let named = ("client_id", "npq");
    for (request, expected) in [
        ([hint].as_slice(), None),
        (&[hint, state], None),
        (&[hint, uri], Some((SIGNED_OUT, None))),
        (&[hint, uri, state], Some((SIGNED_OUT, Some("s 1")))),
        (&[hint, uri, named], Some((SIGNED_OUT, None))),
        (&[hint, uri, ("ui_locales", "cy"), ("logout_hint", "x")], Some((SIGNED_OUT, None))),
    ] {
        assert_eq!(judged(&parameters(request)), signed_out(expected), "{request:?}");
    }
}

#[test]
fn row_38_an_address_that_is_not_registered_is_not_gone_to() {
    let token = good_hint();
    for wrong in [
        "https://npq.example/signed-out/",
        "https://npq.example/signed-out?x=1",
        "https://npq.example/Signed-out",
        "https://npq.example/callback",
        "https://evil.example/",
        "",
    ] {
        let request = parameters(&[("id_token_hint", &token), ("post_logout_redirect_uri", wrong)]);

        assert_eq!(judged(&request), signed_out(None), "{wrong}");
    }
    let twice = parameters(&[
        ("id_token_hint", &token),
        ("post_logout_redirect_uri", SIGNED_OUT),
        ("post_logout_redirect_uri", SIGNED_OUT),
    ]);
    assert_eq!(judged(&twice), signed_out(None));
}

#[test]
fn rows_38_and_39_without_a_hint_of_ours_the_person_is_asked_first() {
    let changed = |name: &str, value: Value| {
        let mut claims = old_id_token();
        claims[name] = value;
        our_pair().token("JWT", &claims)
    };
    let good = good_hint();
    let (input, signature) = good.rsplit_once('.').unwrap();
    let tampered = format!("{input}.{}{}", &signature[1..], &signature[..1]);
    let unsigned =
        format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.", good.split('.').nth(1).unwrap());
    let hints = [
        changed("iss", json!("https://ctr.example/")),
        changed("aud", json!(["npq", "other"])),
        changed("aud", Value::Null),
        changed("sid", Value::Null),
        changed("sub", json!("")),
        Pair::generate().token("JWT", &old_id_token()),
        our_pair().token("logout+jwt", &old_id_token()),
        tampered,
        unsigned,
        "nonsense".to_owned(),
        "x".repeat(5000),
    ];
    for token in &hints {
        let request =
            parameters(&[("id_token_hint", token), ("post_logout_redirect_uri", SIGNED_OUT)]);

        assert_eq!(judged(&request), LogoutJudgement::AskFirst, "{token}");
    }
    for request in [
        [].as_slice(),
        &[("state", "s")],
        &[("post_logout_redirect_uri", SIGNED_OUT)],
        &[("post_logout_redirect_uri", SIGNED_OUT), ("client_id", "npq")],
        &[("id_token_hint", &good), ("id_token_hint", &good)],
        &[("id_token_hint", &good), ("client_id", "other")],
        &[("id_token_hint", &good), ("client_id", "npq"), ("client_id", "npq")],
    ] {
        assert_eq!(judged(&parameters(request)), LogoutJudgement::AskFirst, "{request:?}");
    }
}

#[test]
fn a_hint_for_a_client_that_is_gone_or_another_is_no_hint() {
    let token = good_hint();
    let request = parameters(&[("id_token_hint", &token)]);
    let hint = hint(&request, ISSUER, &our_pair().keys());
    let mut other = client();
    other.service.id = "other".parse().unwrap();

    assert!(matches!(hint, LogoutHint::Ours(_)));
    assert_eq!(judge(&request, &hint, None), LogoutJudgement::AskFirst);
    assert_eq!(judge(&request, &hint, Some(&other)), LogoutJudgement::AskFirst);
}

#[test]
fn a_key_that_is_not_published_any_more_makes_no_hint() {
    let token = good_hint();
    let request = parameters(&[("id_token_hint", &token)]);

    let judged = hint(&request, ISSUER, &Jwks::default());

    assert!(matches!(judged, LogoutHint::NotOurs(Some(_))));
}

proptest! {
    /// Whatever address is asked for, only a registered one is gone to, and only with a hint of ours.
    #[test]
    fn only_a_registered_address_is_gone_to(tail in "\\PC{0,10}", with_hint in any::<bool>()) {
        let uri = format!("{SIGNED_OUT}{tail}");
        let token = if with_hint { good_hint() } else { "x".to_owned() };
        let request = parameters(&[("id_token_hint", &token), ("post_logout_redirect_uri", &uri)]);

        match judged(&request) {
            LogoutJudgement::AskFirst => prop_assert!(!with_hint),
            LogoutJudgement::SignOut { return_to, .. } => {
                prop_assert!(with_hint);
                prop_assert_eq!(return_to.is_some(), tail.is_empty());
            }
        }
    }
}
