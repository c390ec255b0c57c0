//! Reading a token request.

use base64::{Engine, engine::general_purpose::STANDARD};
use jose::Secret;
use oidc::{
    Problem, Refusal,
    token::{
        Credential, GrantRequest, Revocation, SecretSentIn, TokenRequest, read_request,
        read_revocation,
    },
};
use serde_json::json;

use crate::ours::{ISSUER, our_pair, parameters};

#[test]
fn a_bad_answer_says_what_is_wrong_and_where_to_read_about_it() {
    let refusal = Refusal::from(Problem::CodeNotUsable).logged_as("ABCD-1234".to_owned());

    assert_eq!(
        oidc::token::error(&refusal, ISSUER),
        json!({
            "error": "invalid_grant",
            "error_description": "code_not_usable ref=ABCD-1234",
            "error_uri": format!("{ISSUER}/errors/code_not_usable"),
        })
    );
}

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
        read(&[("code_verifier", "")], Some(&basic("npq:s3cret"))).unwrap().grant
    else {
        panic!("a code is asked to be exchanged")
    };
    assert_eq!(code_verifier, None);
}

#[test]
fn a_refresh_token_is_asked_to_be_used() {
    let asked = [("grant_type", "refresh_token"), ("refresh_token", "r"), ("scope", "openid")];
    let token = Secret::presented("r");
    for (form, scope) in [(&asked[..], Some("openid".to_owned())), (&asked[..2], None)] {
        let request = read(form, Some(&basic("npq:s3cret"))).unwrap();

        assert_eq!(request.grant, GrantRequest::RefreshToken { token: token.clone(), scope });
    }
}

#[test]
fn a_token_for_the_client_itself_is_asked_for() {
    let asked = [("grant_type", "client_credentials"), ("scope", "trn_requests")];
    for (form, scope) in [(&asked[..], Some("trn_requests".to_owned())), (&asked[..1], None)] {
        let request = read(form, Some(&basic("npq:s3cret"))).unwrap();

        assert_eq!(request.grant, GrantRequest::ClientCredentials { scope });
    }
    let twice = [asked[0], asked[1], asked[1]];
    let refused = read(&twice, Some(&basic("npq:s3cret"))).err();
    assert_eq!(refused, Some(Refusal::of(Problem::RepeatedParameter, "scope")));
}

#[test]
fn row_28_of_a_refresh_what_is_missing_repeated_or_too_long_is_named() {
    let header = basic("npq:s3cret");
    let grant = ("grant_type", "refresh_token");
    let long = "r".repeat(513);
    for (form, refused) in [
        (vec![grant], Refusal::of(Problem::MissingParameter, "refresh_token")),
        (
            vec![grant, ("refresh_token", "")],
            Refusal::of(Problem::MissingParameter, "refresh_token"),
        ),
        (
            vec![grant, ("refresh_token", "r"), ("refresh_token", "r")],
            Refusal::of(Problem::RepeatedParameter, "refresh_token"),
        ),
        (
            vec![grant, ("refresh_token", "r"), ("scope", "openid"), ("scope", "openid")],
            Refusal::of(Problem::RepeatedParameter, "scope"),
        ),
        (
            vec![grant, ("refresh_token", &long)],
            Refusal::of(Problem::ParameterTooLong, "refresh_token"),
        ),
    ] {
        assert_eq!(read(&form, Some(&header)).err(), Some(refused), "{form:?}");
    }
}

#[test]
fn a_token_is_asked_to_be_revoked_with_or_without_a_hint_of_what_it_is() {
    for hint in ["refresh_token", "access_token", "something_else", ""] {
        let form = parameters(&[("token", "t"), ("token_type_hint", hint)]);

        let request = read_revocation(&form, Some(&basic("npq:s3cret"))).unwrap();

        let credential = secret("npq", "s3cret", SecretSentIn::Header);
        assert_eq!(request, Revocation { credential, token: Secret::presented("t") }, "{hint}");
    }
}

#[test]
fn row_28_of_a_revocation_what_is_missing_or_repeated_is_named() {
    let header = basic("npq:s3cret");
    for (form, refused) in [
        (vec![], Refusal::of(Problem::MissingParameter, "token")),
        (vec![("token", "")], Refusal::of(Problem::MissingParameter, "token")),
        (vec![("token", "t"), ("token", "t")], Refusal::of(Problem::RepeatedParameter, "token")),
        (
            vec![("token", "t"), ("token_type_hint", "x"), ("token_type_hint", "x")],
            Refusal::of(Problem::RepeatedParameter, "token_type_hint"),
        ),
        (
            vec![("token", "t"), ("client_secret", "s3cret")],
            Problem::TwoAuthenticationMethods.into(),
        ),
    ] {
        let read = read_revocation(&parameters(&form), Some(&header));

        assert_eq!(read.err(), Some(refused), "{form:?}");
    }
    let nobody = read_revocation(&parameters(&[("token", "t")]), None);
    assert_eq!(nobody.err(), Some(Problem::ClientAuthenticationFailed.into()));
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
    for other in ["password", "Client_Credentials", "Refresh_Token", "Authorization_Code"] {
        assert_eq!(
            read(&[("grant_type", other)], Some(&basic("npq:s3cret"))).err(),
            Some(Problem::UnsupportedGrantType.into())
        );
    }
}
