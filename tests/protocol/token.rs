//! Rows 27, 28, 30, 31 and 32: what is asked of the token endpoint.

use jiff::SignedDuration;
use testing::asking::{request, with};

use crate::{
    collector,
    door::{
        Before, CALLBACK_WITH_QUERY, CLIENT, Door, OTHER, SECRET, basic, exchange, exchange_form,
        form,
    },
    table::{CANARY, Given, Meanwhile, Row, Then, Variant, invalid_request},
};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new(27, "the method is not POST", other_methods()),
        Row::new(28, "the request is none", no_requests()),
        Row::new(30, "the grant type is not offered", grant_types()),
        Row::new(31, "the code cannot be used", codes()),
        Row::new(32, "our store cannot be reached", down()),
    ]
}

fn other_methods() -> Vec<Variant> {
    ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
        .into_iter()
        .map(|method| {
            let ask = move |_: &_| {
                let path = format!("/oauth2/token?{}", exchange_form("c0de", &[]));
                basic(request(method, &path, None), CLIENT, SECRET)
            };
            Variant::new(method, ask, Then::Page(405, None))
        })
        .collect()
}

/// A request with a good credential in its header.
fn asks(name: impl Into<String>, body: String, then: Then) -> Variant {
    let ask = move |_: &_| basic(form("/oauth2/token", body.clone()), CLIENT, SECRET);
    Variant::new(name, ask, then)
}

fn no_requests() -> Vec<Variant> {
    let mut variants = collector::token();
    for missing in ["grant_type", "code", "redirect_uri"] {
        let then = || invalid_request(format!("missing_parameter {missing}"));
        let without = exchange_form("c0de", &[(missing, "")]);
        variants.push(asks(format!("{missing} missing"), without.clone(), then()));
        variants.push(asks(format!("{missing} empty"), format!("{without}&{missing}="), then()));
    }
    for kind in [
        "application/json",
        "text/plain",
        "multipart/form-data",
        "",
        "application/x-www-form-urlencodedx",
    ] {
        let ask =
            move |_: &_| with(basic(exchange("c0de", &[]), CLIENT, SECRET), "content-type", kind);
        variants.push(Variant::new(
            format!("sent as {kind:?}"),
            ask,
            invalid_request("malformed_request"),
        ));
    }
    let no_kind = |_: &_| {
        let body = exchange_form("c0de", &[]);
        basic(request("POST", "/oauth2/token", Some(body)), CLIENT, SECRET)
    };
    let long = format!("{}&x={}", exchange_form("c0de", &[]), "x".repeat(8192));
    let two = || invalid_request("two_authentication_methods");
    let in_form = [("client_id", CLIENT), ("client_secret", SECRET)];
    let assertion = [
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("client_assertion", "a.b.c"),
    ];
    let secret_and_assertion = [in_form, assertion].concat();
    variants.extend([
        Variant::new("sent as nothing", no_kind, invalid_request("malformed_request")),
        asks("longer than any form", long, invalid_request("malformed_request")),
        asks(
            "a secret in the header and the same in the form",
            exchange_form("c0de", &in_form),
            two(),
        ),
        asks("a secret in the header and an assertion", exchange_form("c0de", &assertion), two()),
        Variant::new(
            "a secret in the form and an assertion",
            move |_| form("/oauth2/token", exchange_form("c0de", &secret_and_assertion)),
            two(),
        ),
        Variant::new(
            "two headers",
            |_| {
                let mut request = basic(exchange("c0de", &[]), CLIENT, SECRET);
                let value = request.headers()["authorization"].clone();
                request.headers_mut().append("authorization", value);
                request
            },
            two(),
        ),
    ]);
    variants
}

fn grant_types() -> Vec<Variant> {
    let then = || Then::Json(400, "unsupported_grant_type", "unsupported_grant_type".to_owned());
    [
        "password",
        "implicit",
        "urn:ietf:params:oauth:grant-type:device_code",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "urn:ietf:params:oauth:grant-type:token-exchange",
        "AUTHORIZATION_CODE",
        "authorization_code ",
        CANARY,
    ]
    .into_iter()
    .map(|kind| asks(kind, exchange_form("c0de", &[("grant_type", kind)]), then()))
    .collect()
}

