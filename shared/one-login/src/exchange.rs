//! A code for tokens (RFC 6749 section 4.1.3). Never tried twice: a code is good once, and an answer that
//! was lost cannot be asked for again.

use http::StatusCode;
use https::{CallError, Caller, Recorder};
use jiff::Timestamp;
use jose::{Secret, strict_object};
use openidconnect::{
    AccessToken, AuthorizationCode, OAuth2TokenResponse, PkceCodeVerifier, RequestTokenError,
    TokenResponse,
    core::{CoreErrorResponseType, CoreIdToken},
};
use ports::{Attempt, Entropy, Fault, SignInRefused, Signer};
use serde_json::Value;
use tracing::warn;

use crate::{
    assertion::{self, assertion},
    begin::Relying,
    refusal::{NoAnswer, unreachable},
};

const DOING: &str = "exchanging a code at GOV.UK One Login";
const RESPONSE: &str = "token response";

/// What a code was exchanged for. Nothing of it is believed yet.
pub(crate) struct Tokens {
    pub(crate) access_token: AccessToken,
    /// The ID token as it came, for our own check and for sign-out.
    pub(crate) id_token: Secret,
    /// The ID token as the library read it.
    pub(crate) library: CoreIdToken,
}

/// Who exchanges.
pub(crate) struct Exchange<'a> {
    pub(crate) client: &'a Relying,
    pub(crate) caller: &'a Caller,
    pub(crate) signer: &'a dyn Signer,
    pub(crate) entropy: &'a dyn Entropy,
}

impl Exchange<'_> {
    /// Exchanges the code.
    pub(crate) async fn tokens(
        &self,
        attempt: &Attempt,
        code: &str,
        now: Timestamp,
    ) -> Result<Tokens, SignInRefused> {
        let client_id = self.client.client_id().as_str();
        let endpoint = self.client.token_uri().as_str();
        let assertion = assertion(self.signer, self.entropy, client_id, endpoint, now);
        let assertion = assertion.await.map_err(unreachable)?;
        let recorder = Recorder::new(self.caller);
        let response = self
            .client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(attempt.code_verifier.expose().to_owned()))
            .add_extra_param("client_assertion_type", assertion::TYPE)
            .add_extra_param("client_assertion", assertion)
            .request_async(&recorder)
            .await;
        let kept = recorder.into_kept();
        let response = match response {
            Ok(response) => response,
            Err(RequestTokenError::ServerResponse(refusal)) => {
                return Err(refused(refusal.error(), refusal.error_description()));
            }
            Err(RequestTokenError::Request(error)) => return Err(no_answer(error)),
            Err(RequestTokenError::Parse(..) | RequestTokenError::Other(_)) => {
                return Err(unreadable(kept));
            }
        };
        if !response.token_type().as_ref().eq_ignore_ascii_case("bearer") {
            return Err(SignInRefused::NotBelieved("token_type"));
        }
        let members = kept.and_then(|(_, body)| strict_object(&body));
        let members = members.ok_or(SignInRefused::NotBelieved(RESPONSE))?;
        let id_token = members.get("id_token").and_then(Value::as_str);
        let (Some(id_token), Some(library)) = (id_token, response.id_token()) else {
            return Err(SignInRefused::NotBelieved("no ID token"));
        };
        let access_token = response.access_token().clone();
        // It goes into a header, and the library would panic (RFC 6750 section 2.1).
        let fits =
            |secret: &str| !secret.is_empty() && secret.bytes().all(|b| b.is_ascii_graphic());
        if !fits(access_token.secret()) {
            return Err(SignInRefused::NotBelieved("access token"));
        }
        Ok(Tokens { access_token, id_token: Secret::presented(id_token), library: library.clone() })
    }
}

/// What an error of the token endpoint means. Only a code can be the person's doing.
fn refused(error: &CoreErrorResponseType, description: Option<&String>) -> SignInRefused {
    // Its description tells a stale code from a clock that is wrong.
    warn!(%error, description, "GOV.UK One Login refused a token request");
    if *error == CoreErrorResponseType::InvalidGrant {
        SignInRefused::CodeNotGood
    } else {
        unreachable(Fault::new(DOING, NoAnswer::Refused(error.to_string())))
    }
}

fn no_answer(error: CallError) -> SignInRefused {
    unreachable(Fault::new(DOING, error))
}

/// An answer the library could not read: a lie if it is a JSON object, and an outage otherwise.
fn unreadable(kept: Option<(StatusCode, Vec<u8>)>) -> SignInRefused {
    let failure = match kept {
        Some((StatusCode::OK, body)) => match serde_json::from_slice(&body) {
            Ok(Value::Object(_)) => return SignInRefused::NotBelieved(RESPONSE),
            Ok(_) | Err(_) => NoAnswer::NotJson,
        },
        Some((status, _)) => NoAnswer::Status(status),
        None => NoAnswer::NotJson,
    };
    unreachable(Fault::new(DOING, failure))
}
