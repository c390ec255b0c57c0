//! Row 29: whether the client is who it says.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use testing::{
    asking::with,
    journeys::{ISSUER, nine},
};

use crate::{
    door::{
        BY_KEY, BY_POST, BY_URL, Before, CLIENT, Door, OTHER, Request, SECRET, basic, exchange,
        foreign_keys, header, signed, their_keys,
    },
    table::{CANARY, Row, Then, Variant},
};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

pub(crate) fn rows() -> Vec<Row> {
    let mut variants = secrets();
    variants.extend(headers());
    variants.extend(assertions());
    vec![Row::new(29, "the client does not prove that it is itself", variants)]
}

fn refused() -> Then {
    Then::Json(401, "invalid_client", "client_authentication_failed".to_owned())
}

fn asks(
    name: impl Into<String>,
    ask: impl Fn(&Before) -> Request + Send + Sync + 'static,
) -> Variant {
    Variant::new(name, ask, refused())
}

fn in_form(
    changes: &'static [(&'static str, &'static str)],
) -> impl Fn(&Before) -> Request + Send + Sync {
    move |_| exchange("c0de", changes)
}

fn in_header(
    client: &'static str,
    secret: &'static str,
) -> impl Fn(&Before) -> Request + Send + Sync {
    move |_| basic(exchange("c0de", &[]), client, secret)
}

fn secrets() -> Vec<Variant> {
    vec![
        asks("nothing", in_form(&[])),
        asks("an ID alone", in_form(&[("client_id", CLIENT)])),
        asks("a secret alone", in_form(&[("client_secret", SECRET)])),
        asks("a wrong secret", in_header(CLIENT, "canary7")),
        asks("a secret that is cut off", in_header(CLIENT, "a-secret-for-tests-alon")),
        asks("a secret of another case", in_header(CLIENT, "A-SECRET-FOR-TESTS-ALONE")),
        asks("an empty secret", in_header(CLIENT, "")),
        asks("nobody's ID", in_header("canary7", SECRET)),
        asks("an ID of another case", in_header("REGISTER-FOR-NPQ", SECRET)),
        asks("an empty ID", in_header("", SECRET)),
        asks("a header of a client that uses the form", in_header(BY_POST, SECRET)),
        asks("a header of a client that signs", in_header(BY_KEY, SECRET)),
        asks(
            "a form of a client that uses the header",
            in_form(&[("client_id", CLIENT), ("client_secret", SECRET)]),
        ),
        asks(
            "a form of a client that signs",
            in_form(&[("client_id", BY_KEY), ("client_secret", SECRET)]),
        ),
        asks(
            "a wrong secret in the form",
            in_form(&[("client_id", BY_POST), ("client_secret", "canary7")]),
        ),
        asks("another ID in the form than in the header", |_| {
            basic(exchange("c0de", &[("client_id", OTHER)]), CLIENT, SECRET)
        }),
    ]
}

fn headers() -> Vec<Variant> {
    let good = STANDARD.encode(format!("{CLIENT}:{SECRET}"));
    [
        ("no base64", "Basic canary7!".to_owned()),
        ("nothing behind the scheme", "Basic".to_owned()),
        ("an empty pair", "Basic ".to_owned()),
        ("no colon", format!("Basic {}", STANDARD.encode(CLIENT))),
        ("no UTF-8", format!("Basic {}", STANDARD.encode(b"register-for-npq:\xff"))),
        (
            "no UTF-8 behind percent signs",
            format!("Basic {}", STANDARD.encode("register-for-npq:%ff")),
        ),
        ("another scheme", format!("Bearer {good}")),
        ("a scheme nobody knows", format!("Digest {good}")),
        ("no scheme", good.clone()),
        ("two in one", format!("Basic {good}, Basic {good}")),
        ("text that is not ASCII", "Basic ÿ".to_owned()),
    ]
    .into_iter()
    .map(|(name, value)| {
        asks(format!("a header with {name}"), move |_| {
            with(exchange("c0de", &[]), "authorization", &value)
        })
    })
    .collect()
}

/// A good assertion's claims.
fn good() -> Value {
    let now = nine().as_second();
    json!({
        "iss": BY_KEY, "sub": BY_KEY, "aud": ISSUER, "jti": "j1", "iat": now, "exp": now + 300,
    })
}

fn with_claim(name: &str, value: Value) -> Value {
    let mut claims = good();
    claims[name] = value;
    claims
}

fn without(name: &str) -> Value {
    let mut claims = good();
    claims.as_object_mut().unwrap().remove(name);
    claims
}

fn asserted(assertion: &str, client: &str) -> Request {
    let changes = [
        ("client_assertion_type", ASSERTION_TYPE),
        ("client_assertion", assertion),
        ("client_id", client),
    ];
    exchange("c0de", &changes)
}

