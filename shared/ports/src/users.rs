//! One Login users, and what is known about them.

use async_trait::async_trait;
use identity::{Email, RequestId, Subject, Trn, VerifiedIdentity};
use jiff::Timestamp;
use journey::{OpenWork, TrnOrigin};

use crate::Fault;

/// What we hold about a One Login user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Who.
    pub subject: Subject,
    /// How many times they have been written: effects are good only against the version that was
    /// read. 0 for somebody we have never written anything about.
    pub version: u64,
    /// Where they read email, as of their last sign-in.
    pub email: Option<Email>,
    /// Who they were proved to be.
    pub identity: Option<VerifiedIdentity>,
    /// Their teaching record.
    pub link: Option<Link>,
    /// What support staff are deciding for them.
    pub open: Option<OpenWork>,
    /// Records that support staff said are not theirs.
    pub refused: Vec<Trn>,
}

impl User {
    /// Somebody we know nothing about.
    pub fn unknown(subject: Subject) -> Self {
        Self {
            subject,
            version: 0,
            email: None,
            identity: None,
            link: None,
            open: None,
            refused: Vec::new(),
        }
    }

    /// Whether a calling service that was told of this user `before` would be told something else now: who they
    /// are, where they read email, which record is theirs, or that nothing is pending any more. What was not
    /// known before was told to nobody.
    pub fn is_news_since(&self, before: &Self) -> bool {
        let changed = before.email.is_some() && before.email != self.email
            || before.identity.is_some() && before.identity != self.identity;
        let record = |user: &Self| user.link.as_ref().map(|link| link.trn.clone());
        let parted = before.link.is_some() && record(before) != record(self);
        let settled = before.open.is_some() && self.open.is_none();
        changed || parted || settled
    }
}

/// That a teaching record is a user's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The record's TRN when they were joined.
    pub trn: Trn,
    /// Whether it existed before, or was given by this service.
    pub origin: TrnOrigin,
    /// The TRN request it was given through.
    pub request: Option<RequestId>,
    /// When they were joined.
    pub since: Timestamp,
}

/// Where users are kept.
#[async_trait]
pub trait Users: Send + Sync {
    /// What we hold about this user, read consistently; [`User::unknown`] if nothing.
    async fn user(&self, subject: &Subject) -> Result<User, Fault>;
}
