//! A code for an ID token (RFC 6749 section 4.1.3). Never tried twice: a code is good once, and an answer
//! that was lost cannot be asked for again.

use http::StatusCode;
use https::{Caller, Recorder};
use jose::{Secret, strict_object};
use openidconnect::{
    AuthorizationCode, OAuth2TokenResponse, PkceCodeVerifier, RequestTokenError, TokenResponse,
    core::{CoreErrorResponseType, CoreIdToken},
};
use ports::{Fault, StaffAttempt, StaffRefused};
use serde_json::Value;
use tracing::warn;

use crate::begin::Relying;

const DOING: &str = "exchanging a code at the staff sign-in";
const RESPONSE: StaffRefused = StaffRefused::NotBelieved("token response");

/// What a code was exchanged for. Nothing of it is believed yet.
pub(crate) struct Tokens {
    /// For its hash alone: it is used for nothing.
    pub(crate) access_token: Secret,
    /// The ID token as it came, for our own check.
    pub(crate) id_token: Secret,
    /// The ID token as the library read it.
    pub(crate) library: CoreIdToken,
}

/// An answer that is none.
#[derive(Debug, thiserror::Error)]
enum NoAnswer {
    #[error("the status is {0}")]
    Status(StatusCode),
    #[error("the answer is not a JSON object")]
    NotJson,
}

/// Exchanges the code.
pub(crate) async fn tokens(
    client: &Relying,
    caller: &Caller,
    attempt: &StaffAttempt,
    code: &str,
) -> Result<Result<Tokens, StaffRefused>, Fault> {
    let recorder = Recorder::new(caller);
    let response = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .set_pkce_verifier(PkceCodeVerifier::new(attempt.code_verifier.expose().to_owned()))
        .request_async(&recorder)
        .await;
    let kept = recorder.into_kept();
    let response = match response {
        Ok(response) => response,
        Err(RequestTokenError::ServerResponse(refusal)) => {
            return Ok(Err(refused(refusal.error())));
        }
        Err(RequestTokenError::Request(error)) => return Err(Fault::new(DOING, error)),
        Err(RequestTokenError::Parse(..) | RequestTokenError::Other(_)) => {
            return unreadable(kept).map(Err);
        }
    };
    if !response.token_type().as_ref().eq_ignore_ascii_case("bearer") {
        return Ok(Err(StaffRefused::NotBelieved("token_type")));
    }
    let Some(members) = kept.and_then(|(_, body)| strict_object(&body)) else {
        return Ok(Err(RESPONSE));
    };
    let id_token = members.get("id_token").and_then(Value::as_str);
    let (Some(id_token), Some(library)) = (id_token, response.id_token()) else {
        return Ok(Err(StaffRefused::NotBelieved("no ID token")));
    };
    Ok(Ok(Tokens {
        access_token: Secret::presented(response.access_token().secret()),
        id_token: Secret::presented(id_token),
        library: library.clone(),
    }))
}

/// What an error of the token endpoint means. Only a code can be the person's doing; one that Microsoft
/// Entra ID wants something more for is good no longer either.
fn refused(error: &CoreErrorResponseType) -> StaffRefused {
    // Its description can name the person, so it stays here.
    warn!(error = code(error), "the staff sign-in refused a token request");
    if *error == CoreErrorResponseType::InvalidGrant || error.as_ref() == "interaction_required" {
        StaffRefused::CodeNotGood
    } else {
        StaffRefused::by_error(error.as_ref())
    }
}

/// The error as it can be logged: a word in lower case, as all those registered are, or nothing.
fn code(error: &CoreErrorResponseType) -> &str {
    let text = error.as_ref();
    let is_word = text.len() <= 64 && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if is_word { text } else { "" }
}

/// An answer the library could not read: a lie if it is a JSON object, and an outage otherwise.
fn unreadable(kept: Option<(StatusCode, Vec<u8>)>) -> Result<StaffRefused, Fault> {
    let failure = match kept {
        Some((StatusCode::OK, body)) => match serde_json::from_slice(&body) {
            Ok(Value::Object(_)) => return Ok(RESPONSE),
            Ok(_) | Err(_) => NoAnswer::NotJson,
        },
        Some((status, _)) => NoAnswer::Status(status),
        None => NoAnswer::NotJson,
    };
    Err(Fault::new(DOING, failure))
}
