//! What the effects of a step come to, before any of it is written.

use identity::{ClientId, OneLoginUser, Person, Reference};
use jiff::Timestamp;
use journey::{Effect, Notice, OpenWork, ReviewKind, TrnOrigin};
use ports::{Link, User};

use crate::{
    faults::Trouble,
    stored::{Message, ReviewTask, TaskState, TrnRequest, TrnRequestState},
};

/// Everything a step changes besides its journey.
pub(crate) struct Changes {
    /// The user after the step, if the step is about them.
    pub(crate) user: Option<User>,
    pub(crate) tasks: Vec<ReviewTask>,
    pub(crate) requests: Vec<TrnRequest>,
    /// References that must not have been given before.
    pub(crate) references: Vec<Reference>,
    pub(crate) messages: Vec<Message>,
    /// Who it is all about, if anybody has signed in.
    who: Option<OneLoginUser>,
    client: ClientId,
    at: Timestamp,
}

impl Changes {
    /// What `effects` come to for a user as they were read, on a journey from `client`.
    pub(crate) fn of(
        effects: &[Effect],
        who: Option<&OneLoginUser>,
        user: Option<&User>,
        client: &ClientId,
        at: Timestamp,
    ) -> Result<Self, Trouble> {
        let mut changes = Self {
            user: user.cloned(),
            tasks: Vec::new(),
            requests: Vec::new(),
            references: Vec::new(),
            messages: Vec::new(),
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
                let request = self.given_through(*origin, found.trn.clone());
                let since = self.at;
                let known = self.user(&person.user)?;
                known.link = Some(Link { trn: found.trn.clone(), origin: *origin, request, since });
                known.open = None;
            }
            Effect::OpenRequest { request, person, nino } => {
                self.user(&person.user)?.open = Some(OpenWork::Request {
                    id: request.id.clone(),
                    reference: request.reference.clone(),
                    asked_on: request.asked_on,
                    due: request.due,
                });
                self.claim(&request.reference);
                self.requests.push(TrnRequest {
                    id: request.id.clone(),
                    state: TrnRequestState::InReview,
                    reference: request.reference.clone(),
                    subject: person.user.subject.clone(),
                    email: person.user.email.clone(),
                    identity: person.identity.clone(),
                    nino: nino.clone(),
                    client: self.client.clone(),
                    trn: None,
                    opened_at: self.at,
                    asked_on: request.asked_on,
                    due: request.due,
                    version: 1,
                });
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
                        });
                    }
                }
                self.claim(&task.reference);
                self.messages.push(Message::ReviewRaised { task: task.id.clone() });
                self.tasks.push(ReviewTask {
                    id: task.id.clone(),
                    kind: *kind,
                    state: TaskState::Open,
                    reference: task.reference.clone(),
                    subject: person.user.subject.clone(),
                    email: person.user.email.clone(),
                    identity: person.identity.clone(),
                    answers: answers.clone(),
                    client: self.client.clone(),
                    raised_at: self.at,
                    asked_on: task.asked_on,
                    due: task.due,
                    version: 1,
                });
            }
            Effect::Tell(Notice::RequestReceived(reference)) => {
                let who = self.who.as_ref().ok_or(Trouble::UserNotRead)?;
                self.messages.push(Message::RequestReceived {
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

    /// A request and its task share one reference.
    fn claim(&mut self, reference: &Reference) {
        if !self.references.contains(reference) {
            self.references.push(reference.clone());
        }
    }

    /// The TRN request of this step that a new TRN was given through: it is complete.
    fn given_through(
        &mut self,
        origin: TrnOrigin,
        trn: identity::Trn,
    ) -> Option<identity::RequestId> {
        match origin {
            TrnOrigin::Found => None,
            TrnOrigin::Issued => {
                let request = self.requests.last_mut()?;
                request.state = TrnRequestState::Completed;
                request.trn = Some(trn);
                Some(request.id.clone())
            }
        }
    }
}
