//! Whether a session that the browser has already will do (OpenID Connect Core section 3.1.2.3).

use identity::Subject;
use jiff::{SignedDuration, Timestamp};

use crate::{AuthorizationRequest, Prompt};

/// Who is signed in in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedIn<'a> {
    /// Who.
    pub subject: &'a Subject,
    /// When they signed in at GOV.UK One Login.
    pub auth_time: Timestamp,
}

/// What is to be done about the browser's session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UseOfSession {
    /// It will do.
    Enough,
    /// The person has to sign in.
    SignIn,
    /// The person would have to sign in, and no page may be shown
    /// ([`Problem::LoginRequired`](crate::Problem::LoginRequired)).
    LoginRequired,
}

/// Whether the session will do for this request.
pub fn use_of_session(
    request: &AuthorizationRequest,
    session: Option<SignedIn<'_>>,
    now: Timestamp,
) -> UseOfSession {
    let recent = |at: Timestamp| {
        request
            .max_age
            .is_none_or(|most| now.duration_since(at) <= SignedDuration::from_secs(i64::from(most)))
    };
    let meant =
        |subject: &Subject| request.hinted_subject.as_ref().is_none_or(|hinted| hinted == subject);
    let enough = session.is_some_and(|session| recent(session.auth_time) && meant(session.subject));
    match (request.prompt, enough) {
        (Prompt::Unspecified | Prompt::None, true) => UseOfSession::Enough,
        (Prompt::Login, true | false) | (Prompt::Unspecified, false) => UseOfSession::SignIn,
        (Prompt::None, false) => UseOfSession::LoginRequired,
    }
}

/// How far another's clock may be from ours, in seconds.
const CLOCKS_APART: SignedDuration = SignedDuration::from_secs(60);

/// Whether a sign-in that has just come back from GOV.UK One Login is as recent as the request asks:
/// after `prompt=login` it must be newer than the request, and no older than `max_age` allows. One Login
/// may have signed the person in without asking; a service that minds is told (`login_required`).
pub fn is_recent_enough(
    request: &AuthorizationRequest,
    asked_at: Timestamp,
    auth_time: Timestamp,
    now: Timestamp,
) -> bool {
    let again = match request.prompt {
        Prompt::Login => asked_at.duration_since(auth_time) <= CLOCKS_APART,
        Prompt::Unspecified | Prompt::None => true,
    };
    let recent = request.max_age.is_none_or(|most| {
        now.duration_since(auth_time) <= SignedDuration::from_secs(i64::from(most)) + CLOCKS_APART
    });
    again && recent
}
