//! What a journey leaves for others: review tasks, TRN requests, audit events and messages. Steps write
//! them; of all these, messages alone are read here.

use identity::{
    ClientId, Email, JourneyId, Reference, RequestId, Subject, TaskId, Trn, VerifiedIdentity,
};
use jiff::{Timestamp, civil::Date};
use journey::{Answers, NinoAnswer, ReviewKind};
use ports::Outgoing;
use serde::{Deserialize, Serialize};

use super::{maybe, one};

/// A review task, as it was raised.
#[derive(Serialize)]
pub(crate) struct ReviewTask {
    #[serde(with = "one")]
    pub(crate) id: TaskId,
    #[serde(with = "one")]
    pub(crate) kind: ReviewKind,
    pub(crate) state: TaskState,
    #[serde(with = "one")]
    pub(crate) reference: Reference,
    #[serde(with = "one")]
    pub(crate) subject: Subject,
    #[serde(with = "one")]
    pub(crate) email: Email,
    #[serde(with = "one")]
    pub(crate) identity: VerifiedIdentity,
    #[serde(with = "one")]
    pub(crate) answers: Answers,
    #[serde(with = "one")]
    pub(crate) client: ClientId,
    pub(crate) raised_at: Timestamp,
    pub(crate) asked_on: Date,
    pub(crate) due: Date,
    pub(crate) version: u64,
}

/// How far a review task is.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TaskState {
    /// Nobody has decided.
    Open,
}

/// A TRN request, as it was opened.
#[derive(Serialize)]
pub(crate) struct TrnRequest {
    #[serde(with = "one")]
    pub(crate) id: RequestId,
    pub(crate) state: TrnRequestState,
    #[serde(with = "one")]
    pub(crate) reference: Reference,
    #[serde(with = "one")]
    pub(crate) subject: Subject,
    #[serde(with = "one")]
    pub(crate) email: Email,
    #[serde(with = "one")]
    pub(crate) identity: VerifiedIdentity,
    #[serde(with = "one")]
    pub(crate) nino: NinoAnswer,
    #[serde(with = "one")]
    pub(crate) client: ClientId,
    #[serde(with = "maybe", skip_serializing_if = "Option::is_none")]
    pub(crate) trn: Option<Trn>,
    pub(crate) opened_at: Timestamp,
    pub(crate) asked_on: Date,
    pub(crate) due: Date,
    pub(crate) version: u64,
}

/// How far a TRN request is.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TrnRequestState {
    /// Support staff decide.
    InReview,
    /// It has its TRN.
    Completed,
}

/// What happened to a One Login user, without a word about who they are.
#[derive(Serialize)]
pub(crate) struct AuditEvent {
    /// Who did it.
    #[serde(with = "one")]
    pub(crate) who: Subject,
    /// The arrow of the flowchart.
    pub(crate) what: String,
    #[serde(with = "one")]
    pub(crate) journey: JourneyId,
    #[serde(with = "one")]
    pub(crate) client: ClientId,
    /// The record that was linked, if one was.
    #[serde(with = "maybe", skip_serializing_if = "Option::is_none")]
    pub(crate) trn: Option<Trn>,
    pub(crate) at: Timestamp,
}

/// A message that has still to go out: ids alone.
#[derive(Serialize, Deserialize)]
#[serde(tag = "message", rename_all = "snake_case")]
pub(crate) enum Message {
    /// An email: "We have received your request".
    RequestReceived {
        #[serde(with = "one")]
        subject: Subject,
        #[serde(with = "one")]
        client: ClientId,
        #[serde(with = "one")]
        reference: Reference,
    },
    /// To the review queue.
    ReviewRaised {
        #[serde(with = "one")]
        task: TaskId,
    },
}

impl From<Message> for Outgoing {
    fn from(message: Message) -> Self {
        match message {
            Message::RequestReceived { subject, client, reference } => {
                Self::RequestReceived { subject, client, reference }
            }
            Message::ReviewRaised { task } => Self::ReviewRaised { task },
        }
    }
}
