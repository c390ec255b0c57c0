//! What has to be written down, together with the new stage or not at all.

use identity::{OneLoginUser, Person};

use crate::{Answers, Found, NewRequest, NewTask, NinoAnswer, TrnOrigin};

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
    /// Open a TRN request.
    OpenRequest {
        /// The request.
        request: NewRequest,
        /// Whose.
        person: Person,
        /// What they answered about their NINO.
        nino: NinoAnswer,
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
    /// Tell the person by email.
    Tell(Notice),
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

/// What an email says. Ids alone: whoever sends it reads the rest when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// We have received your request.
    RequestReceived(identity::Reference),
}
