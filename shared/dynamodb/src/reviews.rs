//! What support staff decide.

use async_trait::async_trait;
use identity::{MessageId, Reference, TaskId, Trn};
use jiff::Timestamp;
use journey::{Notice, Progress, RequestStep, TrnOrigin};
use ports::{
    Decided, Decider, Fault, Finding, Link, Outbox, Outgoing, ReviewTask, Reviews, Settle,
    SettleError, Staff, TaskEmail, TaskEvent, TaskHappening, TaskLine, User,
};

use crate::{
    Store, Table,
    created::Created,
    faults::{self, TRIES, Trouble},
    item::{self, Item, Key},
    outbox,
    stored::{AuditEvent, Ref},
    tasks::{self, LIST, history, key, moment},
    transaction::{Outcome, Transaction, request_token},
};

const READING: &str = "reading a review task";
const DECIDING: &str = "deciding a review task";
const LOOKING: &str = "remembering who looked at a review task";

#[async_trait]
impl Reviews for Store {
    async fn task(&self, id: &TaskId) -> Result<Option<ReviewTask>, Fault> {
        let item = self.item(READING, self.table(Table::Tasks)?, key(id)).await?;
        item.map(|item| read(item, "review task")).transpose()
    }

    async fn open_task(&self, id: &TaskId, findings: &[Finding]) -> Result<(), Fault> {
        const DOING: &str = "opening a review task";
        for number in 1..=TRIES {
            let task = self.task(id).await?;
            let task = task.ok_or_else(|| Fault::new(DOING, Trouble::NoTask))?;
            let listed = tasks::listed(&task.progress);
            // It was opened before, or settled before it could be.
            if task.listed.is_some() || listed.is_none() {
                return Ok(());
            }
            let opened = ReviewTask { listed, findings: findings.to_vec(), ..task.clone() };
            let mut transaction = Transaction::default();
            self.add_task(&mut transaction, &task, &opened)?;
            if self.transact(DOING, transaction, None).await? == Outcome::Written {
                return Ok(());
            }
            faults::wait_before_try(number).await;
        }
        Err(Fault::new(DOING, Trouble::Contended))
    }

    async fn list(&self) -> Result<Vec<TaskLine>, Fault> {
        let items = self.items_under(READING, self.table(Table::Tasks)?, LIST).await?;
        items.into_iter().map(|item| read(item, "line of the list")).collect()
    }

    async fn referred(&self, reference: &Reference) -> Result<Option<TaskId>, Fault> {
        let key = tasks::reference_key(reference);
        let item = self.item(READING, self.table(Table::Tasks)?, key).await?;
        Ok(item.and_then(|item| item.get("task")?.as_s().ok()?.parse().ok()))
    }

    async fn settle(&self, settle: Settle<'_>) -> Result<(), SettleError> {
        let Settle { task, user, step, refused, by, at, .. } = settle;
        let decided = Decided { by: Decider::Staff(by.clone()), arrow: step.arrow, at };
        let after = tasks::moved(task, step.progress.clone(), decided);
        let mut transaction = Transaction::default();
        let mut stale = vec![self.add_task(&mut transaction, task, &after)?];
        let settled = settled(user, &settle, refused);
        stale.extend(self.add_user(&mut transaction, (Some(user), Some(&settled)), at)?);
        let created = self.add_given(&mut transaction, &settle)?;
        let what = TaskHappening::Moved { arrow: step.arrow, progress: step.progress.clone() };
        self.add_event(&mut transaction, task, by, what, at)?;
        self.add_audit(&mut transaction, &settle)?;
        if let Some(notice) = step.tell {
            self.add_notice(&mut transaction, task, notice, at)?;
        }

        let token = token(task, by, (at, trn(step).as_ref()));
        let which = match self.transact(DECIDING, transaction, Some(token)).await? {
            Outcome::Written => return Ok(()),
            Outcome::Refused(which) => which,
        };
        Err(if stale.iter().any(|write| which.contains(write)) {
            SettleError::Stale
        } else if let Some(collision) = created.and_then(|created| created.collision(&which)) {
            SettleError::NotCreated(collision)
        } else {
            Fault::new(DECIDING, Trouble::NotNew).into()
        })
    }

    async fn compare(
        &self,
        task: &ReviewTask,
        trn: &Trn,
        by: &Staff,
        at: Timestamp,
    ) -> Result<(), SettleError> {
        let mut after = task.clone();
        if !after.compared.contains(trn) {
            after.compared.push(trn.clone());
        }
        self.change(task, &after, (by, TaskHappening::Compared(trn.clone())), None, at).await
    }

    async fn tell_again(
        &self,
        task: &ReviewTask,
        by: &Staff,
        at: Timestamp,
    ) -> Result<(), SettleError> {
        let after = ReviewTask { listed: None, ..task.clone() };
        self.change(task, &after, (by, TaskHappening::ToldAgain), task.progress.notice(), at).await
    }

    async fn told_another_way(
        &self,
        task: &ReviewTask,
        by: &Staff,
        at: Timestamp,
    ) -> Result<(), SettleError> {
        let after = ReviewTask { listed: None, ..task.clone() };
        self.change(task, &after, (by, TaskHappening::ToldAnotherWay), None, at).await
    }

    async fn viewed(&self, task: &TaskId, by: &Staff, at: Timestamp) -> Result<(), Fault> {
        let event = TaskEvent { at, by: Decider::Staff(by.clone()), what: TaskHappening::Viewed };
        // Two people may look in one millisecond: whoever they are tells them apart.
        let key = Key::new(history(task), format!("{}#seen#{}", moment(at), by.id.as_str()));
        let request = self.client.put_item().table_name(self.table(Table::Audit)?);
        let request = request.set_item(Some(item::write(key, Ref(&event))));
        request.send().await.map(drop).map_err(faults::fault(LOOKING))
    }

