//! A GOV.UK One Login that always signs Anne in, and proves that she is.

use async_trait::async_trait;
use jiff::Timestamp;
use jose::Secret;
use ports::{Attempt, Fault, OneLogin, SignInRefused, SignedIn, Trip, TripRequest};
use testing::journeys::anne;

pub(crate) struct Faithful;

#[async_trait]
impl OneLogin for Faithful {
    fn issuer(&self) -> &'static str {
        "https://oidc.one-login.example/"
    }

    async fn begin(&self, request: &TripRequest) -> Result<String, Fault> {
        Ok(format!("{}authorize?state={}", self.issuer(), request.state.expose()))
    }

    async fn finish(
        &self,
        attempt: &Attempt,
        _: &str,
        now: Timestamp,
    ) -> Result<SignedIn, SignInRefused> {
        let identity = match attempt.trip {
            Trip::SignIn | Trip::SignInAgain { .. } => None,
            Trip::ProveIdentity => Some(anne().identity),
        };
        let id_token = Secret::presented("an.id.token");
        Ok(SignedIn { user: anne().user, auth_time: now, id_token, identity })
    }

    async fn sign_out(&self, _: &Secret, _: &Secret) -> Result<String, Fault> {
        Ok(self.issuer().to_owned())
    }

    fn sign_out_origins(&self) -> Vec<String> {
        Vec::new()
    }
}
