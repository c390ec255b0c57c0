//! The sign-in of support staff: an OpenID provider of their organisation, as its relying party sees it.

use std::collections::BTreeSet;

use async_trait::async_trait;
use identity::StaffId;
use jose::{Digest, Secret};

use crate::{Entropy, Fault, secret};

/// What a member of support staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StaffRole {
    /// May decide.
    Caseworker,
    /// May look, and nothing else.
    Viewer,
}

/// A member of support staff, as their organisation's sign-in names them. Nothing here is an email
/// address, and nothing here was looked up by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Who they are: stable, and never somebody else's.
    pub id: StaffId,
    /// What to call them. For display alone: two people can have one name.
    pub name: String,
    /// What they may do: one role at least, as the token said that signed them in.
    pub roles: BTreeSet<StaffRole>,
}

/// A sign-in about to begin: its secrets, each good once.
#[derive(Debug, Clone)]
pub struct StaffTrip {
    /// The `state`: it names the attempt. Looked up through the session of the browser that set out, and
    /// used up before [`StaffSignIn::come_back`].
    pub state: Secret,
    /// The `nonce` for the ID token.
    pub nonce: Secret,
    /// The PKCE verifier; its challenge is sent.
    pub code_verifier: Secret,
}

/// What is remembered of a trip until the browser comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffAttempt {
    /// The digest of its `state`.
    pub state: Digest,
    /// The digest of its `nonce`.
    pub nonce: Digest,
    /// The PKCE verifier, which the token request needs as it is.
    pub code_verifier: Secret,
}

impl StaffTrip {
    /// A trip with new secrets.
    pub fn new(entropy: &dyn Entropy) -> Self {
        Self { state: secret(entropy), nonce: secret(entropy), code_verifier: secret(entropy) }
    }

    /// What to remember of it.
    pub fn attempt(&self) -> StaffAttempt {
        StaffAttempt {
            state: self.state.digest(),
            nonce: self.nonce.digest(),
            code_verifier: self.code_verifier.clone(),
        }
    }
}

/// Why somebody who came back is not signed in. Says nothing about who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum StaffRefused {
    /// They signed in, and have no role here: somebody in their organisation has to give them one.
    #[error("they have no role")]
    NoRole,
    /// They, or their organisation, said no (`access_denied`).
    #[error("access was denied")]
    Denied,
    /// They have to sign in there, choose an account or agree to something first (`login_required` and
    /// its like).
    #[error("they are not signed in there")]
    NotSignedIn,
    /// The code is not good: somebody pressed back, or took too long.
    #[error("the code is not taken")]
    CodeNotGood,
    /// The provider says that it cannot answer just now (`temporarily_unavailable`, `server_error`).
    #[error("the provider cannot answer")]
    Unavailable,
    /// The provider does not take our request as it is: somebody has to correct the settings, here or
    /// there.
    #[error("the provider refuses the request")]
    RequestRefused,
    /// What came is not to be believed. Names what failed, and shows no value.
    #[error("the answer is not to be believed: {0}")]
    NotBelieved(&'static str),
}

impl StaffRefused {
    /// What an `error` in place of a code means (RFC 6749 section 4.1.2.1, OpenID Connect Core section
    /// 3.1.2.6). One that nobody has heard of is our fault until we know better.
    pub fn by_error(error: &str) -> Self {
        match error {
            "access_denied" => Self::Denied,
            "login_required"
            | "interaction_required"
            | "account_selection_required"
            | "consent_required" => Self::NotSignedIn,
            "temporarily_unavailable" | "server_error" => Self::Unavailable,
            _ => Self::RequestRefused,
        }
    }
}

/// The sign-in of support staff.
#[async_trait]
pub trait StaffSignIn: Send + Sync {
    /// Its issuer identifier, byte for byte: what an `iss` beside a code must be (RFC 9207).
    fn issuer(&self) -> &str;

    /// The URL to send the browser to for a trip.
    async fn set_out(&self, trip: &StaffTrip) -> Result<String, Fault>;

    /// Exchanges the code a browser brought back, and believes what comes only after every check. The
    /// attempt has been used up before: this is called at most once for each. A fault is a provider that
    /// does not answer, or not with an answer.
    async fn come_back(
        &self,
        code: &str,
        attempt: &StaffAttempt,
    ) -> Result<Result<StaffMember, StaffRefused>, Fault>;

    /// Where to send the browser to sign out there, if the provider has such a place; it ends at our
    /// `/signed-out`.
    async fn sign_out_address(&self) -> Result<Option<String>, Fault>;

    /// The origin that signing out there leads to: a page whose form leads there has to name it.
    fn sign_out_origin(&self) -> String;
}
