//! Rows 5 to 12 and 14 to 16: the service is told at its own address what is wrong with its request.

use testing::asking::get;

use crate::{
    collector,
    door::asked,
    table::{Row, Then, Variant},
};

pub(crate) const ONE_LOGIN: &str = "https://oidc.one-login.example/authorize";

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new(5, "there is no response type", no_response_type()),
        Row::new(6, "the response type is not code", other_response_types()),
        Row::new(7, "the response mode is not query", other_response_modes()),
        Row::new(8, "a required scope is missing", missing_scopes()),
        Row::new(9, "there are scopes nobody knows", unknown_scopes()),
        Row::new(10, "a parameter is repeated, too long or not UTF-8", collector::authorize()),
        Row::new(11, "there is no usable challenge", challenges()),
        Row::new(12, "there is no nonce", no_nonce()),
        Row::new(14, "the prompt is none that is known", prompts()),
        Row::new(15, "max_age is no number of seconds", max_ages()),
        Row::new(16, "there is a request object", request_objects()),
    ]
}

pub(crate) fn back(error: &'static str, description: impl Into<String>) -> Then {
    Then::Back(error, description.into())
}

pub(crate) fn changed(name: &str, changes: &[(&'static str, &str)], then: Then) -> Variant {
    let query = asked(changes);
    let ask = move |_: &_| get(&format!("/oauth2/authorize?{query}"));
    Variant::new(name, ask, then)
}

fn added(name: &str, more: &'static str, then: Then) -> Variant {
    let ask = move |_: &_| get(&format!("/oauth2/authorize?{}&{more}", asked(&[])));
    Variant::new(name, ask, then)
}

/// A variant for each value of one parameter.
fn each(parameter: &'static str, values: &[&str], then: &Then) -> Vec<Variant> {
    let variant =
        |value: &&str| changed(&format!("{value:?}"), &[(parameter, value)], then.clone());
    values.iter().map(variant).collect()
}

fn no_response_type() -> Vec<Variant> {
    let then = || back("invalid_request", "response_type_missing");
    let empty = |_: &_| {
        let query = asked(&[("response_type", "")]);
        get(&format!("/oauth2/authorize?{query}&response_type="))
    };
    vec![changed("missing", &[("response_type", "")], then()), Variant::new("empty", empty, then())]
}

fn other_response_types() -> Vec<Variant> {
    let values = [
        "token",
        "id_token",
        "code token",
        "code id_token",
        "id_token token",
        "none",
        "CODE",
        " code",
        "code ",
        "code code",
        "<canary7>",
    ];
    let then = back("unsupported_response_type", "unsupported_response_type");
    each("response_type", &values, &then)
}

fn other_response_modes() -> Vec<Variant> {
    let values = ["fragment", "form_post", "web_message", "jwt", "QUERY", "query ", "<canary7>"];
    each("response_mode", &values, &back("invalid_request", "unsupported_response_mode"))
}

fn missing_scopes() -> Vec<Variant> {
    let values = [
        "openid",
        "teaching_record",
        "email profile",
        "OPENID teaching_record",
        "openid Teaching_Record",
        "openid,teaching_record",
        "openid\tteaching_record",
        "openidteaching_record",
        "canary7",
    ];
    let then = back("invalid_scope", "invalid_scope");
    let mut variants = each("scope", &values, &then);
    variants.push(changed("missing", &[("scope", "")], then));
    variants
}

fn unknown_scopes() -> Vec<Variant> {
    let values = [
        "openid teaching_record address phone",
        "canary7 openid teaching_record",
        "teaching_record openid",
        "openid  teaching_record ",
        "openid openid teaching_record teaching_record",
        "openid teaching_record email profile offline_access",
    ];
    each("scope", &values, &Then::Onward(ONE_LOGIN))
}

fn challenges() -> Vec<Variant> {
    let good = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let longer = format!("{good}M");
    let padded = format!("{good}=");
    let other_alphabet = good.replace('-', "+");
    // The same 32 bytes, with bits of the last character set that stand for nothing.
    let not_canonical = format!("{}N", &good[..42]);
    let pairs: [(&str, &[(&'static str, &str)]); 13] = [
        ("neither", &[("code_challenge", ""), ("code_challenge_method", "")]),
        ("no challenge", &[("code_challenge", "")]),
        ("no method, which means plain", &[("code_challenge_method", "")]),
        ("plain", &[("code_challenge_method", "plain")]),
        ("s256", &[("code_challenge_method", "s256")]),
        ("S512", &[("code_challenge_method", "S512")]),
        ("a challenge that is too short", &[("code_challenge", &good[..42])]),
        ("a challenge that is too long", &[("code_challenge", &longer)]),
        ("a challenge with padding", &[("code_challenge", &padded)]),
        ("a challenge of the other alphabet", &[("code_challenge", &other_alphabet)]),
        ("a challenge written in a second way", &[("code_challenge", &not_canonical)]),
        ("a challenge of spaces", &[("code_challenge", &" ".repeat(43))]),
        ("a challenge of another script", &[("code_challenge", "ééééééééééééééééééééé0")]),
    ];
    pairs
        .into_iter()
        .map(|(name, changes)| changed(name, changes, back("invalid_request", "pkce_required")))
        .collect()
}

fn no_nonce() -> Vec<Variant> {
    let empty = |_: &_| {
        let query = asked(&[("nonce", "")]);
        get(&format!("/oauth2/authorize?{query}&nonce="))
    };
    vec![
        changed("missing, with a challenge", &[("nonce", "")], Then::Onward(ONE_LOGIN)),
        Variant::new("empty, with a challenge", empty, Then::Onward(ONE_LOGIN)),
    ]
}

fn prompts() -> Vec<Variant> {
    let values = [
        "none login",
        "login none",
        "consent",
        "select_account",
        "create",
        "NONE",
        "Login",
        "login consent",
        "none\tlogin",
        "<canary7>",
    ];
    each("prompt", &values, &back("invalid_request", "malformed_parameter prompt"))
}

fn max_ages() -> Vec<Variant> {
    let values = [
        "-1",
        "-0",
        "+1",
        " 1",
        "1 ",
        "1.5",
        "1e3",
        "0x10",
        "1_000",
        "4294967296",
        "99999999999999999999",
        "soon",
        "１",
        "<canary7>",
    ];
    each("max_age", &values, &back("invalid_request", "malformed_parameter max_age"))
}

fn request_objects() -> Vec<Variant> {
    let of = |name: &str| {
        back(
            match name {
                "request" => "request_not_supported",
                "request_uri" => "request_uri_not_supported",
                _ => "registration_not_supported",
            },
            format!("{name}_not_supported"),
        )
    };
    let mut variants = vec![
        changed(
            "request of nothing else",
            &[("request", "e30.canary7."), ("scope", "")],
            of("request"),
        ),
        added(
            "request and request_uri",
            "request=e30.&request_uri=https://canary7.example/",
            of("request"),
        ),
    ];
    let very_long = "x".repeat(4000);
    for (name, value) in [
        ("request", "eyJhbGciOiJub25lIn0.e30."),
        ("request", "canary7"),
        ("request", very_long.as_str()),
        ("request_uri", "https://canary7.example/r"),
        ("request_uri", "urn:ietf:params:oauth:request_uri:x"),
        ("registration", "{\"canary7\":1}"),
        ("registration", "x"),
    ] {
        let short = &value[..value.len().min(40)];
        variants.push(changed(&format!("{name}={short}"), &[(name, value)], of(name)));
    }
    variants
}

#[tokio::test]
async fn a_known_service_is_told_what_is_wrong_with_its_request() {
    for row in rows() {
        row.hold().await;
    }
}
