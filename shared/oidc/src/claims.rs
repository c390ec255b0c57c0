//! What a calling service is told about a person.

use identity::{Email, RequestId, SessionId, Subject, Trn, VerifiedIdentity, VerifiedName};
use jiff::Timestamp;
use jose::{Secret, half_hash};
use serde_json::{Map, Value, json};

use crate::{ID_TOKEN_LIFE, Scope, TrnStatus};

/// The level every sign-in reaches, as GOV.UK One Login writes it: two factors, and an identity proved
/// to medium confidence.
pub const ACR: &str = "Cl.Cm.P2";

/// Every claim there can be, in an ID token or at userinfo.
pub const SUPPORTED: [&str; 22] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "acr",
    "sid",
    "at_hash",
    "email",
    "email_verified",
    "trn",
    "trn_status",
    "trn_request_id",
    "trn_previous",
    "verified_name",
    "verified_date_of_birth",
    "birthdate",
    "given_name",
    "family_name",
    "name",
];

/// A person, as far as a calling service may be told of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About<'a> {
    /// Who: GOV.UK One Login's subject.
    pub subject: &'a Subject,
    /// Where they read email.
    pub email: Option<&'a Email>,
    /// Who they were proved to be.
    pub identity: &'a VerifiedIdentity,
    /// How far their TRN is.
    pub trn: &'a TrnStatus,
}

/// The sign-in an ID token is about.
#[derive(Debug, Clone, Copy)]
pub struct SignIn<'a> {
    /// Who issues it: us.
    pub issuer: &'a str,
    /// For which client.
    pub client: &'a str,
    /// What the client sent to recognise it by.
    pub nonce: Option<&'a str>,
    /// The access token that goes with it.
    pub access_token: &'a Secret,
    /// When the person signed in at GOV.UK One Login.
    pub auth_time: Timestamp,
    /// Which sign-in.
    pub session: &'a SessionId,
    /// When it is issued.
    pub now: Timestamp,
}

/// The claims of an ID token (OpenID Connect Core section 2).
pub fn id_token(sign_in: &SignIn<'_>, about: &About<'_>, scopes: &[Scope]) -> Map<String, Value> {
    let issued_at = sign_in.now.as_second();
    let mut claims = about_person(about, scopes);
    let mut put = |name: &str, value: Value| claims.insert(name.to_owned(), value);
    put("iss", json!(sign_in.issuer));
    put("aud", json!(sign_in.client));
    put("iat", json!(issued_at));
    put("exp", json!(issued_at + ID_TOKEN_LIFE.as_secs()));
    put("auth_time", json!(sign_in.auth_time.as_second()));
    put("acr", json!(ACR));
    put("sid", json!(sign_in.session.as_str()));
    put("at_hash", json!(half_hash(sign_in.access_token.expose())));
    if let Some(nonce) = sign_in.nonce {
        put("nonce", json!(nonce));
    }
    claims
}

/// The claims at userinfo (OpenID Connect Core section 5.3.2).
pub fn userinfo(about: &About<'_>, scopes: &[Scope]) -> Map<String, Value> {
    let mut claims = about_person(about, scopes);
    if let Some(previous) = about.trn.previous() {
        claims.insert("trn_previous".to_owned(), json!(previous.as_str()));
    }
    claims
}

/// What both hold.
fn about_person(about: &About<'_>, scopes: &[Scope]) -> Map<String, Value> {
    let name = about.identity.current_name();
    let parts: Vec<&str> = name.parts().iter().map(|part| part.value.as_str()).collect();
    let born = about.identity.date_of_birth().iso();
    let email = about.email.filter(|_| scopes.contains(&Scope::Email));
    let profile = Some(name).filter(|_| scopes.contains(&Scope::Profile));
    let claims = [
        ("sub", Some(json!(about.subject.as_str()))),
        ("trn", about.trn.trn().map(|trn: &Trn| json!(trn.as_str()))),
        ("trn_status", Some(json!(about.trn.name()))),
        ("trn_request_id", about.trn.request().map(|id: &RequestId| json!(id.as_str()))),
        ("verified_name", Some(json!(parts))),
        ("verified_date_of_birth", Some(json!(born))),
        ("birthdate", Some(json!(born))),
        ("email", email.map(|email| json!(email.as_str()))),
        ("email_verified", email.map(|_| json!(true))),
        ("given_name", profile.and_then(VerifiedName::given).map(|given| json!(given))),
        ("family_name", profile.and_then(VerifiedName::family).map(|family| json!(family))),
        ("name", profile.map(|name| json!(name.display()))),
    ];
    let present = |(name, value): (&str, Option<Value>)| Some((name.to_owned(), value?));
    claims.into_iter().filter_map(present).collect()
}
