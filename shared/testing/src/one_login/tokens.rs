//! The tokens the stand-in issues: honest ones, unless it was told otherwise.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use identity::{NamePartKind, VerifiedName};
use jiff::Timestamp;
use jose::Algorithm;
use serde_json::{Map, Value, json};

use super::{
    OneLoginStandIn,
    forging::Draft,
    people::Persona,
    state::{ACCESS_LIFE, Grant},
    twist::{Lie, Token},
};
use crate::SystemEntropy;

/// How long an ID token lives, in seconds.
const ID_TOKEN_LIFE: i64 = 120;

impl OneLoginStandIn {
    /// An access token: like GOV.UK One Login's a JWT of the same key, issuer and subject as the ID
    /// token, without audience and nonce.
    pub(super) fn access_token(&self, grant: &Grant, now: Timestamp) -> String {
        let now = now.as_second();
        let claims = json!({
            "iss": self.settings().issuer,
            "sub": grant.persona.subject,
            "client_id": grant.request.client_id,
            "exp": now + ACCESS_LIFE.as_secs(),
            "iat": now,
            "jti": ports::token(&SystemEntropy),
        });
        self.draft(Token::Id, grant, claims, "", now).signed(&self.state().keys)
    }

    /// The ID token that comes with an access token.
    pub(super) fn id_token(&self, grant: &Grant, access_token: &str, now: Timestamp) -> String {
        let hash = digest(&SHA256, access_token.as_bytes());
        let now = now.as_second();
        let claims = json!({
            "iss": self.settings().issuer,
            "sub": grant.persona.subject,
            "aud": grant.request.client_id,
            "exp": now + ID_TOKEN_LIFE,
            "iat": now,
            "auth_time": grant.auth_time.as_second(),
            "nonce": grant.request.nonce,
            "at_hash": URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16]),
            "vot": "Cl.Cm",
            "vtm": self.settings().endpoint("trustmark"),
            "sid": ports::token(&SystemEntropy),
        });
        self.issue(&self.draft(Token::Id, grant, claims, access_token, now))
    }

    /// The core identity credential of somebody who proved who they are.
    pub(super) fn credential(&self, grant: &Grant, access_token: &str, now: Timestamp) -> String {
        let settings = self.settings();
        let now = now.as_second();
        let claims = json!({
            "iss": settings.identity_issuer,
            "sub": grant.persona.subject,
            "aud": grant.request.client_id,
            "nbf": now,
            "iat": now,
            "exp": now + settings.identity_life.as_secs(),
            "vot": "P2",
            "vtm": settings.endpoint("trustmark"),
            "vc": {
                "type": ["VerifiableCredential", "IdentityCheckCredential"],
                "credentialSubject": subject(&grant.persona),
            },
        });
        self.issue(&self.draft(Token::Identity, grant, claims, access_token, now))
    }

    fn draft<'a>(
        &self,
        token: Token,
        grant: &Grant,
        claims: Value,
        access_token: &'a str,
        now: i64,
    ) -> Draft<'a> {
        let settings = self.settings();
        let party = settings.relying_party(&grant.request.client_id);
        let algorithm = match token {
            Token::Id => party.map_or(Algorithm::Es256, |party| party.id_token_alg),
            Token::Identity | Token::Logout => Algorithm::Es256,
        };
        let other_token = access_token;
        Draft { token, algorithm, did: settings.did(), claims, other_token, now }
    }

    fn issue(&self, draft: &Draft<'_>) -> String {
        let places = self.places();
        let state = self.state();
        match state.twist.map(|twist| &twist.lie) {
            Some(Lie::Token(token, forgery)) if *token == draft.token => {
                draft.forged(&state.keys, *forgery, &places)
            }
            Some(_) | None => draft.signed(&state.keys),
        }
    }
}

/// Who a credential is about.
fn subject(persona: &Persona) -> Value {
    let dates = persona.dates_of_birth.iter().map(|date| json!({ "value": date.iso() }));
    json!({
        "name": persona.names.iter().map(name).collect::<Vec<_>>(),
        "birthDate": dates.collect::<Vec<_>>(),
    })
}

fn name(name: &VerifiedName) -> Value {
    let parts = name.parts().iter().map(|part| {
        let kind = match part.kind {
            NamePartKind::Given => "GivenName",
            NamePartKind::Family => "FamilyName",
        };
        json!({ "type": kind, "value": part.value })
    });
    let mut members = Map::new();
    members.insert("nameParts".to_owned(), parts.collect());
    let dates = [("validFrom", name.valid_from()), ("validUntil", name.valid_until())];
    for (member, date) in dates {
        if let Some(date) = date {
            members.insert(member.to_owned(), json!(date.to_string()));
        }
    }
    Value::Object(members)
}
