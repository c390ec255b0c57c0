//! Reading a token request.

use base64::{Engine, engine::general_purpose::STANDARD};
use jose::Secret;
use oidc::{
    Problem, Refusal,
    token::{Credential, GrantRequest, SecretSentIn, TokenRequest, read_request},
};
use serde_json::json;

use crate::ours::{our_pair, parameters};

const FORM: [(&str, &str); 4] = [
    ("grant_type", "authorization_code"),
    ("code", "c0de"),
    ("redirect_uri", "https://npq.example/callback"),
    ("code_verifier", "v"),
];

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

fn read(changes: &[(&str, &str)], authorization: Option<&str>) -> Result<TokenRequest, Refusal> {
    let kept = FORM.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let pairs: Vec<(&str, &str)> = kept.chain(changes).copied().collect();
    read_request(&parameters(&pairs), authorization)
}

fn basic(pair: &str) -> String {
    format!("Basic {}", STANDARD.encode(pair))
}

fn secret(client: &str, secret: &str, sent_in: SecretSentIn) -> Credential {
    Credential::Secret {
        client: client.parse().unwrap(),
        secret: Secret::presented(secret),
        sent_in,
    }
}

#[test]
fn a_code_is_asked_to_be_exchanged() {
    let request = read(&[], Some(&basic("npq:s3cret"))).unwrap();

    assert_eq!(
        request.grant,
        GrantRequest::AuthorizationCode {
            code: Secret::presented("c0de"),
            redirect_uri: "https://npq.example/callback".to_owned(),
            code_verifier: Some(Secret::presented("v")),
        }
    );
    let GrantRequest::AuthorizationCode { code_verifier, .. } =
        read(&[("code_verifier", "")], Some(&basic("npq:s3cret"))).unwrap().grant;
    assert_eq!(code_verifier, None);
}

#[test]
fn a_secret_is_read_from_the_header_or_the_form() {
    for (header, client, text) in [
        (basic("npq:s3cret"), "npq", "s3cret"),
        (basic("npq:s3cret").replace("Basic", "bAsIc"), "npq", "s3cret"),
        (basic("n%3Apq:a+b%2Bc%3Ad:e"), "n:pq", "a b+c:d:e"),
    ] {
        let credential = read(&[], Some(&header)).unwrap().credential;

        assert_eq!(credential, secret(client, text, SecretSentIn::Header));
        assert_eq!(credential.client().as_str(), client);
    }
    let form = read(&[("client_id", "npq"), ("client_secret", "s3cret")], None).unwrap();
    assert_eq!(form.credential, secret("npq", "s3cret", SecretSentIn::Form));
}

#[test]
fn the_client_id_may_stand_in_the_form_besides_the_header_if_it_is_the_same() {
    let header = basic("npq:s3cret");

    assert!(read(&[("client_id", "npq"), ("client_secret", "")], Some(&header)).is_ok());
    assert_eq!(
        read(&[("client_id", "other")], Some(&header)).err(),
        Some(Problem::ClientAuthenticationFailed.into())
    );
}

#[test]
fn an_assertion_says_whose_it_is_if_the_form_does_not() {
    let token = our_pair().token("JWT", &json!({ "iss": "npq" }));
    let form = [("client_assertion_type", ASSERTION_TYPE), ("client_assertion", token.as_str())];
    let named = [form[0], form[1], ("client_id", "other")];

    let by_itself = read(&form, None).unwrap().credential;
    let by_the_form = read(&named, None).unwrap().credential;

    assert_eq!(by_itself.client().as_str(), "npq");
    assert_eq!(by_the_form.client().as_str(), "other");
}

#[test]
fn row_28_two_credentials_are_refused_even_if_both_are_right() {
    let header = basic("npq:s3cret");
    let in_form = ("client_secret", "s3cret");
    let assertion = ("client_assertion", "a.b.c");
    for (form, header) in [
        ([in_form].as_slice(), Some(header.as_str())),
        (&[assertion], Some(&header)),
        (&[in_form, assertion], None),
        (&[in_form, assertion], Some(&header)),
    ] {
        assert_eq!(read(form, header).err(), Some(Problem::TwoAuthenticationMethods.into()));
    }
}

#[test]
fn row_29_a_credential_that_is_none_is_a_failed_authentication() {
    let headers = [
        "",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Bearer abc",
        &basic("npq"),
        &basic("npq:"),
        &basic(":s3cret"),
        &basic("n%FFpq:s3cret"),
        &format!("Basic {}", STANDARD.encode(b"npq:\xff")),
    ];
    for header in headers {
        let refused = read(&[], Some(header)).err();
        assert_eq!(refused, Some(Problem::ClientAuthenticationFailed.into()), "{header}");
    }
    for form in [
        [].as_slice(),
        &[("client_id", "npq")],
        &[("client_secret", "s3cret")],
        &[("client_id", "né"), ("client_secret", "s3cret")],
        &[("client_assertion", "a.b.c"), ("client_id", "npq")],
        &[("client_assertion", "a.b.c"), ("client_assertion_type", "saml"), ("client_id", "npq")],
        &[("client_assertion", "a.b.c"), ("client_assertion_type", ASSERTION_TYPE)],
        &[("client_assertion_type", ASSERTION_TYPE), ("client_id", "npq")],
    ] {
        let refused = read(form, None).err();
        assert_eq!(refused, Some(Problem::ClientAuthenticationFailed.into()), "{form:?}");
    }
}

#[test]
fn row_28_what_is_missing_or_repeated_is_named() {
    let header = basic("npq:s3cret");
    for name in ["grant_type", "code", "redirect_uri"] {
        assert_eq!(
            read(&[(name, "")], Some(&header)).err(),
            Some(Refusal::of(Problem::MissingParameter, name))
        );
    }
    for name in ["grant_type", "code", "redirect_uri", "code_verifier", "client_id"] {
        let value = if name == "grant_type" { "authorization_code" } else { "x" };
        assert_eq!(
            read(&[(name, value), (name, value)], Some(&header)).err(),
            Some(Refusal::of(Problem::RepeatedParameter, name))
        );
    }
}

#[test]
fn row_30_other_grants_are_not_offered() {
    for other in ["refresh_token", "client_credentials", "password", "Authorization_Code"] {
        assert_eq!(
            read(&[("grant_type", other)], Some(&basic("npq:s3cret"))).err(),
            Some(Problem::UnsupportedGrantType.into())
        );
    }
}
