//! Review tasks, and what happened to them.

use identity::{ClientId, Email, Reference, StaffId, Subject, TaskId, Trn, VerifiedIdentity};
use jiff::{Timestamp, civil::Date};
use journey::{Answers, Progress, RequestArrow, ReviewKind};
use ports::{
    Decided, Decider, Finding, Listed, ReviewTask, Staff, TaskEvent, TaskHappening, TaskLine,
};
use serde::{Deserialize, Serialize};

use super::{many, maybe, one, shapes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::ReviewTask")]
struct ReviewTaskShape {
    #[serde(with = "one")]
    id: TaskId,
    version: u64,
    #[serde(with = "one")]
    kind: ReviewKind,
    #[serde(with = "one", default = "in_review")]
    progress: Progress,
    #[serde(with = "one")]
    reference: Reference,
    #[serde(with = "one")]
    subject: Subject,
    #[serde(with = "one")]
    email: Email,
    #[serde(with = "one")]
    identity: VerifiedIdentity,
    #[serde(with = "one")]
    answers: Answers,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    previous_last_name: Option<String>,
    #[serde(with = "one")]
    client: ClientId,
    raised_at: Timestamp,
    asked_on: Date,
    due: Date,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    listed: Option<Listed>,
    #[serde(with = "many", default, skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Finding>,
    #[serde(with = "many", default, skip_serializing_if = "Vec::is_empty")]
    compared: Vec<Trn>,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    decided: Option<Decided>,
}

/// Where every task began before it was written down.
fn in_review() -> Progress {
    Progress::InReview
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Listed", rename_all = "snake_case")]
enum ListedShape {
    Open,
    WaitingForPerson,
    EmailNotDelivered,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Finding")]
struct FindingShape {
    #[serde(with = "one")]
    trn: Trn,
    words: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Decided")]
struct DecidedShape {
    #[serde(with = "one")]
    by: Decider,
    #[serde(with = "one")]
    arrow: RequestArrow,
    at: Timestamp,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Decider", rename_all = "snake_case")]
enum DeciderShape {
    Staff(#[serde(with = "one")] Staff),
    Person,
    System,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Staff")]
struct StaffShape {
    #[serde(with = "one")]
    id: StaffId,
    name: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::TaskLine")]
struct TaskLineShape {
    #[serde(with = "one")]
    id: TaskId,
    #[serde(with = "one")]
    kind: ReviewKind,
    #[serde(with = "one")]
    listed: Listed,
    #[serde(with = "one")]
    reference: Reference,
    #[serde(with = "one")]
    client: ClientId,
    raised_at: Timestamp,
    due: Date,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::TaskEvent")]
struct TaskEventShape {
    at: Timestamp,
    #[serde(with = "one")]
    by: Decider,
    #[serde(with = "one")]
    what: TaskHappening,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::TaskHappening", rename_all = "snake_case")]
enum TaskHappeningShape {
    Viewed,
    Compared(#[serde(with = "one")] Trn),
    Moved {
        #[serde(with = "one")]
        arrow: RequestArrow,
        #[serde(with = "one")]
        progress: Progress,
    },
    ToldAgain,
    ToldAnotherWay,
    EmailCameBack,
}

shapes! {
    ReviewTaskShape => ReviewTask,
    ListedShape => Listed,
    FindingShape => Finding,
    DecidedShape => Decided,
    DeciderShape => Decider,
    StaffShape => Staff,
    TaskLineShape => TaskLine,
    TaskEventShape => TaskEvent,
    TaskHappeningShape => TaskHappening,
}
