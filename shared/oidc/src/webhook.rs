//! Telling a calling service later what has happened: webhooks, in `CloudEvents` 1.0 (JSON format).
//!
//! An event holds ids and no more: no TRN, no name, no date. Whoever hears of it fetches the rest with
//! credentials of its own, so that an event which ends up in a log or with somebody else gives nothing away.

mod signature;
mod tries;

use identity::{MessageId, RequestId, Subject};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::endpoints::trn_request;

pub use signature::{ALGORITHM, Signed, TAG, ToSign};
pub use tries::{TRIED_FOR, next_try};

/// The media type of an event (`CloudEvents`, JSON event format, section 3).
pub const MEDIA_TYPE: &str = "application/cloudevents+json";

/// Something that has happened, as a calling service is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Nothing has: somebody tries whether the service hears us.
    Ping,
    /// A TRN request of the service's own people that was pending is settled. The type of the event says
    /// `completed` either way: `status` says how, in the words of the request itself.
    TrnRequestCompleted {
        /// Which.
        request: RequestId,
        /// Whose.
        subject: Subject,
        /// How.
        outcome: Outcome,
    },
    /// There is news of somebody whom the service was told of.
    News {
        /// Whom.
        subject: Subject,
        /// What.
        news: News,
    },
}

/// What may change about somebody after a calling service was told. Whoever hears of it knows that what it keeps is
/// out of date: a refresh, or the next sign-in, says what holds now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum News {
    /// Their email address, who they were proved to be, or which record is theirs.
    UserUpdated,
    /// Their record was merged into another one: their TRN is that one's now.
    RecordMerged,
}

impl News {
    fn name(self) -> &'static str {
        match self {
            Self::UserUpdated => "one_login_user.updated",
            Self::RecordMerged => "teaching_record.merged",
        }
    }
}

/// How a TRN request was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The person has a TRN.
    Completed,
    /// None is given.
    Rejected,
}

impl Outcome {
    /// The `status` of a request that was settled so.
    fn status(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Rejected => "rejected",
        }
    }
}

impl Event {
    /// Its `type`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ping => "ping",
            Self::TrnRequestCompleted { .. } => "trn_request.completed",
            Self::News { news, .. } => news.name(),
        }
    }

    /// Its `data`, if there is anything to say.
    fn data(&self, issuer: &str) -> Option<Value> {
        match self {
            Self::Ping => None,
            Self::TrnRequestCompleted { request, subject, outcome } => Some(json!({
                "sub": subject.as_str(),
                "trn_request_id": request.as_str(),
                "trn_request_url": trn_request(issuer, request),
                "status": outcome.status(),
            })),
            Self::News { subject, .. } => Some(json!({ "sub": subject.as_str() })),
        }
    }
}

/// The event as it is sent. `id` is that of the message in the outbox, and `time` when it was written: both are
/// the same however often it is sent, so that whoever has seen it knows it again.
pub fn body(event: &Event, issuer: &str, (id, time): (&MessageId, Timestamp)) -> String {
    let mut body = json!({
        "specversion": "1.0",
        "id": id.as_str(),
        "source": issuer,
        "type": event.name(),
        "time": time.to_string(),
    });
    if let Some(data) = event.data(issuer) {
        body["datacontenttype"] = json!("application/json");
        body["data"] = data;
    }
    body.to_string()
}
