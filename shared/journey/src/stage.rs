//! Where a person can be.

use identity::{Nino, OneLoginUser, Person, Reference, RequestId, TaskId, Trn};
use jiff::civil::Date;

use crate::{Progress, ReviewKind, Wanted};

/// Where a person is. Each place carries what it needs and nothing it might not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Away at GOV.UK One Login, signing in.
    SigningIn,
    /// Away at GOV.UK One Login a second time, proving who they are.
    ProvingIdentity {
        /// Who signed in on the first trip; the second must be the same.
        user: OneLoginUser,
    },
    /// GOV.UK One Login sent them back without what we asked for.
    TurnedAway {
        /// Who signed in, if they got that far.
        user: Option<OneLoginUser>,
        /// What came back instead.
        setback: Setback,
    },
    /// At "Do you have a National Insurance number?".
    AskingNino {
        /// Who is asked.
        person: Person,
        /// What they answered lately, on a journey that they did not finish. It is shown, not believed: whatever
        /// they answer now is looked up.
        lately: Option<Answered>,
    },
    /// At "Do you have a teacher reference number (TRN)?".
    AskingTrn {
        /// Who is asked.
        person: Person,
        /// What they answered before.
        nino: NinoAnswer,
        /// What they answered to this question lately, on this journey or one that they did not finish.
        lately: Option<TrnAnswer>,
    },
    /// At "Check your answers before asking us to look": nothing was found.
    CheckingAnswers {
        /// Who is asked.
        person: Person,
        /// The numbers they gave.
        answers: Answers,
    },
    /// At "Ask for a TRN": they have none, and the calling service's people may be given one.
    RequestingTrn {
        /// Who is asked.
        person: Person,
        /// What they answered before.
        nino: NinoAnswer,
        /// How they said that they have no TRN to give.
        no_trn: NoTrn,
    },
    /// At the holding page: support staff decide.
    Held {
        /// Who waits.
        person: Person,
        /// What is being decided.
        work: OpenWork,
    },
    /// At "Request sent": they have just asked support staff to look.
    SupportAsked {
        /// Who asked.
        person: Person,
        /// What they asked.
        work: OpenWork,
    },
    /// Found, given a TRN, or known already: nothing is left but to go back to the calling service.
    Done {
        /// Who.
        person: Person,
        /// Their teaching record.
        trn: Trn,
        /// How they got here, which decides the page.
        arrival: Arrival,
    },
}

impl Stage {
    /// Who is here, once somebody has signed in.
    pub fn user(&self) -> Option<&OneLoginUser> {
        match self {
            Self::SigningIn => None,
            Self::ProvingIdentity { user } => Some(user),
            Self::TurnedAway { user, .. } => user.as_ref(),
            Self::AskingNino { person, .. }
            | Self::AskingTrn { person, .. }
            | Self::CheckingAnswers { person, .. }
            | Self::RequestingTrn { person, .. }
            | Self::Held { person, .. }
            | Self::SupportAsked { person, .. }
            | Self::Done { person, .. } => Some(&person.user),
        }
    }

    /// The TRN that it has led to.
    pub fn trn(&self) -> Option<&Trn> {
        match self {
            Self::Done { trn, .. } => Some(trn),
            Self::SigningIn
            | Self::TurnedAway { .. }
            | Self::ProvingIdentity { .. }
            | Self::AskingNino { .. }
            | Self::AskingTrn { .. }
            | Self::CheckingAnswers { .. }
            | Self::RequestingTrn { .. }
            | Self::Held { .. }
            | Self::SupportAsked { .. } => None,
        }
    }

    /// Whether it waits for something, and for something else than this.
    pub fn waits_for_another(&self, open: &OpenWork) -> bool {
        let (Self::Held { work, .. } | Self::SupportAsked { work, .. }) = self else {
            return false;
        };
        work.task() != open.task()
    }

    /// Whether the person is at one of the four questions.
    pub fn is_question(&self) -> bool {
        match self {
            Self::AskingNino { .. }
            | Self::AskingTrn { .. }
            | Self::CheckingAnswers { .. }
            | Self::RequestingTrn { .. } => true,
            Self::SigningIn
            | Self::ProvingIdentity { .. }
            | Self::TurnedAway { .. }
            | Self::Held { .. }
            | Self::SupportAsked { .. }
            | Self::Done { .. } => false,
        }
    }

    /// What the person has answered so far. Once nothing is left to ask, nothing is.
    pub fn answered(&self) -> Option<Answered> {
        match self {
            Self::AskingNino { lately, .. } => lately.clone(),
            Self::AskingTrn { nino, lately, .. } => {
                Some(Answered { nino: nino.clone(), trn: lately.clone() })
            }
            Self::CheckingAnswers { answers, .. } => {
                // Nobody is asked how they have none where nobody is given one.
                let none = TrnAnswer::None(NoTrn::None);
                let trn = answers.trn.clone().map_or(none, TrnAnswer::Given);
                Some(Answered { nino: answers.nino.clone(), trn: Some(trn) })
            }
            Self::RequestingTrn { nino, no_trn, .. } => {
                Some(Answered { nino: nino.clone(), trn: Some(TrnAnswer::None(*no_trn)) })
            }
            Self::SigningIn
            | Self::ProvingIdentity { .. }
            | Self::TurnedAway { .. }
            | Self::Held { .. }
            | Self::SupportAsked { .. }
            | Self::Done { .. } => None,
        }
    }
}