/// The exchange of a code that was given, with these changes.
fn exchanged(name: &'static str, changes: Vec<(&'static str, String)>) -> Variant {
    let ask = move |before: &Before| {
        let changes: Vec<(&str, &str)> =
            changes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        before.exchange(&changes)
    };
    Variant::new(name, ask, not_usable()).after(Given::Code)
}

fn not_usable() -> Then {
    Then::Json(400, "invalid_grant", "code_not_usable".to_owned())
}

fn codes() -> Vec<Variant> {
    let mut variants = vec![
        asks("nobody's", exchange_form("canary7-code", &[]), not_usable()),
        Variant::new(
            "another client's",
            |before| basic(exchange(&before.code, &[]), OTHER, SECRET),
            not_usable(),
        )
        .after(Given::Code),
        exchanged("too late", vec![]).and(Meanwhile::Later(SignedDuration::from_secs(60))),
        exchanged("used before", vec![]).and(Meanwhile::Exchanged),
        exchanged("used before, and then wrong", vec![("redirect_uri", CANARY.to_owned())])
            .and(Meanwhile::Exchanged),
        exchanged("of somebody who signed out since", vec![]).and(Meanwhile::SignedOut),
    ];
    for (name, uri) in [
        ("another address of the same client", CALLBACK_WITH_QUERY),
        ("another address", "https://canary7.example/"),
        ("an address with a slash more", "https://npq.example/callback/"),
        ("an address of another case", "https://npq.example/CALLBACK"),
    ] {
        variants.push(exchanged(name, vec![("redirect_uri", uri.to_owned())]));
    }
    let good = crate::door::VERIFIER;
    for (name, verifier) in [
        ("no verifier", String::new()),
        ("another verifier", "x".repeat(43)),
        ("a verifier that is cut off", good[..42].to_owned()),
        ("a verifier with more to it", format!("{good}x")),
        ("a verifier of another case", good.to_uppercase()),
        ("the challenge as verifier", testing::journeys::CHALLENGE.to_owned()),
        ("a verifier that is too long", "x".repeat(129)),
        ("a verifier of other characters", format!("{}+", &good[..42])),
    ] {
        variants.push(exchanged(name, vec![("code_verifier", verifier)]));
    }
    variants
}

fn down() -> Vec<Variant> {
    let then = || Then::Json(503, "server_error", "internal".to_owned());
    let exchange = |before: &Before| before.exchange(&[]);
    ["the first read", "the second read"]
        .into_iter()
        .enumerate()
        .map(|(calls, name)| {
            Variant::new(name, exchange, then())
                .after(Given::Code)
                .and(Meanwhile::StoreFails(calls))
        })
        .collect()
}

#[tokio::test]
async fn a_token_request_is_refused_as_the_table_says() {
    for row in rows() {
        row.hold().await;
    }
}

#[tokio::test]
async fn whoever_gets_a_code_wrong_is_told_in_one_body_and_the_code_is_dead() {
    let mut bodies = std::collections::BTreeSet::new();
    for changes in
        [("redirect_uri", "x"), ("code_verifier", ""), ("code_verifier", "x"), ("code", "y")]
    {
        let door = Door::new().await;
        let before = door.given(&Given::Code).await;

        let answer = door.ask(before.exchange(&[changes])).await;

        let (start, rest) = answer.body.split_once(" ref=").unwrap();
        bodies.insert(format!("{start}{}", &rest[9..]));
        let again = door.ask(before.exchange(&[])).await;
        assert_eq!(again.status == 200, changes.0 == "code", "{changes:?}: {}", again.body);
    }
    assert_eq!(bodies.len(), 1, "{bodies:?}");
}

#[tokio::test]
async fn a_code_that_is_presented_twice_takes_its_token_with_it() {
    let door = Door::new().await;
    let before = door.given(&Given::Token).await;
    let asks = || {
        with(
            testing::asking::get("/oauth2/userinfo"),
            "authorization",
            &format!("Bearer {}", before.token),
        )
    };
    assert_eq!(door.ask(asks()).await.status, 200);

    door.ask(before.exchange(&[])).await;

    assert_eq!(door.ask(asks()).await.status, 401);
}
