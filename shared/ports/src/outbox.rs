//! Messages that were written with a step and have still to go out.

use async_trait::async_trait;
use identity::{ClientId, MessageId, Reference, SessionId, Subject, TaskId, Trn};
use jiff::Timestamp;
use journey::Notice;
use oidc::webhook::{Event, News};

use crate::{Fault, QueueMessage};

/// A message that has still to go out. Ids alone: whoever sends it reads the rest when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outgoing {
    /// An email to a One Login user.
    Email {
        /// What it tells.
        notice: Notice,
        /// Whom to tell.
        subject: Subject,
        /// The calling service they came from.
        client: ClientId,
        /// What they quote.
        reference: Reference,
    },
    /// To the review queue: a task that has still to be opened.
    ReviewRaised {
        /// The task.
        task: TaskId,
    },
    /// To a calling service that wants to be told: a sign-in that it was granted something in has ended.
    SignedOut {
        /// The service.
        client: ClientId,
        /// Who was signed in.
        subject: Subject,
        /// What the service knows the sign-in by (`sid`).
        session: SessionId,
    },
    /// To a calling service, if it wants to be told: something has happened.
    Webhook {
        /// The service.
        client: ClientId,
        /// What has.
        event: Event,
    },
    /// To every calling service that was told of somebody, if it wants to be told of news.
    News {
        /// Whom it is about.
        subject: Subject,
        /// What it is.
        news: News,
    },
    /// To the services of everybody whose record it is: it was merged into another one.
    RecordMerged {
        /// The record that lives on in another one.
        trn: Trn,
    },
}

impl Outgoing {
    /// The queue it belongs on.
    pub fn destination(&self) -> Destination {
        match self {
            Self::Email { .. } => Destination::Emails,
            Self::ReviewRaised { .. } => Destination::Reviews,
            Self::SignedOut { .. } => Destination::Logouts,
            Self::Webhook { .. } | Self::News { .. } | Self::RecordMerged { .. } => {
                Destination::Webhooks
            }
        }
    }
}

/// A queue, by what its worker does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Destination {
    /// Sends emails.
    Emails,
    /// Opens review tasks.
    Reviews,
    /// Tells calling services of a sign-out.
    Logouts,
    /// Tells calling services of what has happened.
    Webhooks,
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Its name: what a worker recognises a message by that it has seen before.
    pub id: MessageId,
    /// What it says.
    pub message: Outgoing,
    /// When it was written.
    pub written_at: Timestamp,
}

/// A message that was put off, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutOff {
    /// The message.
    pub pending: Pending,
    /// When it is due.
    pub until: Timestamp,
}

/// Where messages wait for the relay.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// The message with this id, relayed or not.
    async fn message(&self, id: &MessageId) -> Result<Option<Pending>, Fault>;

    /// The messages with these ids, each at its place, relayed or not. No id may be there twice.
    async fn messages(&self, ids: &[MessageId]) -> Result<Vec<Option<Pending>>, Fault>;

    /// The messages that were written before `before` and have not been relayed yet, the oldest first,
    /// and at most `most` of them.
    async fn waiting(&self, before: Timestamp, most: usize) -> Result<Vec<Pending>, Fault>;

    /// Remembers that these are on their queues: they do not wait any more. Doing it again changes
    /// nothing.
    async fn relayed(&self, messages: &[MessageId]) -> Result<(), Fault>;

    /// The messages that were put off until `now` at the latest, the first due first, and at most `most` of
    /// them. Those that are not due yet are not read.
    async fn due(&self, now: Timestamp, most: usize) -> Result<Vec<PutOff>, Fault>;

    /// Remembers that these are on their queues again. One that was put off once more meanwhile stays so.
    async fn relayed_again(&self, messages: &[PutOff]) -> Result<(), Fault>;
}

/// Why a worker does nothing with what it was delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotForUs {
    /// The outbox has no message of that name.
    #[error("there is no such message")]
    NoMessage,
    /// Another worker's.
    #[error("the message is none for this queue")]
    OtherQueue,
}

impl dyn Outbox {
    /// The message of the outbox that a message of a queue names, for a worker who is `doing` something.
    ///
    /// # Errors
    /// The body is no message of ours, or names none that there is.
    pub async fn named_by(&self, body: &str, doing: &'static str) -> Result<Pending, Fault> {
        let QueueMessage { message } = body.parse().map_err(|why| Fault::new(doing, why))?;
        let pending = self.message(&message).await?;
        pending.ok_or_else(|| Fault::new(doing, NotForUs::NoMessage))
    }
}

/// Has messages tried again later than a queue would.
#[async_trait]
pub trait Retries: Send + Sync {
    /// Until when a message was put off last, if it was. Whoever is handed it before that is too early: it
    /// comes again by itself.
    async fn put_off_until(&self, message: &MessageId) -> Result<Option<Timestamp>, Fault>;

    /// Puts a message off, in one transaction, unless it is put off beyond `now` already: however often it is
    /// delivered, it comes again once.
    async fn put_off(&self, message: &PutOff, now: Timestamp) -> Result<(), Fault>;
}
