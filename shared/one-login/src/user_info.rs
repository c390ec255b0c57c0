//! Who signed in, and the credential of who they are (OpenID Connect Core section 5.3).

use std::fmt;

use http::StatusCode;
use https::{Caller, Recorder};
use identity::{Email, Subject};
use jose::strict_object;
use openidconnect::{
    AccessToken, AdditionalClaims, SubjectIdentifier, UserInfoClaims, UserInfoError,
    core::CoreGenderClaim,
};
use ports::{Fault, SignInRefused};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    begin::Relying,
    refusal::{NoAnswer, unreachable},
};

/// The claim that holds the core identity credential.
pub(crate) const CORE_IDENTITY: &str = "https://vocab.account.gov.uk/v1/coreIdentityJWT";
/// The claim that says, in letters, why there is none.
pub(crate) const RETURN_CODE: &str = "https://vocab.account.gov.uk/v1/returnCode";

const DOING: &str = "asking GOV.UK One Login who signed in";

/// What userinfo says about somebody.
pub(crate) struct UserInfo {
    pub(crate) email: Email,
    /// The core identity credential. Nothing of it is believed yet.
    pub(crate) credential: Option<String>,
    /// The letters that came with or instead of it. They are never shown.
    pub(crate) return_codes: String,
}

/// What GOV.UK One Login adds to the standard claims.
#[derive(Clone, Deserialize, Serialize)]
struct Added {
    #[serde(rename = "https://vocab.account.gov.uk/v1/coreIdentityJWT")]
    core_identity: Option<Value>,
    #[serde(rename = "https://vocab.account.gov.uk/v1/returnCode")]
    return_code: Option<Value>,
}

impl AdditionalClaims for Added {}

impl fmt::Debug for Added {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Added(…)")
    }
}

type Claims = UserInfoClaims<Added, CoreGenderClaim>;

/// Asks who signed in: the same subject as the ID token's, or nobody. What fails at once is tried once
/// more; the results of an identity check are gone within minutes.
pub(crate) async fn user_info(
    client: &Relying,
    caller: &Caller,
    access_token: &AccessToken,
    subject: &Subject,
) -> Result<UserInfo, SignInRefused> {
    let first = ask(client, caller, access_token, subject).await;
    let answer = match first {
        Err(Refusal { again: true, .. }) => ask(client, caller, access_token, subject).await,
        Ok(_) | Err(Refusal { again: false, .. }) => first,
    };
    let claims = answer.map_err(|refusal| refusal.refused)?;
    let email = claims.email().filter(|_| claims.email_verified() == Some(true));
    let email = email.and_then(|email| email.as_str().parse().ok());
    Ok(UserInfo {
        email: email.ok_or(SignInRefused::NotBelieved("verified email address"))?,
        credential: credential(claims.additional_claims())?,
        return_codes: return_codes(claims.additional_claims()),
    })
}

struct Refusal {
    refused: SignInRefused,
    /// Whether asking again at once may help.
    again: bool,
}

async fn ask(
    client: &Relying,
    caller: &Caller,
    access_token: &AccessToken,
    subject: &Subject,
) -> Result<Claims, Refusal> {
    let subject = SubjectIdentifier::new(subject.as_str().to_owned());
    let recorder = Recorder::new(caller);
    let answer: Result<Claims, _> =
        client.user_info(access_token.clone(), Some(subject)).request_async(&recorder).await;
    match (answer, recorder.into_kept()) {
        (Err(UserInfoError::Request(error)), _) => {
            let again = error.is_quick();
            Err(Refusal { refused: unreachable(Fault::new(DOING, error)), again })
        }
        // The library does not mind what stands behind the object, or twice in it.
        (Ok(claims), Some((_, body))) if strict_object(&body).is_some() => Ok(claims),
        (Ok(_), Some(_) | None) => Err(lie()),
        (Err(_), Some((StatusCode::OK, body))) => match serde_json::from_slice(&body) {
            Ok(Value::Object(_)) => Err(lie()),
            Ok(_) | Err(_) => Err(failure(NoAnswer::NotJson, false)),
        },
        (Err(_), Some((status, _))) => {
            Err(failure(NoAnswer::Status(status), status.is_server_error()))
        }
        (Err(_), None) => Err(failure(NoAnswer::NotJson, false)),
    }
}

fn lie() -> Refusal {
    Refusal { refused: SignInRefused::NotBelieved("userinfo"), again: false }
}

fn failure(what: NoAnswer, again: bool) -> Refusal {
    Refusal { refused: unreachable(Fault::new(DOING, what)), again }
}

/// The credential, if there is one: a claim that is absent, null or empty says that identity was not
/// proved, and anything else but text is a lie.
fn credential(added: &Added) -> Result<Option<String>, SignInRefused> {
    match &added.core_identity {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.is_empty() => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            Err(SignInRefused::NotBelieved("core identity credential"))
        }
    }
}

/// The single capital letters among the return codes.
fn return_codes(added: &Added) -> String {
    let listed = added.return_code.as_ref().and_then(Value::as_array);
    let codes = listed.into_iter().flatten().filter_map(|entry| entry.get("code")?.as_str());
    let letters = codes.filter_map(|code| match code.as_bytes() {
        [letter] if letter.is_ascii_uppercase() => Some(char::from(*letter)),
        [] | [_, ..] => None,
    });
    letters.take(26).collect()
}
