//! Who of support staff is signed in, at which browser.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use jose::Digest;

use crate::{Fault, StaffAttempt, StaffMember};

/// How long somebody stays signed in who does nothing.
pub const STAFF_IDLE: SignedDuration = SignedDuration::from_mins(30);

/// How long somebody stays signed in at most.
pub const STAFF_DAY: SignedDuration = SignedDuration::from_hours(8);

/// How long somebody may take at their organisation's sign-in.
pub const STAFF_TRIP: SignedDuration = SignedDuration::from_mins(15);

/// A member of support staff who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffSession {
    /// Who.
    pub member: StaffMember,
    /// Since when.
    pub since: Timestamp,
    /// When they last did something.
    pub seen: Timestamp,
}

impl StaffSession {
    /// Whether it still holds at `now`.
    pub fn holds(&self, now: Timestamp) -> bool {
        now < self.ends()
    }

    /// When it ends, if they do nothing more.
    pub fn ends(&self) -> Timestamp {
        (self.seen + STAFF_IDLE).min(self.since + STAFF_DAY)
    }
}

/// Where the sessions of support staff are kept. Browsers hold secrets; only their digests are kept.
#[async_trait]
pub trait StaffSessions: Send + Sync {
    /// Remembers that a browser sets out for the sign-in, until `expires_at`.
    async fn set_out(
        &self,
        browser: &Digest,
        attempt: &StaffAttempt,
        expires_at: Timestamp,
    ) -> Result<(), Fault>;

    /// Uses up the attempt of a browser that comes back: of any number at once, one is given it. `None` if
    /// there is none with this state, or it has expired.
    async fn spend(
        &self,
        browser: &Digest,
        state: &Digest,
        now: Timestamp,
    ) -> Result<Option<StaffAttempt>, Fault>;

    /// Keeps a session that begins.
    async fn keep(&self, session: &Digest, staff: &StaffSession) -> Result<(), Fault>;

    /// Keeps a session that goes on, in place of what was kept of it. One that was ended meanwhile stays
    /// ended.
    async fn go_on(&self, session: &Digest, staff: &StaffSession) -> Result<(), Fault>;

    /// The session, if it still holds at `now`.
    async fn session(
        &self,
        session: &Digest,
        now: Timestamp,
    ) -> Result<Option<StaffSession>, Fault>;

    /// Ends a session.
    async fn end(&self, session: &Digest) -> Result<(), Fault>;
}
