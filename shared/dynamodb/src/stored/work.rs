//! What a step leaves for others: TRN requests, audit events and messages.

use identity::{
    ClientId, Email, JourneyId, MessageId, Reference, RequestId, SessionId, Subject, TaskId, Trn,
    VerifiedIdentity,
};
use jiff::{Timestamp, civil::Date};
use journey::{NinoAnswer, Notice, Progress, Reason, Wanted};
use oidc::{
    trn_request::RequestStatus,
    webhook::{Event, News, Outcome},
};
use ports::{Outgoing, Pending};
use serde::{Deserialize, Serialize};

use super::{
    maybe, one,
    requests::{asked, given},
    shapes,
};
use crate::faults::Trouble;

/// A TRN request. It moves with its review task, and is read by those who wait for it.
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

/// What a calling service is told of a TRN request: nothing else of it is read.
#[derive(Deserialize)]
pub(crate) struct TrnRequestView {
    #[serde(with = "one")]
    client: ClientId,
    state: TrnRequestState,
    #[serde(with = "maybe", default)]
    trn: Option<Trn>,
}

impl TrnRequestView {
    /// As it is told. A completed request without its TRN cannot be.
    pub(crate) fn told(self) -> Result<oidc::trn_request::TrnRequest, Trouble> {
        let Self { client, state, trn } = self;
        let status = match (state, trn) {
            (TrnRequestState::InReview | TrnRequestState::NeedsInformation, _) => {
                RequestStatus::Pending
            }
            (TrnRequestState::Completed, Some(trn)) => RequestStatus::Completed(trn),
            (TrnRequestState::Completed, None) => return Err(Trouble::Unreadable("TRN request")),
            (TrnRequestState::Rejected, _) => RequestStatus::Rejected,
        };
        Ok(oidc::trn_request::TrnRequest { client, status })
    }
}

/// How far a TRN request is.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TrnRequestState {
    /// Support staff decide.
    InReview,
    /// Support staff have asked the person for something.
    NeedsInformation,
    /// It has its TRN.
    Completed,
    /// Support staff have said why not.
    Rejected,
}

impl TrnRequestState {
    /// Where this is, and the TRN it has come to.
    pub(crate) fn of(progress: &Progress) -> (Self, Option<Trn>) {
        match progress {
            Progress::InReview => (Self::InReview, None),
            Progress::NeedsInformation(_) => (Self::NeedsInformation, None),
            Progress::Completed { trn, .. } => (Self::Completed, Some(trn.clone())),
            Progress::Rejected(_) => (Self::Rejected, None),
        }
    }

    /// How it was settled, if it was.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::InReview | Self::NeedsInformation => None,
            Self::Completed => Some(Outcome::Completed),
            Self::Rejected => Some(Outcome::Rejected),
        }
    }
}

/// What happened to a One Login user, without a word about who they are.
#[derive(Serialize)]
pub(crate) struct AuditEvent {
    /// Who it happened to.
    #[serde(with = "one")]
    pub(crate) who: Subject,
    /// The arrow of the flowchart.
    pub(crate) what: String,
    /// Where: on a journey of theirs, or in a task about them.
    #[serde(with = "maybe", skip_serializing_if = "Option::is_none")]
    pub(crate) journey: Option<JourneyId>,
    #[serde(with = "maybe", skip_serializing_if = "Option::is_none")]
    pub(crate) task: Option<TaskId>,
    #[serde(with = "one")]
    pub(crate) client: ClientId,
    /// The record that was linked, if one was.
    #[serde(with = "maybe", skip_serializing_if = "Option::is_none")]
    pub(crate) trn: Option<Trn>,
    pub(crate) at: Timestamp,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Pending")]
struct PendingShape {
    #[serde(with = "one")]
    id: MessageId,
    #[serde(with = "one")]
    message: Outgoing,
    written_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Outgoing", rename_all = "snake_case")]
enum OutgoingShape {
    Email {
        #[serde(with = "one")]
        notice: Notice,
        #[serde(with = "one")]
        subject: Subject,
        #[serde(with = "one")]
        client: ClientId,
        #[serde(with = "one")]
        reference: Reference,
    },
    ReviewRaised {
        #[serde(with = "one")]
        task: TaskId,
    },
    SignedOut {
        #[serde(with = "one")]
        client: ClientId,
        #[serde(with = "one")]
        subject: Subject,
        #[serde(with = "one")]
        session: SessionId,
    },
    Webhook {
        #[serde(with = "one")]
        client: ClientId,
        #[serde(with = "one")]
        event: Event,
    },
    News {
        #[serde(with = "one")]
        subject: Subject,
        #[serde(with = "one")]
        news: News,
    },
    RecordMerged {
        #[serde(with = "one")]
        trn: Trn,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::webhook::Event", rename_all = "snake_case")]
enum EventShape {
    Ping,
    TrnRequestCompleted {
        #[serde(with = "one")]
        request: RequestId,
        #[serde(with = "one")]
        subject: Subject,
        #[serde(with = "one")]
        outcome: Outcome,
    },
    News {
        #[serde(with = "one")]
        subject: Subject,
        #[serde(with = "one")]
        news: News,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::webhook::News", rename_all = "snake_case")]
enum NewsShape {
    UserUpdated,
    RecordMerged,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::webhook::Outcome", rename_all = "snake_case")]
enum OutcomeShape {
    Completed,
    Rejected,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::Notice", tag = "notice", rename_all = "snake_case")]
enum NoticeShape {
    RequestReceived { due: Date },
    TrnIssued,
    RecordConnected,
    CannotConnect(#[serde(with = "given")] Reason),
    InformationNeeded(#[serde(with = "asked")] Wanted),
}

shapes! {
    PendingShape => Pending,
    OutgoingShape => Outgoing,
    EventShape => Event,
    NewsShape => News,
    OutcomeShape => Outcome,
    NoticeShape => Notice,
}
