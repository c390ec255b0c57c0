//! Review tasks as they are written: with their line on support staff's list, their TRN request and
//! their history.

use identity::{Reference, RequestId, TaskId};
use jiff::Timestamp;
use journey::{Progress, ReviewKind};
use oidc::webhook::Event;
use ports::{Decided, Fault, Listed, Outgoing, ReviewTask, TaskEvent, TaskLine};

use crate::{
    Store, Table,
    item::{self, Key},
    outbox,
    stored::{Ref, TrnRequest, TrnRequestState},
    transaction::{Condition, Transaction},
};

/// The partition of support staff's list. There are some hundred changes a day: it does not grow hot.
pub(crate) const LIST: &str = "LIST";

pub(crate) fn key(id: &TaskId) -> Key {
    Key::new(format!("TASK#{}", id.as_str()), "TASK")
}

pub(crate) fn request_key(id: &RequestId) -> Key {
    Key::new(format!("REQUEST#{}", id.as_str()), "REQUEST")
}

pub(crate) fn reference_key(reference: &Reference) -> Key {
    Key::new(format!("REFERENCE#{}", reference.as_str()), "REFERENCE")
}

/// Where a task's history stands.
pub(crate) fn history(id: &TaskId) -> String {
    format!("TASK#{}", id.as_str())
}

/// A moment that sorts as text: milliseconds have a fixed width.
pub(crate) fn moment(at: Timestamp) -> String {
    format!("{at:.3}")
}

fn line_key(task: &ReviewTask) -> Key {
    Key::new(LIST, format!("{}#{}", moment(task.raised_at), task.id.as_str()))
}

/// What a task that is this far stands on the list as.
pub(crate) fn listed(progress: &Progress) -> Option<Listed> {
    match progress {
        Progress::InReview => Some(Listed::Open),
        Progress::NeedsInformation(_) => Some(Listed::WaitingForPerson),
        Progress::Completed { .. } | Progress::Rejected(_) => None,
    }
}

/// The task as it is after a decision.
pub(crate) fn moved(task: &ReviewTask, progress: Progress, decided: Decided) -> ReviewTask {
    ReviewTask { listed: listed(&progress), progress, decided: Some(decided), ..task.clone() }
}

impl Store {
    /// Writes a task in place of `before`, with its line on the list and its TRN request. Answers with
    /// the write that fails if somebody else was quicker.
    pub(crate) fn add_task(
        &self,
        transaction: &mut Transaction,
        before: &ReviewTask,
        after: &ReviewTask,
    ) -> Result<usize, Fault> {
        let table = self.table(Table::Tasks)?;
        let next = ReviewTask { version: before.version + 1, ..after.clone() };
        let as_read = Some(Condition::version(before.version));
        let written = transaction.put(table, item::write(key(&next.id), Ref(&next)), as_read);
        match next.listed {
            Some(listed) => {
                let line = line(&next, listed);
                transaction.put(table, item::write(line_key(&next), Ref(&line)), None);
            }
            None if before.listed.is_some() => {
                transaction.delete(table, line_key(before));
            }
            None => {}
        }
        match next.kind {
            ReviewKind::PossibleDuplicate if before.progress != next.progress => {
                let request = request(&next);
                transaction.put(table, item::write(request_key(&request.id), &request), None);
                self.add_webhook(transaction, &request, next.decided.as_ref())?;
            }
            ReviewKind::PossibleDuplicate | ReviewKind::RecordNotFound | ReviewKind::TwoRecords => {
            }
        }
        Ok(written)
    }

    /// Has the calling service that a TRN request came from told of it, if it is settled now. Whether the service
    /// wants to be told is looked up then.
    fn add_webhook(
        &self,
        transaction: &mut Transaction,
        request: &TrnRequest,
        decided: Option<&Decided>,
    ) -> Result<(), Fault> {
        let (Some(outcome), Some(decided)) = (request.state.outcome(), decided) else {
            return Ok(());
        };
        let event = Event::TrnRequestCompleted {
            request: request.id.clone(),
            subject: request.subject.clone(),
            outcome,
        };
        let cause = format!("REQUEST#{}#{}", request.id.as_str(), request.version);
        let message = Outgoing::Webhook { client: request.client.clone(), event };
        let table = self.table(Table::Outbox)?;
        outbox::add(transaction, table, outbox::id(&cause, 0), message, decided.at);
        Ok(())
    }

    /// Adds a line to a task's history.
    pub(crate) fn add_history(
        &self,
        transaction: &mut Transaction,
        task: &TaskId,
        (version, event): (u64, &TaskEvent),
    ) -> Result<(), Fault> {
        let key = Key::new(history(task), format!("{}#{version}", moment(event.at)));
        transaction.create(self.table(Table::Audit)?, item::write(key, Ref(event)));
        Ok(())
    }
}

fn line(task: &ReviewTask, listed: Listed) -> TaskLine {
    TaskLine {
        id: task.id.clone(),
        kind: task.kind,
        listed,
        reference: task.reference.clone(),
        client: task.client.clone(),
        raised_at: task.raised_at,
        due: task.due,
    }
}

/// The TRN request that a task is about, as it is now.
fn request(task: &ReviewTask) -> TrnRequest {
    let (state, trn) = TrnRequestState::of(&task.progress);
    TrnRequest {
        id: task.id.as_str().parse().expect("request and task ids have one alphabet"),
        state,
        reference: task.reference.clone(),
        subject: task.subject.clone(),
        email: task.email.clone(),
        identity: task.identity.clone(),
        nino: task.answers.nino.clone(),
        client: task.client.clone(),
        trn,
        opened_at: task.raised_at,
        asked_on: task.asked_on,
        due: task.due,
        version: task.version,
    }
}
