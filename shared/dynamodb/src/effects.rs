//! What the effects of a step come to, before any of it is written.

use std::collections::BTreeMap;

use identity::{ClientId, OneLoginUser, Person, Reference, RequestId, TaskId, TeachingRecord, Trn};
use jiff::Timestamp;
use journey::{Effect, More, NinoAnswer, OpenWork, Progress, ReviewKind, TrnOrigin};
use ports::{Decided, Decider, Link, Outgoing, ReviewTask, User};

use crate::{
    faults::Trouble,
    stored::{TrnRequest, TrnRequestState},
    tasks,
};

/// Everything a step changes besides its journey.
pub(crate) struct Changes {
    /// The user after the step, if the step is about them.
    pub(crate) user: Option<User>,
    /// Tasks that are raised.
    pub(crate) raised: Vec<ReviewTask>,
    /// The task that was read, moved.
    pub(crate) moved: Option<ReviewTask>,
    /// TRN requests that are opened.
    pub(crate) requests: Vec<TrnRequest>,
    /// The teaching record of a new TRN.
    pub(crate) record: Option<TeachingRecord>,
    /// References that must not have been given before, and whose tasks they are.
    pub(crate) references: BTreeMap<Reference, TaskId>,
    pub(crate) messages: Vec<Outgoing>,
    task: Option<ReviewTask>,
    /// The task that the user waited for, as they were read.
    awaited: Option<TaskId>,
    /// Who it is all about, if anybody has signed in.
    who: Option<OneLoginUser>,
    client: ClientId,
    at: Timestamp,
}

impl Changes {
    /// What `effects` come to for a user and a task as they were read, on a journey from `client`.
    pub(crate) fn of(
        effects: &[Effect],
        who: Option<&OneLoginUser>,
        (user, task): (Option<&User>, Option<&ReviewTask>),
        client: &ClientId,
        at: Timestamp,
    ) -> Result<Self, Trouble> {
        let mut changes = Self {
            user: user.cloned(),
            raised: Vec::new(),
            moved: None,
            requests: Vec::new(),
            record: None,
            references: BTreeMap::new(),
            messages: Vec::new(),
            task: task.cloned(),
            awaited: user.and_then(|user| user.open.as_ref()).map(OpenWork::task),
            who: who.cloned(),
            client: client.clone(),
            at,
        };
        for effect in effects {
            changes.add(effect)?;
        }
        Ok(changes)
    }

    fn add(&mut self, effect: &Effect) -> Result<(), Trouble> {
        match effect {
            Effect::RememberUser(who) => self.user(who)?.email = Some(who.email.clone()),
            Effect::RememberIdentity(Person { user, identity }) => {
                let known = self.user(user)?;
                known.email = Some(user.email.clone());
                known.identity = Some(identity.clone());
            }
            Effect::LinkRecord { person, found, origin } => {
                let request = self.given_through(*origin);
                let since = self.at;
                let known = self.user(&person.user)?;
                known.link = Some(Link { trn: found.trn.clone(), origin: *origin, request, since });
                known.open = None;
            }
            Effect::CreateRecord(record) => self.record = Some((**record).clone()),
            Effect::OpenRequest { request, person, nino, progress } => {
                let open = OpenWork::Request {
                    id: request.id.clone(),
                    reference: request.reference.clone(),
                    asked_on: request.asked_on,
                    due: request.due,
                    wanted: None,
                };
                // A request and its task share one reference and one id.
                self.references.insert(request.reference.clone(), open.task());
                self.user(&person.user)?.open = Some(open);
                let opened = self.request(request, person, nino, progress);
                self.requests.push(opened);
            }
            Effect::RaiseReview { kind, task, person, answers } => {
                match kind {
                    // The TRN request that it is about is what the person waits for.
                    ReviewKind::PossibleDuplicate => {}
                    ReviewKind::RecordNotFound | ReviewKind::TwoRecords => {
                        self.user(&person.user)?.open = Some(OpenWork::Task {
                            id: task.id.clone(),
                            kind: *kind,
                            reference: task.reference.clone(),
                            asked_on: task.asked_on,
                            due: task.due,
                            wanted: None,
                        });
                    }
                }
                self.references.insert(task.reference.clone(), task.id.clone());
                self.messages.push(Outgoing::ReviewRaised { task: task.id.clone() });
                self.raised.push(ReviewTask {
                    id: task.id.clone(),
                    version: 1,
                    kind: *kind,
                    progress: Progress::InReview,
                    reference: task.reference.clone(),
                    subject: person.user.subject.clone(),
                    email: person.user.email.clone(),
                    identity: person.identity.clone(),
                    answers: answers.clone(),
                    previous_last_name: None,
                    client: self.client.clone(),
                    raised_at: self.at,
                    asked_on: task.asked_on,
                    due: task.due,
                    listed: None,
                    findings: Vec::new(),
                    compared: Vec::new(),
                    decided: None,
                });
            }
            Effect::MoveTask { task, arrow, progress, more } => {
                let decided = Decided { by: Decider::Person, arrow: *arrow, at: self.at };
                let read = self.task(task)?;
                if self.awaited.as_ref() != Some(task) {
                    return Err(Trouble::NotAwaited);
                }
                let moved = tasks::moved(&added(read, more), progress.clone(), decided);
                if let Some(open) = self.user.as_mut().and_then(|user| user.open.as_mut()) {
                    *open = open.clone().asking(None);
                }
                self.moved = Some(moved);
            }
            Effect::Tell { notice, reference } => {
                let who = self.who.as_ref().ok_or(Trouble::UserNotRead)?;
                self.messages.push(Outgoing::Email {
                    notice: *notice,
                    subject: who.subject.clone(),
                    client: self.client.clone(),
                    reference: reference.clone(),
                });
            }
        }
        Ok(())
    }

