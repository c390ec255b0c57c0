//! The claims table, claim by claim.

use identity::{Email, NamePart, NamePartKind, Subject, Trn, VerifiedIdentity, VerifiedName};
use jiff::civil::date;
use jose::{Digest, Secret};
use oidc::{
    LinkedTrn, Scope, TrnStatus,
    claims::{About, SUPPORTED, SignIn, id_token, userinfo},
    token,
};
use serde_json::{Value, json};

use crate::ours::{ISSUER, NOW, at, now};

const ALL: [Scope; 4] = [Scope::OpenId, Scope::TeachingRecord, Scope::Email, Scope::Profile];

fn part(kind: NamePartKind, value: &str) -> NamePart {
    NamePart { kind, value: value.to_owned() }
}

fn identity(parts: Vec<NamePart>) -> VerifiedIdentity {
    let previous = vec![part(NamePartKind::Family, "Byron")];
    let names = vec![
        VerifiedName::new(previous, None, Some(date(2010, 1, 1))).unwrap(),
        VerifiedName::new(parts, None, None).unwrap(),
    ];
    VerifiedIdentity::new(names, vec!["1990-12-10".parse().unwrap()]).unwrap()
}

fn ada() -> VerifiedIdentity {
    identity(vec![
        part(NamePartKind::Given, "Ada Augusta"),
        part(NamePartKind::Family, "King"),
        part(NamePartKind::Family, "Lovelace"),
    ])
}

fn trn(text: &str) -> Trn {
    text.parse().unwrap()
}

fn told(identity: &VerifiedIdentity, trn: &TrnStatus, scopes: &[Scope]) -> Value {
    let subject: Subject = "urn:fdc:gov.uk:2022:abc".parse().unwrap();
    let email: Email = "ada@example.com".parse().unwrap();
    let about = About { subject: &subject, email: Some(&email), identity, trn };
    Value::Object(userinfo(&about, scopes))
}

#[test]
fn userinfo_tells_everything_that_was_asked_for() {
    let found = TrnStatus::Found(LinkedTrn::Current(trn("0012345")));

    assert_eq!(
        told(&ada(), &found, &ALL),
        json!({
            "sub": "urn:fdc:gov.uk:2022:abc",
            "email": "ada@example.com",
            "email_verified": true,
            "trn": "0012345",
            "trn_status": "found",
            "verified_name": ["Ada Augusta", "King", "Lovelace"],
            "verified_date_of_birth": "1990-12-10",
            "birthdate": "1990-12-10",
            "given_name": "Ada Augusta",
            "family_name": "King Lovelace",
            "name": "Ada Augusta King Lovelace",
        })
    );
}

#[test]
fn without_their_scopes_email_and_profile_stay_here() {
    let found = TrnStatus::Found(LinkedTrn::Current(trn("0012345")));

    assert_eq!(
        told(&ada(), &found, &[Scope::OpenId, Scope::TeachingRecord]),
        json!({
            "sub": "urn:fdc:gov.uk:2022:abc",
            "trn": "0012345",
            "trn_status": "found",
            "verified_name": ["Ada Augusta", "King", "Lovelace"],
            "verified_date_of_birth": "1990-12-10",
            "birthdate": "1990-12-10",
        })
    );
}

#[test]
fn a_person_with_one_name_has_no_other() {
    let found = TrnStatus::Found(LinkedTrn::Current(trn("0012345")));
    let only = |kind| told(&identity(vec![part(kind, "Sukarno")]), &found, &ALL);

    let family = only(NamePartKind::Family);
    let given = only(NamePartKind::Given);

    assert_eq!((family.get("given_name"), &family["family_name"]), (None, &json!("Sukarno")));
    assert_eq!((&given["given_name"], given.get("family_name")), (&json!("Sukarno"), None));
    assert_eq!((&family["name"], &given["name"]), (&json!("Sukarno"), &json!("Sukarno")));
}

