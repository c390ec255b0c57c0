//! Sign-outs that GOV.UK One Login tells us of (OpenID Connect Back-Channel Logout 1.0).

use async_trait::async_trait;
use identity::Subject;
use jiff::Timestamp;
use jose::{Digest, Refused};

use crate::Fault;

/// That somebody is to be signed out wherever they are signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOutNotice {
    /// The digest of the token's id (`jti`): which notice this is.
    pub id: Digest,
    /// Who.
    pub subject: Subject,
}

/// Why a notice signs nobody out.
#[derive(Debug, thiserror::Error)]
pub enum NoticeRefused {
    /// GOV.UK One Login's keys cannot be had: it may be right.
    #[error("GOV.UK One Login cannot be reached")]
    Unreachable(#[source] Fault),
    /// It is not to be believed. Says which check failed, and no value.
    #[error("the notice is not to be believed: {0}")]
    NotBelieved(#[source] Refused),
}

/// Reads what GOV.UK One Login tells us.
#[async_trait]
pub trait OneLoginNotices: Send + Sync {
    /// The notice that a logout token gives, after every check. Whether it was followed before is not one
    /// of them.
    async fn notice(&self, token: &str, now: Timestamp) -> Result<SignOutNotice, NoticeRefused>;
}

/// Signs people out everywhere.
#[async_trait]
pub trait SignOutNotices: Send + Sync {
    /// Whether the notice with this id was followed. Remembered for 24 hours.
    async fn was_followed(&self, notice: &Digest, now: Timestamp) -> Result<bool, Fault>;

    /// Ends every sign-in of the subject, in every browser, as [`Sessions::end`](crate::Sessions::end) does,
    /// and with them those whose trip to GOV.UK One Login began before `now` and has not ended. Then the
    /// notice counts as followed. After a fault the same call carries on.
    async fn follow(&self, notice: &SignOutNotice, now: Timestamp) -> Result<(), Fault>;
}
