//! Judging a request to sign out (OpenID Connect RP-Initiated Logout).
//!
//! In two steps, because the registration has to be loaded between them: [`hint`] says whose it is,
//! [`judge`] the rest.

use identity::SessionId;
use jose::{Jwks, Refused};

use crate::{
    Client, Parameters,
    hint::{self, Hint},
};

/// What a request hints at its sign-in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogoutHint {
    /// Nothing.
    Absent,
    /// Something that is not an ID token of ours, or contradicts the rest of the request.
    NotOurs(Option<Refused>),
    /// An ID token of ours, expired or not.
    Ours(Hint),
}

/// What becomes of a request to sign out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogoutJudgement {
    /// Nothing yet: the person is asked, on a page of ours, where they stay afterwards.
    AskFirst,
    /// The sign-in ends.
    SignOut {
        /// Which.
        session: SessionId,
        /// Where the person goes afterwards: a registered address, byte for byte. Our own page if none.
        return_to: Option<ReturnTo>,
    },
}

/// Where somebody goes after signing out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnTo {
    /// The registered address.
    pub uri: String,
    /// Handed back as it came.
    pub state: Option<String>,
}

/// Whose sign-in the request is about. `issuer` and `keys` are ours.
pub fn hint(parameters: &Parameters, issuer: &str, keys: &Jwks) -> LogoutHint {
    let token = match parameters.optional("id_token_hint", hint::LONGEST_HINT) {
        Ok(Some(token)) => token,
        Ok(None) => return LogoutHint::Absent,
        Err(_) => return LogoutHint::NotOurs(None),
    };
    let hint = match hint::read(token, issuer, keys) {
        Ok(hint) => hint,
        Err(refused) => return LogoutHint::NotOurs(Some(refused)),
    };
    match parameters.optional("client_id", 128) {
        Ok(None) => LogoutHint::Ours(hint),
        Ok(Some(id)) if id == hint.client.as_str() => LogoutHint::Ours(hint),
        Ok(Some(_)) | Err(_) => LogoutHint::NotOurs(None),
    }
}

/// Judges the request. `client` is the one that the hint was made for, if it is still registered. An
/// address that is not registered byte for byte is left out: the person asked to sign out, and stays on
/// our page.
pub fn judge(
    parameters: &Parameters,
    hint: &LogoutHint,
    client: Option<&Client>,
) -> LogoutJudgement {
    let (hint, client) = match (hint, client) {
        (LogoutHint::Ours(hint), Some(client)) if hint.client == client.service.id => {
            (hint, client)
        }
        (LogoutHint::Ours(_), Some(_) | None)
        | (LogoutHint::Absent | LogoutHint::NotOurs(_), _) => return LogoutJudgement::AskFirst,
    };
    let (Ok(uri), Ok(state)) =
        (parameters.optional("post_logout_redirect_uri", 2048), parameters.optional("state", 1024))
    else {
        return LogoutJudgement::SignOut { session: hint.session.clone(), return_to: None };
    };
    let registered =
        uri.filter(|uri| client.post_logout_redirect_uris.iter().any(|known| known == uri));
    let return_to =
        registered.map(|uri| ReturnTo { uri: uri.to_owned(), state: state.map(str::to_owned) });
    LogoutJudgement::SignOut { session: hint.session.clone(), return_to }
}