    async fn email(&self, task: &ReviewTask) -> Result<TaskEmail, Fault> {
        // A change of a task writes one email at most, under the version it leads to.
        for version in (1..=task.version).rev() {
            let id = email_id(task, version);
            if self.message(&id).await?.is_some() {
                let noted = self.noted(&id).await?;
                return Ok(noted.map_or(TaskEmail::Waiting, TaskEmail::Noted));
            }
        }
        Ok(TaskEmail::None)
    }

    async fn history(&self, task: &TaskId) -> Result<Vec<TaskEvent>, Fault> {
        let items = self.items_under(READING, self.table(Table::Audit)?, &history(task)).await?;
        items.into_iter().rev().map(|item| read(item, "event")).collect()
    }
}

impl Store {
    /// As the place where review tasks are kept.
    pub fn reviews(&self) -> std::sync::Arc<dyn Reviews> {
        std::sync::Arc::new(self.clone())
    }

    /// Changes a task without deciding it.
    async fn change(
        &self,
        before: &ReviewTask,
        after: &ReviewTask,
        (by, what): (&Staff, TaskHappening),
        tell: Option<Notice>,
        at: Timestamp,
    ) -> Result<(), SettleError> {
        let mut transaction = Transaction::default();
        self.add_task(&mut transaction, before, after)?;
        self.add_event(&mut transaction, before, by, what, at)?;
        if let Some(notice) = tell {
            self.add_notice(&mut transaction, before, notice, at)?;
        }
        let token = token(before, by, (at, None));
        match self.transact(DECIDING, transaction, Some(token)).await? {
            Outcome::Written => Ok(()),
            Outcome::Refused(_) => Err(SettleError::Stale),
        }
    }

    /// Creates the record of a TRN that support staff give. Claims that others have stay theirs.
    fn add_given(
        &self,
        transaction: &mut Transaction,
        settle: &Settle<'_>,
    ) -> Result<Option<Created>, Fault> {
        let Some(record) = &settle.step.record else { return Ok(None) };
        let known = settle.as_of.ok_or_else(|| Fault::new(DECIDING, Trouble::RegisterNotRead))?;
        self.add_record(transaction, DECIDING, record, &settle.task.subject, known).map(Some)
    }

    fn add_event(
        &self,
        transaction: &mut Transaction,
        task: &ReviewTask,
        by: &Staff,
        what: TaskHappening,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let event = TaskEvent { at, by: Decider::Staff(by.clone()), what };
        self.add_history(transaction, &task.id, (task.version + 1, &event))
    }

    /// What happened to the One Login user it is about.
    fn add_audit(&self, transaction: &mut Transaction, settle: &Settle<'_>) -> Result<(), Fault> {
        let Settle { task, step, at, .. } = settle;
        let event = AuditEvent {
            who: task.subject.clone(),
            what: step.arrow.name().to_owned(),
            journey: None,
            task: Some(task.id.clone()),
            client: task.client.clone(),
            trn: trn(step),
            at: *at,
        };
        let key = Key::new(
            format!("USER#{}", task.subject.as_str()),
            format!("{}#{}#{}", moment(*at), task.id.as_str(), task.version + 1),
        );
        transaction.create(self.table(Table::Audit)?, item::write(key, &event));
        Ok(())
    }

    fn add_notice(
        &self,
        transaction: &mut Transaction,
        task: &ReviewTask,
        notice: Notice,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let id = email_id(task, task.version + 1);
        let message = Outgoing::Email {
            notice,
            subject: task.subject.clone(),
            client: task.client.clone(),
            reference: task.reference.clone(),
        };
        outbox::add(transaction, self.table(Table::Outbox)?, id, message, at);
        Ok(())
    }
}

/// The user after a decision about them.
fn settled(user: &User, settle: &Settle<'_>, refused: &[Trn]) -> User {
    let mut after = user.clone();
    for trn in refused {
        if !after.refused.contains(trn) {
            after.refused.push(trn.clone());
        }
    }
    match &settle.step.progress {
        Progress::InReview => {}
        Progress::NeedsInformation(wanted) => {
            after.open = after.open.map(|open| open.asking(Some(*wanted)));
        }
        Progress::Completed { trn, origin } => {
            let request = match origin {
                TrnOrigin::Found => None,
                TrnOrigin::Issued => settle.task.id.as_str().parse().ok(),
            };
            // What staff connect is no longer refused.
            after.refused.retain(|refused| refused != trn);
            after.link =
                Some(Link { trn: trn.clone(), origin: *origin, request, since: settle.at });
            after.open = None;
        }
        Progress::Rejected(_) => after.open = None,
    }
    after
}

fn trn(step: &RequestStep) -> Option<Trn> {
    match &step.progress {
        Progress::Completed { trn, .. } => Some(trn.clone()),
        Progress::InReview | Progress::NeedsInformation(_) | Progress::Rejected(_) => None,
    }
}

/// The email that was written with this version of a task.
fn email_id(task: &ReviewTask, version: u64) -> MessageId {
    outbox::id(&format!("{}#{version}", task.id.as_str()), 0)
}

/// The same decision of the same person is one, however often the SDK sends it; with another TRN drawn it is
/// another.
fn token(task: &ReviewTask, by: &Staff, (at, trn): (Timestamp, Option<&Trn>)) -> String {
    let (version, at) = (task.version.to_string(), at.to_string());
    let trn = trn.map_or("", Trn::as_str);
    request_token(&[task.id.as_str(), &version, by.id.as_str(), &at, trn])
}

fn read<T: crate::stored::Stored>(item: Item, what: &'static str) -> Result<T, Fault> {
    item::read(what, item).map_err(|trouble| Fault::new(READING, trouble))
}