fn assertions() -> Vec<Variant> {
    let keys = their_keys();
    let now = nine().as_second();
    let claims = [
        ("of another issuer", with_claim("iss", json!(OTHER))),
        ("about somebody else", with_claim("sub", json!(OTHER))),
        ("without an issuer", without("iss")),
        ("without a subject", without("sub")),
        ("for nobody", without("aud")),
        ("for somebody else", with_claim("aud", json!("https://canary7.example"))),
        ("for us and somebody else", with_claim("aud", json!([ISSUER, "https://canary7.example"]))),
        ("for us, in a list", with_claim("aud", json!([ISSUER]))),
        ("for us with a slash behind", with_claim("aud", json!(format!("{ISSUER}/")))),
        ("for another endpoint", with_claim("aud", json!(format!("{ISSUER}/oauth2/authorize")))),
        ("without an end", without("exp")),
        ("that is over", with_claim("exp", json!(now - 31))),
        ("that lives too long", with_claim("exp", json!(now + 301))),
        ("whose end is text", with_claim("exp", json!("soon"))),
        ("whose end is a fraction", with_claim("exp", json!(1.5))),
        ("from the future", with_claim("iat", json!(now + 61))),
        ("that is not good yet", with_claim("nbf", json!(now + 61))),
        ("without an ID", without("jti")),
        ("with an empty ID", with_claim("jti", json!(""))),
        ("with a number for an ID", with_claim("jti", json!(7))),
    ];
    let mut variants: Vec<Variant> = claims
        .into_iter()
        .map(|(name, claims)| {
            let assertion = signed(keys, &header(keys), &claims);
            asks(format!("an assertion {name}"), move |_| asserted(&assertion, BY_KEY))
        })
        .collect();
    let member = |name: &str, value: Value| {
        let mut header = header(keys);
        header[name] = value;
        header
    };
    let headers = [
        ("that is not signed", member("alg", json!("none"))),
        ("with a shared key", member("alg", json!("HS256"))),
        ("of an algorithm of another case", member("alg", json!("es256"))),
        ("of an algorithm that is not its key's", member("alg", json!("RS256"))),
        ("of a key nobody has", member("kid", json!("canary7"))),
        ("with something critical", member("crit", json!(["exp"]))),
        ("with a key of its own", member("jwk", json!({}))),
        ("with a place for its key", member("jku", json!("https://canary7.example"))),
    ];
    variants.extend(headers.into_iter().map(|(name, header)| {
        let assertion = signed(keys, &header, &good());
        asks(format!("an assertion {name}"), move |_| asserted(&assertion, BY_KEY))
    }));
    let right = signed(keys, &header(keys), &good());
    let foreign = signed(foreign_keys(), &header(keys), &good());
    let of_nobody = with_claim("iss", json!("nobody"));
    let of_nobody = signed(keys, &header(keys), &of_nobody);
    let of_url =
        json!({ "iss": BY_URL, "sub": BY_URL, "aud": ISSUER, "jti": "j", "exp": now + 60 });
    let of_url = signed(keys, &header(keys), &of_url);
    let (of_basic, untyped, saml, cut_off, named) =
        (right.clone(), right.clone(), right.clone(), right[..right.len() - 4].to_owned(), right);
    variants.extend([
        asks("an assertion signed by somebody else", move |_| asserted(&foreign, BY_KEY)),
        asks("an assertion of a client that uses a secret", move |_| asserted(&of_basic, CLIENT)),
        asks("an assertion of nobody", move |_| asserted(&of_nobody, "")),
        asks("an assertion of a client whose keys cannot be had", move |_| {
            asserted(&of_url, BY_URL)
        }),
        asks("an assertion of somebody else than the ID names", move |_| asserted(&named, OTHER)),
        asks("an assertion without its type", move |_| {
            exchange("c0de", &[("client_assertion", &untyped), ("client_id", BY_KEY)])
        }),
        asks("an assertion of another type", move |_| {
            let saml_type = "urn:ietf:params:oauth:client-assertion-type:saml2-bearer";
            exchange("c0de", &[("client_assertion_type", saml_type), ("client_assertion", &saml)])
        }),
        asks("an assertion that is cut off", move |_| asserted(&cut_off, BY_KEY)),
        asks("an assertion that is none", |_| asserted(CANARY, "")),
    ]);
    variants
}

#[tokio::test]
async fn a_client_that_is_not_itself_is_refused() {
    for row in rows() {
        row.hold().await;
    }
}

#[tokio::test]
async fn whatever_is_wrong_with_a_client_it_is_told_the_same() {
    let door = Door::new().await;
    let mut answers = BTreeSet::new();
    for (client, secret) in [(CLIENT, "wrong"), ("nobody", SECRET), (BY_POST, SECRET), (BY_KEY, "")]
    {
        let answer = door.ask(basic(exchange("c0de", &[]), client, secret)).await;
        let (start, rest) = answer.body.split_once(" ref=").unwrap();
        let challenge = answer.header("www-authenticate").unwrap().to_owned();
        answers.insert((format!("{start}{}", &rest[9..]), challenge));
    }
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[tokio::test]
async fn an_assertion_is_good_once() {
    let door = Door::new().await;
    let assertion = signed(their_keys(), &header(their_keys()), &good());

    let first = door.ask(asserted(&assertion, BY_KEY)).await;
    let second = door.ask(asserted(&assertion, BY_KEY)).await;

    // The code is nobody's; who asks is known all the same.
    assert!(first.body.contains("invalid_grant"), "{}", first.body);
    assert!(second.body.contains("invalid_client"), "{}", second.body);
}
