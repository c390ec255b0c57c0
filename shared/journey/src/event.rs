//! What can happen.

use identity::{OneLoginUser, Reference, RequestId, TaskId, TeachingRecord, Trn, VerifiedIdentity};
use jiff::civil::Date;

use crate::{Answered, Found, More, NinoAnswer, NoTrn, OpenWork, Setback, TrnOrigin};

/// What has just happened. The edge gathers the facts; [`crate::step`] says what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// GOV.UK One Login signed them in.
    SignedIn {
        /// Who came back.
        user: OneLoginUser,
        /// What we hold about them.
        known: Known,
    },
    /// A valid core identity credential proved who they are.
    IdentityProved {
        /// Who came back: the same user as on the first trip.
        user: OneLoginUser,
        /// What it proved.
        identity: VerifiedIdentity,
    },
    /// GOV.UK One Login sent something else than what we asked for.
    TurnedBack(Setback),
    /// They want to try GOV.UK One Login again.
    TriedAgain,
    /// The NINO question was answered and, with a number, looked up.
    NinoAnswered {
        /// The answer.
        nino: NinoAnswer,
        /// What the matching rules made of everything known.
        verdict: Verdict,
    },
    /// The TRN question was answered with a number and looked up.
    TrnAnswered {
        /// The number.
        trn: Trn,
        /// What the matching rules made of everything known.
        verdict: Verdict,
    },
    /// The TRN question was answered without a number.
    HasNoTrn {
        /// Which way.
        no_trn: NoTrn,
        /// The task to raise if the NINO alone cannot tell two records apart.
        two_records: Option<NewTask>,
    },
    /// They asked support staff to look.
    SupportAsked(NewTask),
    /// They asked for a TRN, and it was tried.
    TrnRequested {
        /// The request.
        request: NewRequest,
        /// What came of it.
        outcome: RequestOutcome,
    },
    /// They added something to what support staff are deciding, and it was looked up.
    Added {
        /// What.
        more: More,
        /// The record that it finds.
        found: Option<Found>,
    },
    /// Something was settled elsewhere meanwhile: another tab, another device, support staff.
    CaughtUp(Settled),
    /// Support staff have said that they cannot connect them, and why.
    Refused,
}

/// What the matching rules made of everything known about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// One record is theirs.
    Found(Found),
    /// The NINO alone cannot tell two records apart: their TRN has to be asked for first.
    AskForTrn,
    /// The NINO points to one record and the TRN to another: this task is for support staff.
    TwoRecords(NewTask),
    /// None is theirs.
    NotFound,
}

/// What we hold about somebody when they sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing: their identity has to be proved.
    Nothing,
    /// Who they are, but not which record is theirs; and what they answered lately.
    Identity(VerifiedIdentity, Option<Answered>),
    /// Who they are, and more.
    Settled(VerifiedIdentity, Settled),
}

/// What leaves no question to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Which record is theirs.
    Record {
        /// Its TRN.
        trn: Trn,
        /// Where it came from.
        origin: TrnOrigin,
    },
    /// Support staff are deciding.
    Open(OpenWork),
}

/// A review task about to be raised. The edge drew the ids and worked out the date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTask {
    /// Its id.
    pub id: TaskId,
    /// What the person quotes.
    pub reference: Reference,
    /// Today.
    pub asked_on: Date,
    /// The day it is promised for.
    pub due: Date,
}

/// A TRN request about to be opened. The edge drew the ids and worked out the date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRequest {
    /// Its id.
    pub id: RequestId,
    /// What the person quotes.
    pub reference: Reference,
    /// Today.
    pub asked_on: Date,
    /// The day it is promised for.
    pub due: Date,
}

/// What came of a TRN request at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestOutcome {
    /// Nobody like this is on record: a new TRN, and this record.
    Issued(Box<TeachingRecord>),
    /// A record is theirs after all: no new TRN.
    Matched(Found),
    /// A possible duplicate: staff decide.
    Held,
}