    /// The user an effect is about: they must have been read.
    fn user(&mut self, who: &OneLoginUser) -> Result<&mut User, Trouble> {
        let read = self.user.as_mut().filter(|user| user.subject == who.subject);
        read.ok_or(Trouble::UserNotRead)
    }

    /// The task an effect is about: it must have been read.
    fn task(&self, id: &TaskId) -> Result<ReviewTask, Trouble> {
        self.task.clone().filter(|task| task.id == *id).ok_or(Trouble::TaskNotRead)
    }

    fn request(
        &self,
        request: &journey::NewRequest,
        person: &Person,
        nino: &NinoAnswer,
        progress: &Progress,
    ) -> TrnRequest {
        let (state, trn) = TrnRequestState::of(progress);
        TrnRequest {
            id: request.id.clone(),
            state,
            reference: request.reference.clone(),
            subject: person.user.subject.clone(),
            email: person.user.email.clone(),
            identity: person.identity.clone(),
            nino: nino.clone(),
            client: self.client.clone(),
            trn,
            opened_at: self.at,
            asked_on: request.asked_on,
            due: request.due,
            version: 1,
        }
    }

    /// The TRN request of this step that a new TRN was given through.
    fn given_through(&self, origin: TrnOrigin) -> Option<RequestId> {
        match origin {
            TrnOrigin::Found => None,
            TrnOrigin::Issued => self.requests.last().map(|request| request.id.clone()),
        }
    }

    /// The TRN that somebody was linked to, if they were.
    pub(crate) fn linked(effects: &[Effect]) -> Option<Trn> {
        effects.iter().find_map(|effect| match effect {
            Effect::LinkRecord { found, .. } => Some(found.trn.clone()),
            Effect::RememberUser(_)
            | Effect::RememberIdentity(_)
            | Effect::CreateRecord(_)
            | Effect::OpenRequest { .. }
            | Effect::RaiseReview { .. }
            | Effect::MoveTask { .. }
            | Effect::Tell { .. } => None,
        })
    }
}

/// A task with what the person has added to it.
fn added(mut task: ReviewTask, more: &More) -> ReviewTask {
    if let Some(nino) = &more.nino {
        task.answers.nino = NinoAnswer::Given(nino.clone());
    }
    if let Some(trn) = &more.trn {
        task.answers.trn = Some(trn.clone());
    }
    if let Some(name) = &more.previous_last_name {
        task.previous_last_name = Some(name.clone());
    }
    task
}
