//! What has to be written down, together with the new stage or not at all.

use identity::{OneLoginUser, Person, Reference, TaskId, TeachingRecord};
use jiff::civil::Date;

use crate::{
    Answers, Found, More, NewRequest, NewTask, NinoAnswer, Progress, Reason, RequestArrow,
    TrnOrigin, Wanted,
};

/// Something to write down or send, committed with the new stage in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Remember where this One Login user reads email now.
    RememberUser(OneLoginUser),
    /// Remember who this One Login user was proved to be.
    RememberIdentity(Person),
    /// This teaching record is this person's.
    LinkRecord {
        /// Whose.
        person: Person,
        /// Which record, and what it was found by.
        found: Found,
        /// Whether it existed before, or was given just now.
        origin: TrnOrigin,
    },
    /// Create the teaching record of a new TRN. It is linked by the same step.
    CreateRecord(Box<TeachingRecord>),
    /// Open a TRN request.
    OpenRequest {
        /// The request.
        request: NewRequest,
        /// Whose.
        person: Person,
        /// What they answered about their NINO.
        nino: NinoAnswer,
        /// Where it begins: completed, if it could be settled at once.
        progress: Progress,
    },
    /// Ask support staff to decide.
    RaiseReview {
        /// What about.
        kind: ReviewKind,
        /// The task.
        task: NewTask,
        /// Whose.
        person: Person,
        /// The numbers they gave.
        answers: Answers,
    },
    /// Move what support staff are deciding, with what the person has added to it.
    MoveTask {
        /// Which task. A TRN request goes with its task.
        task: TaskId,
        /// Which way.
        arrow: RequestArrow,
        /// Where it is now.
        progress: Progress,
        /// What was added.
        more: More,
    },
    /// Tell the person by email.
    Tell {
        /// What.
        notice: Notice,
        /// What they quote.
        reference: Reference,
    },
}

/// What a review task is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewKind {
    /// A TRN request that might be a duplicate.
    PossibleDuplicate,
    /// A look-up that failed.
    RecordNotFound,
    /// Two records that might both be one person's.
    TwoRecords,
}

/// What an email tells. Whoever sends it reads the rest when it is sent, and does not send what is not
/// true any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// We have received your request.
    RequestReceived {
        /// The day it is promised for.
        due: Date,
    },
    /// You have a new TRN.
    TrnIssued,
    /// Your record is connected.
    RecordConnected,
    /// We cannot connect you to a record.
    CannotConnect(Reason),
    /// We need to know more.
    InformationNeeded(Wanted),
}
