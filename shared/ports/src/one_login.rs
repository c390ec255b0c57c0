//! GOV.UK One Login, as its relying party sees it.

use async_trait::async_trait;
use identity::{OneLoginUser, Subject, VerifiedIdentity};
use jiff::Timestamp;
use jose::Secret;
use journey::Setback;
use oidc::UiLocale;

use crate::{Attempt, Fault};

/// What somebody is away at GOV.UK One Login for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trip {
    /// To sign in (`vtr=["Cl.Cm"]`).
    SignIn,
    /// To sign in again: they came back as somebody who signed in too long ago.
    SignInAgain {
        /// Who has to come back.
        subject: Subject,
    },
    /// To prove who they are (`vtr=["Cl.Cm.P2"]`, with claims).
    ProveIdentity,
}

/// What somebody is about to be sent to GOV.UK One Login for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// See [`Trip::SignIn`].
    SignIn,
    /// See [`Trip::SignInAgain`]. GOV.UK One Login asks again only if it is told, in a signed request
    /// object (RFC 9101), whom it signed in before.
    SignInAgain {
        /// Who has to come back.
        subject: Subject,
        /// GOV.UK One Login's ID token of the sign-in that was too old.
        id_token: Secret,
    },
    /// See [`Trip::ProveIdentity`].
    ProveIdentity,
}

impl Trip {
    /// What an `error` in the browser's query means for the person (GOV.UK One Login, "Make a request to the
    /// authorize endpoint", error codes). One that nobody has heard of is our fault until we know better.
    pub fn setback(&self, error: &str) -> Setback {
        match error {
            "access_denied" => match self {
                Self::ProveIdentity => Setback::IdentityNotProved,
                Self::SignIn | Self::SignInAgain { .. } => Setback::SignInNotFinished,
            },
            "login_required" => Setback::SignedOut,
            "temporarily_unavailable" => Setback::Busy,
            "unauthorized_client" => Setback::SwitchedOff,
            "server_error" => Setback::Unreachable,
            _ => Setback::RequestRefused,
        }
    }
}

impl Purpose {
    /// What is remembered of it while they are away: the ID token is not.
    pub fn trip(&self) -> Trip {
        match self {
            Self::SignIn => Trip::SignIn,
            Self::SignInAgain { subject, id_token: _ } => {
                Trip::SignInAgain { subject: subject.clone() }
            }
            Self::ProveIdentity => Trip::ProveIdentity,
        }
    }
}

/// A trip about to begin.
#[derive(Debug, Clone)]
pub struct TripRequest {
    /// What for.
    pub purpose: Purpose,
    /// The `state`: it names the journey and is good once.
    pub state: Secret,
    /// The `nonce` for the ID token.
    pub nonce: Secret,
    /// The PKCE verifier; its challenge is sent.
    pub code_verifier: Secret,
    /// The language the person asked for.
    pub ui_locale: Option<UiLocale>,
}

/// What a successful trip proved.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who signed in.
    pub user: OneLoginUser,
    /// When (`auth_time`).
    pub auth_time: Timestamp,
    /// GOV.UK One Login's ID token, for its sign-out.
    pub id_token: Secret,
    /// Who that is, if the trip was to prove it and did: only a valid core identity credential makes
    /// one.
    pub identity: Option<VerifiedIdentity>,
}

/// Why a return from GOV.UK One Login signs nobody in.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefused {
    /// It does not answer, or answers with a failure: nothing is wrong with the person.
    #[error("GOV.UK One Login cannot be reached")]
    Unreachable(#[source] Fault),
    /// It says that the code is not good: somebody pressed back, or took too long.
    #[error("GOV.UK One Login does not take the code")]
    CodeNotGood,
    /// What it sent is not to be believed. Says which check failed, and no value.
    #[error("GOV.UK One Login's answer is not to be believed: {0}")]
    NotBelieved(&'static str),
}

/// GOV.UK One Login.
#[async_trait]
pub trait OneLogin: Send + Sync {
    /// Its issuer identifier, byte for byte: what an `iss` beside a code must be (RFC 9207).
    fn issuer(&self) -> &str;

    /// The URL to send the browser to for a trip. The query stays under GOV.UK One Login's limit of 4,096
    /// bytes. To sign in again takes the key that is registered with GOV.UK One Login.
    async fn begin(&self, request: &TripRequest) -> Result<String, Fault>;

    /// Exchanges the code a browser brought back, and believes what comes only after every check. The
    /// attempt has been used up before: this is called at most once for each.
    async fn finish(
        &self,
        attempt: &Attempt,
        code: &str,
        now: Timestamp,
    ) -> Result<SignedIn, SignInRefused>;

    /// Where to send the browser to sign out there; it ends at our `/signed-out` with this `state`.
    async fn sign_out(&self, id_token: &Secret, state: &Secret) -> Result<String, Fault>;

    /// The origins that signing out there passes through: a page whose form leads there has to name them.
    fn sign_out_origins(&self) -> Vec<String>;
}