/// What GOV.UK One Login sent instead of what we asked for (its page "Make a request to the
/// authorize endpoint", error codes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Setback {
    /// They signed in, but their identity was not proved.
    IdentityNotProved,
    /// `access_denied` on the first trip: they stopped, or their session there was lost.
    SignInNotFinished,
    /// `login_required`: GOV.UK One Login signed them out.
    SignedOut,
    /// `temporarily_unavailable`: it is too busy, or has no capacity to prove identities.
    Busy,
    /// `unauthorized_client`: our client is switched off. It requires a page of its own.
    SwitchedOff,
    /// It does not answer, or answers with a failure of its own.
    Unreachable,
    /// It could not use what we sent: our fault.
    RequestRefused,
}

/// The answer to "Do you have a National Insurance number?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NinoAnswer {
    /// Yes, and here it is.
    Given(Nino),
    /// Yes, but it is not to hand.
    NotNow,
    /// No.
    None,
}

impl NinoAnswer {
    /// The number, if it was given.
    pub fn nino(&self) -> Option<&Nino> {
        match self {
            Self::Given(nino) => Some(nino),
            Self::NotNow | Self::None => None,
        }
    }
}

/// The ways to say that there is no TRN to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoTrn {
    /// "No".
    None,
    /// "I might have one, but I do not know it".
    Unknown,
}

/// The answer to "Do you have a teacher reference number (TRN)?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrnAnswer {
    /// Yes, and here it is.
    Given(Trn),
    /// There is none to give.
    None(NoTrn),
}

/// What somebody has answered to the two questions, as far as they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The NINO question.
    pub nino: NinoAnswer,
    /// The TRN question.
    pub trn: Option<TrnAnswer>,
}

/// The numbers somebody gave, as support staff will see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// The NINO question.
    pub nino: NinoAnswer,
    /// The TRN, unless they have none.
    pub trn: Option<Trn>,
}

/// What support staff are deciding for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenWork {
    /// A TRN request that might be a duplicate.
    Request {
        /// Which.
        id: RequestId,
        /// What the person quotes.
        reference: Reference,
        /// The day it was asked for.
        asked_on: Date,
        /// The day it is promised for.
        due: Date,
        /// What support staff have asked the person for.
        wanted: Option<Wanted>,
    },
    /// A look-up that failed, or two records that might both be theirs.
    Task {
        /// Which.
        id: TaskId,
        /// What about.
        kind: ReviewKind,
        /// What the person quotes.
        reference: Reference,
        /// The day it was asked for.
        asked_on: Date,
        /// The day it is promised for.
        due: Date,
        /// What support staff have asked the person for.
        wanted: Option<Wanted>,
    },
}

impl OpenWork {
    /// What the person quotes when they contact support.
    pub fn reference(&self) -> &Reference {
        match self {
            Self::Request { reference, .. } | Self::Task { reference, .. } => reference,
        }
    }

    /// The task in which it is decided. A TRN request and its task have one id.
    ///
    /// # Panics
    /// Never.
    pub fn task(&self) -> TaskId {
        match self {
            Self::Request { id, .. } => {
                id.as_str().parse().expect("request and task ids have one alphabet")
            }
            Self::Task { id, .. } => id.clone(),
        }
    }

    /// What about.
    pub fn kind(&self) -> ReviewKind {
        match self {
            Self::Request { .. } => ReviewKind::PossibleDuplicate,
            Self::Task { kind, .. } => *kind,
        }
    }

    /// What support staff have asked the person for.
    pub fn wanted(&self) -> Option<Wanted> {
        match self {
            Self::Request { wanted, .. } | Self::Task { wanted, .. } => *wanted,
        }
    }

    /// The same, with something else asked for, or nothing.
    #[must_use]
    pub fn asking(mut self, wants: Option<Wanted>) -> Self {
        match &mut self {
            Self::Request { wanted, .. } | Self::Task { wanted, .. } => *wanted = wants,
        }
        self
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.wanted().map_or(Progress::InReview, Progress::NeedsInformation)
    }

    /// The day it was asked for.
    pub fn asked_on(&self) -> Date {
        match self {
            Self::Request { asked_on, .. } | Self::Task { asked_on, .. } => *asked_on,
        }
    }

    /// The day it is promised for.
    pub fn due(&self) -> Date {
        match self {
            Self::Request { due, .. } | Self::Task { due, .. } => *due,
        }
    }
}

/// Which numbers a record was found by. Name and date of birth always agreed as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MatchedOn {
    /// The National Insurance number.
    Nino,
    /// The TRN.
    Trn,
    /// Both.
    NinoAndTrn,
}

/// A record the matching rules joined to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The record's TRN; the survivor's, if the one found was merged.
    pub trn: Trn,
    /// The TRN that was merged into it, if the person's number led there.
    pub merged_from: Option<Trn>,
    /// What it was found by.
    pub matched_on: MatchedOn,
}

/// How somebody came to be done, which decides what they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// We knew before they came: no page at all.
    KnownAlready(TrnOrigin),
    /// Found on this journey.
    Found {
        /// What it was found by.
        matched_on: MatchedOn,
        /// The TRN that was merged into it, if the person's number led there.
        merged_from: Option<Trn>,
    },
    /// A new TRN was given on this journey.
    Issued,
}

/// Where somebody's TRN came from: calling services are told (`trn_status`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TrnOrigin {
    /// There was a teaching record.
    Found,
    /// This service gave them one.
    Issued,
}

impl Arrival {
    /// Where the TRN came from.
    pub fn origin(&self) -> TrnOrigin {
        match self {
            Self::KnownAlready(origin) => *origin,
            Self::Found { .. } => TrnOrigin::Found,
            Self::Issued => TrnOrigin::Issued,
        }
    }
}
