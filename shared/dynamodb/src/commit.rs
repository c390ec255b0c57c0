//! One step of a journey, with everything it changes, in one transaction.

use identity::Trn;
use journey::Effect;
use ports::{Commit, CommitError, Fault, Journey, SignInStamp, User};

use crate::{
    Store, Table,
    effects::Changes,
    faults::Trouble,
    item::{self, Key},
    journeys,
    outbox::PENDING,
    sessions,
    stored::{AuditEvent, Ref},
    transaction::{Condition, NEW, Outcome, Transaction, request_token},
    users,
};

const DOING: &str = "moving a journey";

impl Store {
    pub(crate) async fn commit_step(
        &self,
        from: &Journey,
        commit: Commit<'_>,
    ) -> Result<Journey, CommitError> {
        let moved = moved(from, &commit);
        let who = moved.stage.user();
        let changes =
            Changes::of(&commit.step.effects, who, commit.user, &from.service.id, commit.at)
                .map_err(|trouble| Fault::new(DOING, trouble))?;

        let mut transaction = Transaction::default();
        let journey = transaction.put(
            self.table(Table::Journeys)?,
            item::write(journeys::key(&from.id), Ref(&moved)),
            Some(Condition::version(from.version)),
        );
        let user = self.add_user(&mut transaction, commit.user, changes.user.as_ref())?;
        self.add_work(&mut transaction, &moved, &commit, &changes)?;
        let mut rotated = None;
        if let Some(rotation) = &commit.rotation {
            let table = self.table(Table::Journeys)?;
            sessions::add(&mut transaction, table, &rotation.new);
            let until = rotation.new.session.expires_at;
            rotated = Some(sessions::add_end(&mut transaction, table, &rotation.old, until));
        }

        let same = same_commit(from, &commit);
        match self.transact(DOING, transaction, Some(same)).await? {
            Outcome::Written => Ok(moved),
            Outcome::Refused(which) if which.contains(&journey) => Err(CommitError::Stale),
            Outcome::Refused(which) if user.is_some_and(|user| which.contains(&user)) => {
                Err(CommitError::UserChanged)
            }
            // The person signed out while they were coming back: that stays so.
            Outcome::Refused(which) if rotated.is_some_and(|old| which.contains(&old)) => {
                Err(CommitError::Stale)
            }
            Outcome::Refused(_) => Err(Fault::new(DOING, Trouble::NotNew).into()),
        }
    }

    /// Writes the user if they changed, and else makes sure that nobody else has changed them.
    fn add_user(
        &self,
        transaction: &mut Transaction,
        before: Option<&User>,
        after: Option<&User>,
    ) -> Result<Option<usize>, Fault> {
        let (Some(before), Some(after)) = (before, after) else { return Ok(None) };
        let table = self.table(Table::Users)?;
        let as_read = if before.version == 0 {
            Condition::new(NEW)
        } else {
            Condition::version(before.version)
        };
        let key = users::key(&before.subject);
        Ok(Some(if before == after {
            transaction.check(table, key, as_read)
        } else {
            let next = User { version: before.version + 1, ..after.clone() };
            transaction.put(table, item::write(key, Ref(&next)), Some(as_read))
        }))
    }

    /// Writes what the step leaves for others: tasks, requests, messages, and the audit event.
    fn add_work(
        &self,
        transaction: &mut Transaction,
        moved: &Journey,
        commit: &Commit<'_>,
        changes: &Changes,
    ) -> Result<(), Fault> {
        for task in &changes.tasks {
            let key = Key::new(format!("TASK#{}", task.id.as_str()), "TASK");
            transaction.create(self.table(Table::Tasks)?, item::write(key, task));
        }
        for request in &changes.requests {
            let key = Key::new(format!("REQUEST#{}", request.id.as_str()), "REQUEST");
            transaction.create(self.table(Table::Tasks)?, item::write(key, request));
        }
        for reference in &changes.references {
            let key = Key::new(format!("REFERENCE#{}", reference.as_str()), "REFERENCE");
            transaction.create(self.table(Table::Tasks)?, key.item());
        }
        // Both sort by time: milliseconds have a fixed width.
        let moment = format!("{:.3}#{}#{}", commit.at, moved.id.as_str(), moved.version);
        for (number, message) in changes.messages.iter().enumerate() {
            let key = Key::new(PENDING, format!("{moment}#{number}"));
            transaction.create(self.table(Table::Outbox)?, item::write(key, message));
        }
        if let Some(who) = moved.stage.user().filter(|_| !commit.step.effects.is_empty()) {
            let event = AuditEvent {
                who: who.subject.clone(),
                what: commit.step.arrow.name().to_owned(),
                journey: moved.id.clone(),
                client: moved.service.id.clone(),
                trn: linked(&commit.step.effects),
                at: commit.at,
            };
            let key = Key::new(format!("USER#{}", who.subject.as_str()), moment);
            transaction.create(self.table(Table::Audit)?, item::write(key, &event));
        }
        Ok(())
    }
}

/// The journey after the step. A trip that was under way before it leads nowhere any more.
fn moved(from: &Journey, commit: &Commit<'_>) -> Journey {
    let rotated = commit.rotation.as_ref().map(|rotation| SignInStamp {
        session: rotation.sign_in.session.clone(),
        auth_time: rotation.sign_in.auth_time,
    });
    Journey {
        version: from.version + 1,
        stage: commit.step.stage.clone(),
        attempt: commit.attempt.clone(),
        sign_in: rotated.or_else(|| from.sign_in.clone()),
        ..from.clone()
    }
}

/// The record that was linked, if one was.
fn linked(effects: &[Effect]) -> Option<Trn> {
    effects.iter().find_map(|effect| match effect {
        Effect::LinkRecord { found, .. } => Some(found.trn.clone()),
        Effect::RememberUser(_)
        | Effect::RememberIdentity(_)
        | Effect::OpenRequest { .. }
        | Effect::RaiseReview { .. }
        | Effect::Tell(_) => None,
    })
}

/// The journey and its version, and what tells one try against them from another: the SDK sending one
/// commit twice is one commit, and two tabs are two.
fn same_commit(from: &Journey, commit: &Commit<'_>) -> String {
    let user = commit.user.map_or_else(String::new, |user| user.version.to_string());
    let session = commit.rotation.as_ref().map_or("", |rotation| rotation.new.digest.as_str());
    request_token(&[
        from.id.as_str(),
        &from.version.to_string(),
        commit.step.arrow.name(),
        &commit.at.to_string(),
        &user,
        session,
    ])
}
