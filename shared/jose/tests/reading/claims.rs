//! Each claim, right and wrong.
use crate::sender::sender;
use jiff::{SignedDuration, Timestamp};
use jose::{Algorithm, Claims, Compact, Refused};
use serde_json::{Value, json};

const NOW: i64 = 1_790_000_000;

fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

fn claims(payload: &Value) -> Claims {
    let token = sender().good(Algorithm::Es256, payload);
    let key = sender().key(Algorithm::Es256);
    Compact::parse(&token).unwrap().verify(&key, Algorithm::Es256).unwrap()
}

fn good() -> Value {
    json!({ "iss": "https://op/", "aud": "us", "exp": NOW + 300, "iat": NOW, "sub": "me" })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = good();
    if value.is_null() {
        claims.as_object_mut().unwrap().remove(name);
    } else {
        claims[name] = value;
    }
    claims
}

#[test]
fn a_token_stands_when_every_claim_it_needs_is_right() {
    let cases = [
        (good(), Ok(())),
        (with("aud", json!(["us"])), Ok(())),
        (with("nbf", json!(NOW)), Ok(())),
        (with("iss", Value::Null), Err(Refused::Missing("iss"))),
        (with("iss", json!("https://op")), Err(Refused::Issuer)),
        (with("iss", json!("HTTPS://op/")), Err(Refused::Issuer)),
        (with("iss", json!(["https://op/"])), Err(Refused::Malformed("iss"))),
        (with("iss", json!("")), Err(Refused::Malformed("iss"))),
        (with("aud", Value::Null), Err(Refused::Missing("aud"))),
        (with("aud", json!("them")), Err(Refused::Audience)),
        (with("aud", json!("")), Err(Refused::Malformed("aud"))),
        (with("aud", json!([])), Err(Refused::Audience)),
        (with("aud", json!(["us", "them"])), Err(Refused::Audience)),
        (with("aud", json!(["us", "us"])), Err(Refused::Audience)),
        (with("aud", json!([7])), Err(Refused::Audience)),
        (with("aud", json!({ "us": 1 })), Err(Refused::Malformed("aud"))),
        (with("exp", json!(NOW - 30)), Ok(())),
        (with("exp", json!(NOW - 31)), Err(Refused::Expired)),
        (with("exp", json!(0)), Err(Refused::Expired)),
        (with("exp", Value::Null), Err(Refused::Missing("exp"))),
        (with("exp", json!(-1)), Err(Refused::Malformed("exp"))),
        (with("exp", json!("1790000300")), Err(Refused::Malformed("exp"))),
        (with("exp", json!(1_790_000_300.5)), Err(Refused::Malformed("exp"))),
        (with("exp", json!(1_790_000_300.0)), Err(Refused::Malformed("exp"))),
        (with("exp", json!(1e300)), Err(Refused::Malformed("exp"))),
        (with("exp", json!(u64::MAX)), Err(Refused::Malformed("exp"))),
        (with("exp", json!(i64::MAX)), Err(Refused::Malformed("exp"))),
        (with("exp", json!(true)), Err(Refused::Malformed("exp"))),
        (with("iat", json!(NOW + 60)), Ok(())),
        (with("iat", json!(NOW + 61)), Err(Refused::NotYetValid)),
        (with("iat", json!("1790000000")), Err(Refused::Malformed("iat"))),
        (with("iat", Value::Null), Err(Refused::Missing("iat"))),
        (with("nbf", json!(NOW + 60)), Ok(())),
        (with("nbf", json!(NOW + 61)), Err(Refused::NotYetValid)),
        (with("nbf", json!("now")), Err(Refused::Malformed("nbf"))),
    ];

    for (payload, expected) in cases {
        assert_eq!(claims(&payload).stand("https://op/", "us", now()), expected, "{payload}");
    }
}

#[test]
fn a_list_is_no_audience_where_text_is_demanded() {
    let ours = ["https://us", "https://us/token"];

    assert_eq!(claims(&with("aud", json!("https://us/token"))).meant_for_one_of(&ours), Ok(()));
    assert_eq!(
        claims(&with("aud", json!("https://them"))).meant_for_one_of(&ours),
        Err(Refused::Audience)
    );
    assert_eq!(
        claims(&with("aud", json!(["https://us"]))).meant_for_one_of(&ours),
        Err(Refused::Malformed("aud"))
    );
}

#[test]
fn a_life_is_measured_from_issue_to_expiry() {
    let longest = SignedDuration::from_secs(300);
    let lives = |exp: i64| claims(&with("exp", json!(exp))).lives_at_most(longest);

    assert_eq!(lives(NOW + 300), Ok(()));
    assert_eq!(lives(NOW + 301), Err(Refused::LivesTooLong));
    assert_eq!(lives(NOW), Err(Refused::LivesTooLong));
    assert_eq!(lives(NOW - 1), Err(Refused::LivesTooLong));
}

#[test]
fn text_is_text() {
    let said = claims(&good());

    assert_eq!(said.text("sub"), Ok("me"));
    assert_eq!(said.expect("sub", "me"), Ok(()));
    assert_eq!(said.expect("sub", "you"), Err(Refused::Unexpected("sub")));
    assert_eq!(said.expect("nonce", "n"), Err(Refused::Missing("nonce")));
    assert_eq!(said.optional_text("nonce"), Ok(None));
    assert_eq!(
        claims(&json!({ "nonce": null })).optional_text("nonce"),
        Err(Refused::Malformed("nonce"))
    );
    assert_eq!(claims(&json!({ "sub": 7 })).text("sub"), Err(Refused::Malformed("sub")));
}

#[test]
fn neither_an_error_nor_a_debug_print_tells_what_was_said() {
    let said = claims(&with("sub", json!("canary")));

    let refused = said.expect("sub", "expected-canary").unwrap_err();

    assert!(!format!("{said:?} {refused:?} {refused}").contains("canary"));
}
