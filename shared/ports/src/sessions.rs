//! Browser sessions: what the cookie stands for.

use async_trait::async_trait;
use identity::{BrowserId, SessionId, Subject};
use jiff::{SignedDuration, Timestamp};
use jose::{Digest, Secret};
use journey::Answered;

use crate::Fault;

/// How long a page of ours can lie open unused before the journey has to start again: whoever finds it on a
/// shared computer carries nothing on.
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_mins(60);

/// How long a sign-in stands at most after the person came back from GOV.UK One Login, however busy they
/// are.
pub const SIGN_IN_LIFE: SignedDuration = SignedDuration::from_hours(2);

/// What a browser's session cookie stands for. The cookie's value is stored as its digest alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The browser, the same across its sessions.
    pub browser: BrowserId,
    /// Who is signed in, if anybody.
    pub sign_in: Option<SessionSignIn>,
    /// From when on it opens no journey, unless it is used before.
    pub idle_at: Timestamp,
    /// From when on it is gone.
    pub expires_at: Timestamp,
}

/// Who is signed in, and what ends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSignIn {
    /// What calling services know the sign-in by (`sid`).
    pub session: SessionId,
    /// Who.
    pub subject: Subject,
    /// When they signed in at GOV.UK One Login.
    pub auth_time: Timestamp,
    /// When they last came back from there. It knows them for an hour more at least, and asked or not, it
    /// was they.
    pub came_back_at: Timestamp,
    /// GOV.UK One Login's ID token, which its sign-out asks for. It goes nowhere else.
    pub one_login_id_token: Secret,
}

/// What there is of somebody who comes back from GOV.UK One Login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returning {
    /// The session of their browser, as [`Sessions::session`] has it.
    pub session: Option<Session>,
    /// What they answered lately, on a journey that they did not finish ([`ANSWERS_KEPT`]).
    pub answered: Option<Answered>,
}

/// A session about to be written.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The digest of the cookie's value.
    pub digest: Digest,
    /// What it stands for.
    pub session: Session,
}

/// A sign-out that is on its way through GOV.UK One Login, and where it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOut {
    /// The digest of the `state` we gave One Login.
    pub state: Digest,
    /// The calling service's registered URI, and the `state` it gave us.
    pub return_to: Option<(String, Option<String>)>,
    /// From when on it is gone: the person then ends on our own page.
    pub expires_at: Timestamp,
}

/// Where sessions are kept.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// The session with this digest, unless it has expired at `now`; without its sign-in, if that is over
    /// ([`SIGN_IN_LIFE`]).
    async fn session(&self, digest: &Digest, now: Timestamp) -> Result<Option<Session>, Fault>;

    /// The session with this digest, and what this user answered lately, in one round trip. Nobody is told what
    /// anybody else answered.
    async fn returning(
        &self,
        digest: &Digest,
        subject: &Subject,
        now: Timestamp,
    ) -> Result<Returning, Fault>;

    /// Ends a sign-in everywhere: every session, code and token of the sign-in `session`, and the session
    /// with this digest (if one is given). With the end of the sign-in itself, in one transaction, a message
    /// is left for each calling service that was granted something in it and wants to be told. Doing so
    /// again changes nothing; after a fault the same call carries on, and until then the session with this
    /// digest still stands for the sign-in.
    async fn end(
        &self,
        digest: Option<&Digest>,
        session: Option<&SessionId>,
        at: Timestamp,
    ) -> Result<(), Fault>;

    /// GOV.UK One Login's ID token of the sign-in that calling services know as `session`.
    async fn sign_in(
        &self,
        session: &SessionId,
        now: Timestamp,
    ) -> Result<Option<SessionSignIn>, Fault>;

    /// Remembers where a sign-out ends.
    async fn begin_sign_out(&self, sign_out: &SignOut) -> Result<(), Fault>;

    /// Where the sign-out with this state ends. Good once.
    async fn finish_sign_out(
        &self,
        state: &Digest,
        now: Timestamp,
    ) -> Result<Option<SignOut>, Fault>;
}
