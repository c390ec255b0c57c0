//! Rows 33 to 36: what is told of a person, and to whom.

use jiff::SignedDuration;
use testing::{
    asking::{get, request, with},
    journeys::anne,
};

use crate::{
    collector,
    door::{Before, Door, Request, form},
    table::{CANARY, Given, Meanwhile, Row, Then, Variant, invalid_request, json},
};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new(33, "no token came along", no_tokens()),
        Row::new(34, "the request is none", no_requests()),
        Row::new(35, "the token cannot be used", bad_tokens()),
        Row::new(36, "the scope lacks some claims", scopes()),
    ]
}

fn bearing(token: &str) -> Request {
    with(get("/oauth2/userinfo"), "authorization", &format!("Bearer {token}"))
}

fn in_query(before: &Before) -> Request {
    get(&format!("/oauth2/userinfo?access_token={}", before.token))
}

fn no_tokens() -> Vec<Variant> {
    let post = |_: &_| request("POST", "/oauth2/userinfo", None);
    let empty = |_: &_| form("/oauth2/userinfo", "access_token=");
    let other = |_: &_| with(get("/oauth2/userinfo"), "authorization", "Basic Y2FuYXJ5Nzp4");
    let json = |before: &Before| {
        let body = format!("{{\"access_token\":\"{}\"}}", before.token);
        with(request("POST", "/oauth2/userinfo", Some(body)), "content-type", "application/json")
    };
    vec![
        Variant::new("nothing", |_| get("/oauth2/userinfo"), Then::Challenged),
        Variant::new("nothing, by POST", post, Then::Challenged),
        Variant::new("an empty parameter", empty, Then::Challenged),
        Variant::new("another scheme", other, Then::Challenged),
        Variant::new("a good token in the query", in_query, Then::Challenged).after(Given::Token),
        Variant::new("a good token in JSON", json, Then::Challenged).after(Given::Token),
    ]
}

fn no_requests() -> Vec<Variant> {
    let malformed = || invalid_request("malformed_request");
    let long = "x".repeat(513);
    let mut variants: Vec<Variant> = [
        ("nothing behind the scheme", "Bearer".to_owned()),
        ("a space behind the scheme", "Bearer ".to_owned()),
        ("two tokens", "Bearer canary7 x".to_owned()),
        ("two tokens and a comma", "Bearer canary7,x".to_owned()),
        ("equals signs alone", "Bearer ===".to_owned()),
        ("a quotation mark", "Bearer \"canary7\"".to_owned()),
        ("text that is not ASCII", "Bearer ÿ".to_owned()),
        ("more than any token", format!("Bearer {long}")),
    ]
    .into_iter()
    .map(|(name, value)| {
        let ask = move |_: &_| with(get("/oauth2/userinfo"), "authorization", &value);
        Variant::new(format!("a header with {name}"), ask, malformed())
    })
    .collect();
    let twice = |before: &Before| {
        let mut request = bearing(&before.token);
        let value = request.headers()["authorization"].clone();
        request.headers_mut().append("authorization", value);
        request
    };
    let both = |before: &Before| {
        let body = format!("access_token={}", before.token);
        with(form("/oauth2/userinfo", body), "authorization", &format!("Bearer {}", before.token))
    };
    let huge = |_: &_| form("/oauth2/userinfo", "x".repeat(8193));
    variants.extend(collector::userinfo());
    variants.extend([
        Variant::new("two headers", twice, malformed()).after(Given::Token),
        Variant::new("header and form", both, invalid_request("repeated_parameter access_token"))
            .after(Given::Token),
        Variant::new("longer than any form", huge, malformed()),
        Variant::new("PUT", |_| request("PUT", "/oauth2/userinfo", None), Then::Page(405, None)),
        Variant::new(
            "DELETE",
            |_| request("DELETE", "/oauth2/userinfo", None),
            Then::Page(405, None),
        ),
    ]);
    variants
}

fn bad_tokens() -> Vec<Variant> {
    let invalid = || Then::Json(401, "invalid_token", "invalid_token".to_owned());
    let theirs = |before: &Before| bearing(&before.token);
    let of = |name: &'static str, token: fn(&Before) -> String| {
        Variant::new(name, move |before| bearing(&token(before)), invalid()).after(Given::Token)
    };
    vec![
        of("nobody's", |_| CANARY.to_owned()),
        of("of another case", |before| before.token.to_uppercase()),
        of("cut off", |before| before.token[..before.token.len() - 1].to_owned()),
        of("with more to it", |before| format!("{}x", before.token)),
        of("the ID token's beginning", |before| before.id_token[..500].to_owned()),
        of("the code", |before| before.code.clone()),
        Variant::new("too late", theirs, invalid())
            .after(Given::Token)
            .and(Meanwhile::Later(SignedDuration::from_mins(10))),
        Variant::new("of somebody who signed out", theirs, invalid())
            .after(Given::Token)
            .and(Meanwhile::SignedOut),
        Variant::new(
            "nobody's, in a form",
            |_| form("/oauth2/userinfo", format!("access_token={CANARY}")),
            invalid(),
        ),
    ]
}

fn scopes() -> Vec<Variant> {
    let good = |name: &'static str, ask: fn(&Before) -> Request| {
        Variant::new(name, ask, Then::Good).after(Given::Token)
    };
    vec![
        good("by GET", |before| bearing(&before.token)),
        good("by POST", |before| {
            let post = request("POST", "/oauth2/userinfo", None);
            with(post, "authorization", &format!("Bearer {}", before.token))
        }),
        good("in a form", |before| {
            form("/oauth2/userinfo", format!("access_token={}", before.token))
        }),
        good("the scheme in another case", |before| {
            with(get("/oauth2/userinfo"), "authorization", &format!("bEARER {}", before.token))
        }),
    ]
}

#[tokio::test]
async fn a_request_for_claims_is_answered_as_the_table_says() {
    for row in rows() {
        row.hold().await;
    }
}

#[tokio::test]
async fn claims_that_were_not_asked_for_are_left_out() {
    let door = Door::new().await;
    let before = door.given(&Given::Token).await;

    let answer = door.ask(bearing(&before.token)).await;

    let claims = json(&answer, "userinfo");
    assert_eq!(claims["sub"], anne().user.subject.as_str());
    assert_eq!(claims["trn"], "1234567");
    for left_out in ["email", "email_verified", "given_name", "family_name", "name", "nino"] {
        assert!(claims.get(left_out).is_none(), "{left_out}");
    }
}

#[tokio::test]
async fn a_refusal_says_in_its_header_what_it_says_in_its_body() {
    let door = Door::new().await;

    let answer = door.ask(bearing(CANARY)).await;

    let body = json(&answer, "userinfo");
    let said = answer.header("www-authenticate").unwrap();
    let expected = format!(
        "Bearer realm=\"https://ctr.example\", error=\"invalid_token\", error_description={}",
        body["error_description"]
    );
    assert_eq!(said, expected);
}