#[test]
fn the_trn_claims_follow_how_far_the_trn_is() {
    let request = Some("r1".parse().unwrap());
    let merged = LinkedTrn::Merged { survivor: trn("7654321"), previous: trn("1234567") };
    let current = LinkedTrn::Current(trn("1234567"));
    let cases = [
        (TrnStatus::Found(current.clone()), json!(["found", "1234567", null, null])),
        (TrnStatus::Found(merged.clone()), json!(["found", "7654321", "1234567", null])),
        (TrnStatus::Found(LinkedTrn::Withdrawn), json!(["found", null, null, null])),
        (
            TrnStatus::Issued { trn: current.clone(), request: request.clone() },
            json!(["issued", "1234567", null, "r1"]),
        ),
        (
            TrnStatus::Issued { trn: current, request: None },
            json!(["issued", "1234567", null, null]),
        ),
        (
            TrnStatus::Issued { trn: merged, request: request.clone() },
            json!(["issued", "7654321", "1234567", "r1"]),
        ),
        (TrnStatus::Pending { request }, json!(["pending", null, null, "r1"])),
        (TrnStatus::Pending { request: None }, json!(["pending", null, null, null])),
    ];

    for (status, expected) in cases {
        let claims = told(&ada(), &status, &ALL);
        let seen: Vec<Option<&Value>> = ["trn_status", "trn", "trn_previous", "trn_request_id"]
            .map(|name| claims.get(name))
            .to_vec();
        assert_eq!(json!(seen), expected, "{status:?}");
    }
}

#[test]
fn an_id_token_says_who_signed_in_where_and_when() {
    let subject: Subject = "urn:fdc:gov.uk:2022:abc".parse().unwrap();
    let identity = ada();
    let merged = LinkedTrn::Merged { survivor: trn("7654321"), previous: trn("1234567") };
    let about = About {
        subject: &subject,
        email: None,
        identity: &identity,
        trn: &TrnStatus::Found(merged),
    };
    let session = "s1".parse().unwrap();
    // The access token of OpenID Connect Core section A.3.
    let access_token = Secret::presented("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y");
    let sign_in = SignIn {
        issuer: ISSUER,
        client: "npq",
        nonce: Some("n1"),
        access_token: &access_token,
        auth_time: at(NOW - 100),
        session: &session,
        now: now(),
    };

    let claims = id_token(&sign_in, &about, &ALL);
    let without_nonce = id_token(&SignIn { nonce: None, ..sign_in }, &about, &ALL);

    assert_eq!(
        Value::Object(claims),
        json!({
            "iss": ISSUER,
            "aud": "npq",
            "sub": "urn:fdc:gov.uk:2022:abc",
            "iat": NOW,
            "exp": NOW + 300,
            "auth_time": NOW - 100,
            "acr": "Cl.Cm.P2",
            "sid": "s1",
            "at_hash": "77QmUPtjPfzWtF2AnpK9RQ",
            "nonce": "n1",
            "trn": "7654321",
            "trn_status": "found",
            "verified_name": ["Ada Augusta", "King", "Lovelace"],
            "verified_date_of_birth": "1990-12-10",
            "birthdate": "1990-12-10",
            "given_name": "Ada Augusta",
            "family_name": "King Lovelace",
            "name": "Ada Augusta King Lovelace",
        })
    );
    assert!(!without_nonce.contains_key("nonce"));
}

#[test]
fn every_claim_that_is_told_is_a_claim_that_discovery_names() {
    let merged = LinkedTrn::Merged { survivor: trn("7654321"), previous: trn("1234567") };
    let issued = TrnStatus::Issued { trn: merged, request: Some("r1".parse().unwrap()) };

    let claims = told(&ada(), &issued, &ALL);

    for name in claims.as_object().unwrap().keys() {
        assert!(SUPPORTED.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn an_access_token_can_be_told_from_text_that_only_looks_like_one() {
    let token = token::access_token(&Secret::from_random([7; 32]));

    let (body, checksum) = token.expose().split_at(token.expose().len() - 6);
    assert!(body.starts_with("ctr_at_") && body.len() == 50);
    assert_eq!(checksum, &Digest::of(body.as_bytes()).as_str()[..6]);
    assert_ne!(token, token::access_token(&Secret::from_random([8; 32])));
}

#[test]
fn the_answer_tells_what_was_granted() {
    let scopes = Scope::ALL;

    let answer = token::answer(&Secret::presented("a"), None, "i.d.t", &scopes);

    assert_eq!(
        answer,
        json!({
            "access_token": "a",
            "token_type": "Bearer",
            "expires_in": 600,
            "id_token": "i.d.t",
            "scope": "openid teaching_record email profile offline_access",
        })
    );
}

#[test]
fn the_answer_holds_a_refresh_token_if_there_is_one() {
    let random = Secret::from_random([7; 32]);
    let refresh = token::RefreshToken::first(&random, &random);

    let answer = token::answer(&Secret::presented("a"), Some(&refresh), "i.d.t", &[Scope::OpenId]);

    assert_eq!(answer["refresh_token"], json!(refresh.secret().expose()));
}
