//! Whether a client is who it says it is.

use jiff::SignedDuration;
use jose::{Jwks, Refused, Secret};
use oidc::{
    AuthMethod, Client, ClientKeys, endpoints,
    token::{Credential, NotAuthenticated, Proof, SecretSentIn, authenticate},
};
use serde_json::{Value, json};

use crate::ours::{ISSUER, NOW, Pair, at, client, now, our_pair, secrets, with_keys, with_method};

fn secret(text: &str, sent_in: SecretSentIn) -> Credential {
    let client = client().service.id;
    Credential::Secret { client, secret: Secret::presented(text), sent_in }
}

fn assertion(token: &str) -> Credential {
    Credential::Assertion { client: client().service.id, assertion: Secret::presented(token) }
}

fn tried(client: Option<&Client>, credential: &Credential) -> Result<Proof, NotAuthenticated> {
    authenticate(client, credential, ISSUER, endpoints::TOKEN, now())
}

/// The client's key pair stands in for ours here.
fn good() -> Value {
    json!({
        "iss": "npq", "sub": "npq", "aud": ISSUER, "jti": "j1", "iat": NOW, "exp": NOW + 300,
    })
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

fn asserted(claims: &Value) -> Result<Proof, NotAuthenticated> {
    let client = with_keys(our_pair().keys());
    tried(Some(&client), &assertion(&our_pair().token("JWT", claims)))
}

#[test]
fn either_of_two_secrets_is_good_while_a_client_changes_over() {
    for text in ["first", "second"] {
        assert_eq!(tried(Some(&client()), &secret(text, SecretSentIn::Header)), Ok(Proof::Secret));
    }
    for text in ["third", "", "First", "first "] {
        assert_eq!(
            tried(Some(&client()), &secret(text, SecretSentIn::Header)),
            Err(NotAuthenticated::WrongSecret)
        );
    }
}

#[test]
fn a_secret_that_is_registered_twice_is_good() {
    let client = with_method(AuthMethod::ClientSecretBasic(secrets(&["same", "same"])));

    let outcome = tried(Some(&client), &secret("same", SecretSentIn::Header));

    assert_eq!(outcome, Ok(Proof::Secret));
}

#[test]
fn only_the_registered_method_is_accepted() {
    let basic = client();
    let post = with_method(AuthMethod::ClientSecretPost(secrets(&["first"])));
    let keys = with_keys(our_pair().keys());
    let in_header = secret("first", SecretSentIn::Header);
    let in_form = secret("first", SecretSentIn::Form);
    let signed = assertion(&our_pair().token("JWT", &good()));
    let other = Err(NotAuthenticated::OtherMethod);

    assert_eq!(tried(Some(&basic), &in_form), other);
    assert_eq!(tried(Some(&basic), &signed), other);
    assert_eq!(tried(Some(&post), &in_header), other);
    assert_eq!(tried(Some(&post), &in_form), Ok(Proof::Secret));
    assert_eq!(tried(Some(&post), &signed), other);
    assert_eq!(tried(Some(&keys), &in_header), other);
    assert_eq!(tried(Some(&keys), &in_form), other);
}

#[test]
fn published_keys_are_fetched_for_the_token_of_a_client_that_publishes_them_and_for_nothing_else() {
    let url = "https://npq.example/jwks.json";
    let publishes = with_method(AuthMethod::PrivateKeyJwt(ClientKeys::Url(url.to_owned())));
    let signed = assertion(&our_pair().token("JWT", &good()));

    let wanted = publishes.keys_to_fetch(&signed).unwrap();
    assert_eq!((wanted.url, wanted.kid), (url, Some(our_pair().public().thumbprint())));
    for nothing in [assertion("no.token"), secret("first", SecretSentIn::Form)] {
        assert_eq!(publishes.keys_to_fetch(&nothing), None);
    }
    for registered in [client(), with_keys(our_pair().keys())] {
        assert_eq!(registered.keys_to_fetch(&signed), None);
    }
    assert!(tried(Some(&publishes), &signed).is_err());
    let fetched = publishes.publishing(our_pair().keys());
    assert!(matches!(tried(Some(&fetched), &signed), Ok(Proof::Assertion { .. })));
}

#[test]
fn nobody_is_an_unregistered_client() {
    for credential in [
        secret("nobody", SecretSentIn::Header),
        secret("first", SecretSentIn::Form),
        assertion(&our_pair().token("JWT", &good())),
    ] {
        assert_eq!(tried(None, &credential), Err(NotAuthenticated::UnknownClient));
    }
}

#[test]
fn an_assertion_is_good_once_until_a_minute_after_it_expires() {
    let Ok(Proof::Assertion { once, until }) = asserted(&good()) else { panic!("refused") };

    assert_eq!(until, at(NOW + 360));
    let Ok(Proof::Assertion { once: again, .. }) = asserted(&with("exp", json!(NOW + 299))) else {
        panic!("refused")
    };
    assert_eq!(once, again, "the same jti of the same client");
    let Ok(Proof::Assertion { once: other, .. }) = asserted(&with("jti", json!("j2"))) else {
        panic!("refused")
    };
    assert_ne!(once, other);
}

#[test]
fn every_claim_of_an_assertion_has_to_be_right() {
    let refused = |refused| Err(NotAuthenticated::Assertion(refused));
    let elsewhere = Err(NotAuthenticated::AboutSomebodyElse);
    let cases = [
        (with("aud", json!("https://ctr.example/oauth2/token")), None),
        (with("iat", Value::Null), None),
        (with("nbf", json!(NOW)), None),
        (with("iat", json!(NOW + 60)), None),
        (with("exp", json!(NOW - 30)), Some(refused(Refused::LivesTooLong))),
        (with("iss", json!("other")), Some(elsewhere)),
        (with("sub", json!("other")), Some(elsewhere)),
        (with("iss", Value::Null), Some(refused(Refused::Missing("iss")))),
        (with("sub", Value::Null), Some(refused(Refused::Missing("sub")))),
        (with("aud", json!([ISSUER])), Some(refused(Refused::Malformed("aud")))),
        (with("aud", json!("https://ctr.example/")), Some(refused(Refused::Audience))),
        (
            with("aud", json!("https://ctr.example/oauth2/authorize")),
            Some(refused(Refused::Audience)),
        ),
        (with("aud", Value::Null), Some(refused(Refused::Missing("aud")))),
        (with("exp", Value::Null), Some(refused(Refused::Missing("exp")))),
        (with("exp", json!(NOW + 301)), Some(refused(Refused::LivesTooLong))),
        (with("exp", json!(NOW - 31)), Some(refused(Refused::Expired))),
        (with("exp", json!("soon")), Some(refused(Refused::Malformed("exp")))),
        (with("iat", json!(NOW + 61)), Some(refused(Refused::NotYetValid))),
        (with("nbf", json!(NOW + 61)), Some(refused(Refused::NotYetValid))),
        (with("jti", Value::Null), Some(refused(Refused::Missing("jti")))),
        (with("jti", json!("")), Some(refused(Refused::Malformed("jti")))),
        (with("jti", json!(7)), Some(refused(Refused::Malformed("jti")))),
    ];

    for (claims, expected) in cases {
        let outcome = asserted(&claims).map(|_| ());
        assert_eq!(outcome, expected.map_or(Ok(()), |refused| refused), "{claims}");
    }
}

#[test]
fn an_assertion_for_an_endpoint_is_good_there_alone() {
    let client = with_keys(our_pair().keys());
    let for_endpoint = |path: &str| {
        let claims = with("aud", json!(endpoints::url(ISSUER, path)));
        assertion(&our_pair().token("JWT", &claims))
    };
    let audience = Err(NotAuthenticated::Assertion(Refused::Audience));
    for (meant_for, asked, good) in [
        (endpoints::TOKEN, endpoints::TOKEN, true),
        (endpoints::REVOKE, endpoints::REVOKE, true),
        // The token endpoint is how a client names us, wherever it asks (RFC 7523 section 3).
        (endpoints::TOKEN, endpoints::REVOKE, true),
        (endpoints::REVOKE, endpoints::TOKEN, false),
        (endpoints::USERINFO, endpoints::REVOKE, false),
    ] {
        let credential = for_endpoint(meant_for);

        let outcome = authenticate(Some(&client), &credential, ISSUER, asked, now()).map(|_| ());

        assert_eq!(outcome, if good { Ok(()) } else { audience }, "{meant_for} at {asked}");
    }
}

#[test]
fn without_an_issue_time_the_life_counts_from_now() {
    let mut claims = with("iat", Value::Null);
    claims["exp"] = json!(NOW + 360);
    assert!(asserted(&claims).is_ok(), "five minutes, and one for its clock");

    claims["exp"] = json!(NOW + 361);

    assert_eq!(asserted(&claims).err(), Some(NotAuthenticated::Assertion(Refused::LivesTooLong)));
}

#[test]
fn the_signature_has_to_be_by_a_registered_key() {
    let registered = with_keys(our_pair().keys());
    let stranger = Pair::generate();
    let unsigned = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJucHEifQ.";

    let by_stranger = tried(Some(&registered), &assertion(&stranger.token("JWT", &good())));
    let by_nobody = tried(Some(&registered), &assertion(unsigned));

    assert_eq!(by_stranger, Err(NotAuthenticated::Assertion(Refused::UnknownKey)));
    assert_eq!(by_nobody, Err(NotAuthenticated::Assertion(Refused::Algorithm)));
    assert_eq!(
        tried(Some(&with_keys(Jwks::default())), &assertion(&our_pair().token("JWT", &good()))),
        Err(NotAuthenticated::Assertion(Refused::UnknownKey))
    );
}

#[test]
fn keys_that_have_not_been_fetched_verify_nothing() {
    let url = ClientKeys::Url("https://npq.example/jwks".to_owned());
    let client = with_method(AuthMethod::PrivateKeyJwt(url));

    let outcome = tried(Some(&client), &assertion(&our_pair().token("JWT", &good())));

    assert_eq!(outcome, Err(NotAuthenticated::KeysNotKnown));
}

#[test]
fn an_assertion_that_was_good_is_not_for_ever() {
    let client = with_keys(our_pair().keys());
    let credential = assertion(&our_pair().token("JWT", &good()));
    let after = |seconds| now().checked_add(SignedDuration::from_secs(seconds)).unwrap();

    assert!(authenticate(Some(&client), &credential, ISSUER, endpoints::TOKEN, after(330)).is_ok());
    assert!(
        authenticate(Some(&client), &credential, ISSUER, endpoints::TOKEN, after(331)).is_err()
    );
}
