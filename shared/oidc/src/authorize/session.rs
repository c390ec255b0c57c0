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
    /// When they last came back from there.
    pub came_back_at: Timestamp,
}

/// How long GOV.UK One Login goes on knowing somebody it has not seen since.
const ONE_LOGIN_KNOWS_FOR: SignedDuration = SignedDuration::from_hours(1);

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

/// Whether the session will do for this request. It does as long as the person's session at GOV.UK One Login
/// lasts for certain: nobody stays signed in here whom it has forgotten.
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
    let known = |came_back_at| now.duration_since(came_back_at) <= ONE_LOGIN_KNOWS_FOR;
    let enough = session.is_some_and(|session| {
        recent(session.auth_time) && meant(session.subject) && known(session.came_back_at)
    });
    match (request.prompt, enough) {
        (Prompt::Unspecified | Prompt::None, true) => UseOfSession::Enough,
        (Prompt::Login, true | false) | (Prompt::Unspecified, false) => UseOfSession::SignIn,
        (Prompt::None, false) => UseOfSession::LoginRequired,
    }
}

/// How far another's clock may be from ours.
const CLOCKS_APART: SignedDuration = SignedDuration::from_secs(60);

/// How somebody came back from GOV.UK One Login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Return {
    /// From signing in, which may have taken no more than a session they had there.
    SignIn,
    /// From being asked to sign in again. Nothing more can be asked of them, so our clocks may differ by a
    /// minute.
    SignInAgain,
}

/// Whether a sign-in that has come back from GOV.UK One Login is as recent as the request, made at
/// `asked_at`, asks for: after `prompt=login` it is newer than the request, after `max_age` newer or no
/// older than that many seconds. `auth_time` is in whole seconds.
pub fn is_recent_enough(
    request: &AuthorizationRequest,
    asked_at: Timestamp,
    auth_time: Timestamp,
    now: Timestamp,
    from: Return,
) -> bool {
    let leeway = match from {
        Return::SignIn => SignedDuration::ZERO,
        Return::SignInAgain => CLOCKS_APART,
    };
    let asked_at = asked_at.as_second().saturating_sub(leeway.as_secs());
    let is_new = auth_time.as_second() >= asked_at;
    let again = match request.prompt {
        Prompt::Login => is_new,
        Prompt::Unspecified | Prompt::None => true,
    };
    let recent = request.max_age.is_none_or(|most| {
        let most = SignedDuration::from_secs(i64::from(most)) + leeway;
        is_new || now.duration_since(auth_time) <= most
    });
    again && recent
}
