//! Journeys, and the one way they move.

use async_trait::async_trait;
use identity::{BrowserId, CallingService, JourneyId, SessionId};
use jiff::{SignedDuration, Timestamp};
use jose::{Digest, Secret};
use journey::{Stage, Step};
use oidc::{AuthorizationRequest, CodeGrant};

use crate::{AsOf, CountedGuess, Fault, NewSession, ReviewTask, Trip, User};

/// How long a journey can be carried on after it began. An identity check alone may take an hour.
pub const JOURNEY_LIFE: SignedDuration = SignedDuration::from_hours(2);

/// How long an answer to a question is kept for whoever gave it, so that they need not type it again on another
/// journey: their session may have ended while they looked for a number.
pub const ANSWERS_KEPT: SignedDuration = SignedDuration::from_hours(24);

/// A journey as it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    /// Which. It stands in the path and opens nothing by itself.
    pub id: JourneyId,
    /// How many times it has been written: a commit is good only against the version it read.
    pub version: u64,
    /// The browser it belongs to, whatever its session is called today.
    pub browser: BrowserId,
    /// The service the person came from, as it was registered then.
    pub service: CallingService,
    /// What that service asked for.
    pub request: AuthorizationRequest,
    /// Where the person is.
    pub stage: Stage,
    /// The trip to GOV.UK One Login that is under way, if one is.
    pub attempt: Option<Attempt>,
    /// The states of trips that people came back from: a callback that comes again is recognised.
    pub spent: Vec<Digest>,
    /// The sign-in that got the person past the first trip.
    pub sign_in: Option<SignInStamp>,
    /// When it began.
    pub began_at: Timestamp,
    /// From when on it is gone.
    pub expires_at: Timestamp,
}

/// Which sign-in a journey stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInStamp {
    /// What calling services know it by (`sid`).
    pub session: SessionId,
    /// When the person signed in at GOV.UK One Login.
    pub auth_time: Timestamp,
}

/// A trip to GOV.UK One Login that somebody has not come back from yet. Good for one return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Which trip.
    pub trip: Trip,
    /// What `state` must digest to.
    pub state: Digest,
    /// What the ID token's `nonce` must digest to.
    pub nonce: Digest,
    /// The PKCE verifier of our challenge (RFC 7636). It is sent to GOV.UK One Login alone.
    pub code_verifier: Secret,
    /// When the person was sent there.
    pub set_out_at: Timestamp,
}

/// A journey about to begin.
#[derive(Debug, Clone)]
pub struct Begin {
    /// The journey, at version 0.
    pub journey: Journey,
    /// The session it begins in, always a new one.
    pub session: NewSession,
    /// The session the browser came with, if it had one: it ends in the same transaction.
    pub old: Option<Digest>,
}

/// What is written in one transaction, all of it or nothing.
#[derive(Debug, Clone)]
pub struct Commit<'a> {
    /// The step taken: its stage replaces the journey's, its effects are carried out.
    pub step: &'a Step,
    /// The user as read, if an effect is about them. The commit fails if they have changed since.
    pub user: Option<&'a User>,
    /// The task as read, if an effect moves it.
    pub task: Option<&'a ReviewTask>,
    /// What the register had to say, if an effect creates a record.
    pub as_of: Option<&'a AsOf>,
    /// The guess that was right, and is not counted any more.
    pub taken_back: Option<&'a CountedGuess>,
    /// The trip that begins with this step.
    pub attempt: Option<Attempt>,
    /// What a sign-in or its end changes besides: the session, and the journey's `sign_in`.
    pub rotation: Option<Rotation>,
    /// When.
    pub at: Timestamp,
}

impl<'a> Commit<'a> {
    /// A step that changes the journey and nothing else.
    pub fn of(step: &'a Step, at: Timestamp) -> Self {
        Self {
            step,
            user: None,
            task: None,
            as_of: None,
            taken_back: None,
            attempt: None,
            rotation: None,
            at,
        }
    }
}

/// After a sign-in, and after GOV.UK One Login signed somebody out, the browser gets a new session; the
/// old one ends in the same transaction, so that an id somebody planted before is worth nothing.
#[derive(Debug, Clone)]
pub struct Rotation {
    /// The session the request came with.
    pub old: Digest,
    /// The session that takes its place. The journey stands on its sign-in from now on, or on none.
    pub new: NewSession,
    /// When the person was sent to GOV.UK One Login: a sign-out that it told us of since may be of this very
    /// sign-in, so the commit fails and they are sent there again.
    pub set_out_at: Timestamp,
}

/// Why a journey did not move. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Another request moved it first, the session it came with has ended, or the person was signed out
    /// while they were on their way back.
    #[error("the journey has moved on")]
    Stale,
    /// The user, or what is being decided for them, has changed since they were read: something was
    /// settled elsewhere.
    #[error("the user has changed")]
    UserChanged,
    /// The record that it creates cannot be.
    #[error("the record cannot be created")]
    NotCreated(Collision),
    /// See [`Fault`]. Whether it was written is unknown: read again.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a record was not created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collision {
    /// Somebody like this was put on record since the register was read: look again.
    RegisterChanged,
    /// The TRN that was drawn is taken: draw again.
    TrnTaken,
}

/// What became of an attempt to use up a `state`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spend {
    /// It was good, and is not any more: nobody else can use it.
    Spent {
        /// The trip it belonged to.
        attempt: Attempt,
        /// The journey as it is now, without it.
        journey: Box<Journey>,
    },
    /// It was used before, or another took its place.
    NotGood,
}

/// Where journeys are kept.
#[async_trait]
pub trait Journeys: Send + Sync {
    /// Writes a journey that begins, with its session. Stale if the old session has ended meanwhile.
    async fn begin(&self, begin: &Begin) -> Result<(), CommitError>;

    /// The journey, if `session` names a session whose browser owns it, and neither has expired at
    /// `now`, nor has the session lain idle. A journey that stands on a sign-in opens for a session of
    /// that sign-in alone. One round trip, and at times a second one that has the session last longer;
    /// both are read consistently.
    async fn open(
        &self,
        journey: &JourneyId,
        session: &Digest,
        now: Timestamp,
    ) -> Result<Option<Journey>, Fault>;

    /// Uses up the journey's attempt with this `state`, in one conditional write: of any number of
    /// callbacks at once, one is told `Spent`, with the journey as it is then. Moves the version by one,
    /// and adds the state to the spent ones.
    async fn spend(&self, journey: &Journey, state: &Digest) -> Result<Spend, Fault>;

    /// Starts a trip without a step, for somebody who came back from none: the attempt replaces any
    /// before.
    async fn attempt(&self, journey: &Journey, attempt: &Attempt) -> Result<(), CommitError>;

    /// Moves a journey: the stage, the effects, the audit event and the outgoing messages in one
    /// transaction against the version that was read. What was answered at a question is kept for the user
    /// with it ([`ANSWERS_KEPT`]), and dropped when none is left. Answers with the journey as it is now.
    async fn commit(&self, from: &Journey, commit: Commit<'_>) -> Result<Journey, CommitError>;

    /// Keeps a code for a journey that goes back to its service, if the journey still is as read.
    async fn grant(
        &self,
        from: &Journey,
        code: &Digest,
        grant: &CodeGrant,
    ) -> Result<(), CommitError>;
}
