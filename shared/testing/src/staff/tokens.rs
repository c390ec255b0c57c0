//! The ID tokens the stand-in issues: honest ones, unless it was told otherwise.

use jose::half_hash;
use serde_json::json;

use super::{StaffStandIn, state::Grant};
use crate::one_login::{
    forging::Draft,
    keys::EcKey,
    twist::{Lie, Token},
};

/// How long an ID token lives, in seconds.
const LIFE: i64 = 3600;

impl StaffStandIn {
    /// The ID token that comes with an access token, with the claims of Microsoft Entra ID's.
    pub(super) fn id_token(&self, grant: &Grant, access_token: &str) -> String {
        let settings = self.settings();
        let persona = &grant.session.persona;
        let (given, family) = persona.name.split_once(' ').unwrap_or_default();
        let now = self.now().as_second();
        let mut claims = json!({
            "iss": settings.issuer,
            "aud": settings.client_id,
            "iat": now,
            "nbf": now,
            "exp": now + LIFE,
            "auth_time": grant.session.auth_time.as_second(),
            "nonce": grant.request.nonce,
            "at_hash": half_hash(access_token),
            "sub": persona.subject,
            "tid": settings.tenant,
            "oid": persona.object,
            "name": persona.name,
            "given_name": given,
            "family_name": family,
            "ver": "2.0",
        });
        if !persona.roles.is_empty() {
            claims["roles"] = json!(persona.roles);
        }
        let algorithm = settings.id_token_alg;
        let did = String::new();
        let other_token = access_token;
        let draft = Draft { token: Token::Id, algorithm, did, claims, other_token, now };
        let places = self.places();
        let state = self.state();
        match state.twist.map(|twist| &twist.lie) {
            Some(Lie::Token(_, forgery)) => draft.forged(&state.keys, *forgery, &places),
            Some(_) | None => draft.signed(&state.keys),
        }
    }

    /// What the placeholders of a change stand for.
    pub(super) fn places(&self) -> Vec<(&'static str, String)> {
        let settings = self.settings();
        let state = self.state();
        let rsa = state.keys.rsa.in_use();
        let mut id_key = rsa.public();
        id_key["kid"] = json!(rsa.kid);
        vec![
            ("$CLIENT_ID", settings.client_id.clone()),
            ("$ISSUER", settings.issuer.clone()),
            ("$TENANT", settings.tenant.clone()),
            ("$ID_KEY", id_key.to_string()),
            ("$ANOTHER_KEY", EcKey::generate().public().to_string()),
        ]
    }
}
