//! Where a person is on a journey.

use identity::{Nino, OneLoginUser, Person, Reference, RequestId, TaskId, Trn};
use jiff::civil::Date;
use journey::{
    Answered, Answers, Arrival, MatchedOn, NinoAnswer, NoTrn, OpenWork, ReviewKind, Setback, Stage,
    TrnAnswer, TrnOrigin, Wanted,
};
use serde::{Deserialize, Serialize};

use super::{maybe, one, shapes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::Stage", tag = "at", rename_all = "snake_case")]
enum StageShape {
    SigningIn,
    ProvingIdentity {
        #[serde(with = "one")]
        user: OneLoginUser,
    },
    TurnedAway {
        #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
        user: Option<OneLoginUser>,
        #[serde(with = "one")]
        setback: Setback,
    },
    AskingNino {
        #[serde(with = "one")]
        person: Person,
        #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
        lately: Option<Answered>,
    },
    AskingTrn {
        #[serde(with = "one")]
        person: Person,
        #[serde(with = "one")]
        nino: NinoAnswer,
        #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
        lately: Option<TrnAnswer>,
    },
    CheckingAnswers {
        #[serde(with = "one")]
        person: Person,
        #[serde(with = "one")]
        answers: Answers,
    },
    RequestingTrn {
        #[serde(with = "one")]
        person: Person,
        #[serde(with = "one")]
        nino: NinoAnswer,
        #[serde(with = "one")]
        no_trn: NoTrn,
    },
    Held {
        #[serde(with = "one")]
        person: Person,
        #[serde(with = "one")]
        work: OpenWork,
    },
    SupportAsked {
        #[serde(with = "one")]
        person: Person,
        #[serde(with = "one")]
        work: OpenWork,
    },
    Done {
        #[serde(with = "one")]
        person: Person,
        #[serde(with = "one")]
        trn: Trn,
        #[serde(with = "one")]
        arrival: Arrival,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::Setback", rename_all = "snake_case")]
enum SetbackShape {
    IdentityNotProved,
    SignInNotFinished,
    SignedOut,
    Busy,
    SwitchedOff,
    Unreachable,
    RequestRefused,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::NinoAnswer", rename_all = "snake_case")]
enum NinoAnswerShape {
    Given(#[serde(with = "one")] Nino),
    NotNow,
    None,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::NoTrn", rename_all = "snake_case")]
enum NoTrnShape {
    None,
    Unknown,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::TrnAnswer", rename_all = "snake_case")]
enum TrnAnswerShape {
    Given(#[serde(with = "one")] Trn),
    None(#[serde(with = "one")] NoTrn),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::Answered")]
struct AnsweredShape {
    #[serde(with = "one")]
    nino: NinoAnswer,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    trn: Option<TrnAnswer>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::Answers")]
struct AnswersShape {
    #[serde(with = "one")]
    nino: NinoAnswer,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    trn: Option<Trn>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::OpenWork", tag = "work", rename_all = "snake_case")]
enum OpenWorkShape {
    Request {
        #[serde(with = "one")]
        id: RequestId,
        #[serde(with = "one")]
        reference: Reference,
        asked_on: Date,
        due: Date,
        #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
        wanted: Option<Wanted>,
    },
    Task {
        #[serde(with = "one")]
        id: TaskId,
        #[serde(with = "one")]
        kind: ReviewKind,
        #[serde(with = "one")]
        reference: Reference,
        asked_on: Date,
        due: Date,
        #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
        wanted: Option<Wanted>,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::ReviewKind", rename_all = "snake_case")]
enum ReviewKindShape {
    PossibleDuplicate,
    RecordNotFound,
    TwoRecords,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::MatchedOn", rename_all = "snake_case")]
enum MatchedOnShape {
    Nino,
    Trn,
    NinoAndTrn,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::Arrival", rename_all = "snake_case")]
enum ArrivalShape {
    KnownAlready(#[serde(with = "one")] TrnOrigin),
    Found {
        #[serde(with = "one")]
        matched_on: MatchedOn,
        #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
        merged_from: Option<Trn>,
    },
    Issued,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::TrnOrigin", rename_all = "snake_case")]
enum TrnOriginShape {
    Found,
    Issued,
}

shapes! {
    StageShape => Stage,
    SetbackShape => Setback,
    NinoAnswerShape => NinoAnswer,
    NoTrnShape => NoTrn,
    TrnAnswerShape => TrnAnswer,
    AnsweredShape => Answered,
    AnswersShape => Answers,
    OpenWorkShape => OpenWork,
    ReviewKindShape => ReviewKind,
    MatchedOnShape => MatchedOn,
    ArrivalShape => Arrival,
    TrnOriginShape => TrnOrigin,
}
