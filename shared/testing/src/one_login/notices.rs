//! Telling relying parties that somebody has signed out (OpenID Connect Back-Channel Logout 1.0).

use async_trait::async_trait;
use serde_json::json;

use super::{
    OneLoginStandIn,
    forging::{Draft, logout_claims},
    settings::RelyingParty,
    twist::{LogoutTwist, Token},
};

/// Brings notices to relying parties.
#[async_trait]
pub trait Courier: Send + Sync {
    /// Posts the form `logout_token={token}` to `uri`, and answers with the status. 0 if nobody answered.
    async fn bring(&self, uri: &str, token: &str) -> u16;
}

impl OneLoginStandIn {
    /// Tells relying parties of sign-outs by this courier. Without one nobody is told.
    pub fn send_by(&self, courier: impl Courier + 'static) {
        self.state().courier = Some(std::sync::Arc::new(courier));
    }

    /// A logout token about this subject, for the first relying party.
    pub fn logout_token(&self, subject: &str) -> String {
        let party = self.settings().relying_parties.first();
        party.map(|party| self.logout_token_for(party, subject, None)).unwrap_or_default()
    }

    /// A logout token about this subject, for the first relying party, with something wrong about it.
    pub fn twisted_logout_token(&self, subject: &str, twist: &LogoutTwist) -> String {
        let party = self.settings().relying_parties.first();
        party.map(|party| self.logout_token_for(party, subject, Some(twist))).unwrap_or_default()
    }

    /// The statuses that relying parties answered to notices with, in order.
    pub fn answers_to_notices(&self) -> Vec<u16> {
        self.state().answers_to_notices.clone()
    }

    /// Tells every relying party that listens. One that does not answer is not told again.
    pub(super) async fn tell_of_sign_out(&self, subject: &str) {
        let Some(courier) = self.state().courier.clone() else { return };
        for party in &self.settings().relying_parties {
            let Some(uri) = &party.back_channel_logout_uri else { continue };
            let token = self.logout_token_for(party, subject, None);
            let status = courier.bring(uri, &token).await;
            self.state().answers_to_notices.push(status);
        }
    }

    fn logout_token_for(
        &self,
        party: &RelyingParty,
        subject: &str,
        twist: Option<&LogoutTwist>,
    ) -> String {
        let (settings, now) = (self.settings(), self.now().as_second());
        let draft = |token, claims, other_token| Draft {
            token,
            // Whatever its ID tokens are signed with.
            algorithm: jose::Algorithm::Es256,
            did: settings.did(),
            claims,
            other_token,
            now,
        };
        let places = self.places();
        let state = self.state();
        let claims = logout_claims(&settings.issuer, &party.client_id, subject, now);
        let Some(twist) = twist else {
            return draft(Token::Logout, claims, "").signed(&state.keys);
        };
        let id_token = json!({
            "iss": settings.issuer,
            "sub": subject,
            "aud": party.client_id,
            "iat": now,
            "exp": now + 120,
            "nonce": "nonce",
        });
        let id_token = draft(Token::Id, id_token, "").signed(&state.keys);
        draft(Token::Logout, claims, &id_token).forged(&state.keys, twist.forgery, &places)
    }
}
