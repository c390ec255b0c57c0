//! What support staff decide, and where it is kept.

use async_trait::async_trait;
use identity::{ClientId, Email, Reference, StaffId, Subject, TaskId, Trn, VerifiedIdentity};
use jiff::{Timestamp, civil::Date};
use journey::{Answers, Progress, RequestArrow, RequestStep, ReviewKind};

use crate::{AsOf, Collision, Delivery, Fault, Issued, User};

/// A review task as it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewTask {
    /// Which. The TRN request it is about, if it is about one, has the same id.
    pub id: TaskId,
    /// How many times it has been written: a decision is good only against the version it was made on.
    pub version: u64,
    /// What about.
    pub kind: ReviewKind,
    /// How far it is.
    pub progress: Progress,
    /// What the person quotes.
    pub reference: Reference,
    /// Whose.
    pub subject: Subject,
    /// Where they read email when they asked.
    pub email: Email,
    /// Who they were proved to be.
    pub identity: VerifiedIdentity,
    /// The numbers they gave, the latest.
    pub answers: Answers,
    /// A last name they had before, if they were asked and said so.
    pub previous_last_name: Option<String>,
    /// The calling service they came from.
    pub client: ClientId,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// The day it was asked for.
    pub asked_on: Date,
    /// The day it is promised for.
    pub due: Date,
    /// Whether it stands on support staff's list, and as what.
    pub listed: Option<Listed>,
    /// What the engine found when the task was opened, in words.
    pub findings: Vec<Finding>,
    /// Records that support staff brought in to compare.
    pub compared: Vec<Trn>,
    /// What was decided last, by whom.
    pub decided: Option<Decided>,
}

/// As what a task stands on support staff's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Listed {
    /// It has to be decided.
    Open,
    /// The person was asked for something.
    WaitingForPerson,
    /// It is settled, and the email about it came back.
    EmailNotDelivered,
}

/// A record that might be the person's, and why, as the engine says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub trn: Trn,
    /// Why, in words.
    pub words: String,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Who.
    pub by: Decider,
    /// What.
    pub arrow: RequestArrow,
    /// When.
    pub at: Timestamp,
}

/// Who decides a task, or does something to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decider {
    /// A member of support staff.
    Staff(Staff),
    /// The person it is about, by adding what was missing.
    Person,
    /// Nobody: it happened by itself.
    System,
}

/// A member of support staff, as others see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// What they are called.
    pub name: String,
}

/// A line of support staff's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskLine {
    /// Which task.
    pub id: TaskId,
    /// What about.
    pub kind: ReviewKind,
    /// As what it stands there.
    pub listed: Listed,
    /// What the person quotes.
    pub reference: Reference,
    /// The calling service they came from.
    pub client: ClientId,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// The day it is promised for.
    pub due: Date,
}

/// Something that happened to a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskEvent {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Decider,
    /// What.
    pub what: TaskHappening,
}

/// What can be read in a task's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskHappening {
    /// Somebody looked at it.
    Viewed,
    /// Somebody brought in this record to compare.
    Compared(Trn),
    /// It took this arrow.
    Moved {
        /// Which.
        arrow: RequestArrow,
        /// Where that led.
        progress: Progress,
    },
    /// The email about it is sent again.
    ToldAgain,
    /// The person was told in another way.
    ToldAnotherWay,
    /// The email about it came back, or could not be sent at all.
    EmailCameBack,
}

/// What became of the latest email that support staff caused about a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskEmail {
    /// There is none.
    None,
    /// Nobody has begun to send it.
    Waiting,
    /// What was noted about it.
    Noted(Delivery),
}

/// A decision about to be written.
#[derive(Debug)]
pub struct Settle<'a> {
    /// The task, as the decision was made on it.
    pub task: &'a ReviewTask,
    /// Its user, as the decision was made on them.
    pub user: &'a User,
    /// What was decided.
    pub step: &'a RequestStep,
    /// Records that are said not to be theirs.
    pub refused: &'a [Trn],
    /// What the register had to say, if a record is created: what it depends on, and the TRNs that were
    /// issued before to somebody like this. Whoever decides has seen those: their claims stay as they are.
    /// Only what was issued to this very user stands in the way.
    pub as_of: Option<(&'a AsOf, &'a Issued)>,
    /// Who decides.
    pub by: &'a Staff,
    /// When.
    pub at: Timestamp,
}

/// Why a decision was not written. Nothing was.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// Somebody else decided or changed the task, or the person settled something meanwhile.
    #[error("the task has moved on")]
    Stale,
    /// The record that it creates cannot be.
    #[error("the record cannot be created")]
    NotCreated(Collision),
    /// See [`Fault`]. Whether it was written is unknown: read again.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// How far behind support staff are.
#[async_trait]
pub trait Backlog: Send + Sync {
    /// When the oldest of the tasks was raised that have to be decided.
    async fn oldest_open(&self) -> Result<Option<Timestamp>, Fault>;
}

/// Where review tasks are kept.
#[async_trait]
pub trait Reviews: Send + Sync {
    /// The task.
    async fn task(&self, id: &TaskId) -> Result<Option<ReviewTask>, Fault>;

    /// Puts a task that was raised on support staff's list, with what the engine found. One task for
    /// each request, however often this is asked: a task that was opened before stays as it is.
    async fn open_task(&self, id: &TaskId, findings: &[Finding]) -> Result<(), Fault>;

    /// Support staff's list, the oldest first.
    async fn list(&self) -> Result<Vec<TaskLine>, Fault>;

    /// The task with this reference.
    async fn referred(&self, reference: &Reference) -> Result<Option<TaskId>, Fault>;

    /// Writes a decision: the task, the TRN request, the user, a new record if one is given, the audit
    /// events and the email, in one transaction against the versions it was made on.
    async fn settle(&self, settle: Settle<'_>) -> Result<(), SettleError>;

    /// Brings a record in to compare.
    async fn compare(
        &self,
        task: &ReviewTask,
        trn: &Trn,
        by: &Staff,
        at: Timestamp,
    ) -> Result<(), SettleError>;

    /// Sends the email about a settled task again, to where the person reads email now.
    async fn tell_again(
        &self,
        task: &ReviewTask,
        by: &Staff,
        at: Timestamp,
    ) -> Result<(), SettleError>;

    /// Takes a task whose email came back off the list: the person was told in another way.
    async fn told_another_way(
        &self,
        task: &ReviewTask,
        by: &Staff,
        at: Timestamp,
    ) -> Result<(), SettleError>;

    /// Remembers in the audit trail that somebody looked at a task.
    async fn viewed(&self, task: &TaskId, by: &Staff, at: Timestamp) -> Result<(), Fault>;

    /// What became of the latest email that support staff caused about a task.
    async fn email(&self, task: &ReviewTask) -> Result<TaskEmail, Fault>;

    /// What happened to a task, the latest first.
    async fn history(&self, task: &TaskId) -> Result<Vec<TaskEvent>, Fault>;
}
