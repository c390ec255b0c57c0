//! One step of a journey, with everything it changes, in one transaction.

use jiff::Timestamp;
use oidc::webhook::News;
use ports::{
    Commit, CommitError, Fault, Issued, Journey, Outgoing, SignInStamp, TaskEvent, TaskHappening,
    User,
};

use crate::{
    Store, Table, answers, audience,
    created::Created,
    effects::Changes,
    faults::Trouble,
    filed,
    item::{self, Key, text},
    journeys, outbox, sessions, sign_out_notices,
    stored::{AuditEvent, Ref},
    tasks::{self, moment},
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
        let changes = Changes::of(
            &commit.step.effects,
            who,
            (commit.user, commit.task),
            &from.service.id,
            commit.at,
        )
        .map_err(|trouble| Fault::new(DOING, trouble))?;

        let mut transaction = Transaction::default();
        let journey = transaction.put(
            self.table(Table::Journeys)?,
            item::write(journeys::key(&from.id), Ref(&moved)),
            Some(Condition::version(from.version)),
        );
        let user =
            self.add_user(&mut transaction, (commit.user, changes.user.as_ref()), commit.at)?;
        let created = self.add_new_record(&mut transaction, &commit, &changes)?;
        let task = self.add_moved_task(&mut transaction, &commit, &changes)?;
        self.add_work(&mut transaction, &moved, &commit, &changes)?;
        answers::add(&mut transaction, self.table(Table::Journeys)?, (from, &moved, &commit));
        if let Some(guess) = commit.taken_back {
            self.add_taking_back(&mut transaction, guess)?;
        }
        let mut rotated = Vec::new();
        if let Some(rotation) = &commit.rotation {
            let table = self.table(Table::Journeys)?;
            sessions::add(&mut transaction, table, &rotation.new);
            let until = rotation.new.session.expires_at;
            rotated.push(sessions::add_end(&mut transaction, table, &rotation.old, until));
            rotated.extend(sign_out_notices::add_check(&mut transaction, table, rotation));
        }

        let same = same_commit(from, &commit);
        let which = match self.transact(DOING, transaction, Some(same)).await? {
            Outcome::Written => return Ok(moved),
            Outcome::Refused(which) => which,
        };
        let refused = |write: Option<usize>| write.is_some_and(|write| which.contains(&write));
        Err(if refused(Some(journey)) {
            CommitError::Stale
        } else if refused(user) || refused(task) {
            CommitError::UserChanged
        } else if rotated.into_iter().any(|write| which.contains(&write)) {
            // The person signed out, here or elsewhere, while they were coming back: that stays so.
            CommitError::Stale
        } else if let Some(collision) = created.and_then(|created| created.collision(&which)) {
            CommitError::NotCreated(collision)
        } else {
            Fault::new(DOING, Trouble::NotNew).into()
        })
    }

    /// Creates the record of a new TRN, which nobody has looked at: every claim is new.
    fn add_new_record(
        &self,
        transaction: &mut Transaction,
        commit: &Commit<'_>,
        changes: &Changes,
    ) -> Result<Option<Created>, Fault> {
        let Some(record) = &changes.record else { return Ok(None) };
        let (Some(as_of), Some(user)) = (commit.as_of, commit.user) else {
            return Err(Fault::new(DOING, Trouble::RegisterNotRead));
        };
        let known = (as_of, &Issued::default());
        self.add_record(transaction, DOING, record, &user.subject, known).map(Some)
    }

    /// Moves the task that was read, if an effect does.
    fn add_moved_task(
        &self,
        transaction: &mut Transaction,
        commit: &Commit<'_>,
        changes: &Changes,
    ) -> Result<Option<usize>, Fault> {
        let (Some(before), Some(after)) = (commit.task, &changes.moved) else { return Ok(None) };
        if let Some(decided) = &after.decided {
            let progress = after.progress.clone();
            let what = TaskHappening::Moved { arrow: decided.arrow, progress };
            let event = TaskEvent { at: commit.at, by: decided.by.clone(), what };
            self.add_history(transaction, &before.id, (before.version + 1, &event))?;
        }
        self.add_task(transaction, before, after).map(Some)
    }

    /// Writes the user if they changed, and else makes sure that nobody else has changed them. Whoever is joined to a
    /// record is noted with it, and what is news to calling services goes out.
    pub(crate) fn add_user(
        &self,
        transaction: &mut Transaction,
        (before, after): (Option<&User>, Option<&User>),
        at: Timestamp,
    ) -> Result<Option<usize>, Fault> {
        let (Some(before), Some(after)) = (before, after) else { return Ok(None) };
        let table = self.table(Table::Users)?;
        let as_read = if before.version == 0 {
            Condition::new(NEW)
        } else {
            Condition::version(before.version)
        };
        let key = users::key(&before.subject);
        if before == after {
            return Ok(Some(transaction.check(table, key, as_read)));
        }
        let next = User { version: before.version + 1, ..after.clone() };
        let written = transaction.put(table, item::write(key, Ref(&next)), Some(as_read));
        if let Some(link) = next.link.as_ref().filter(|_| before.link != next.link) {
            audience::add_holder(transaction, table, (&link.trn, &next.subject));
        }
        if next.is_news_since(before) {
            let message = Outgoing::News { subject: next.subject.clone(), news: News::UserUpdated };
            let id = outbox::id(&format!("USER#{}#{}", next.subject.as_str(), next.version), 0);
            outbox::add(transaction, self.table(Table::Outbox)?, id, message, at);
        }
        Ok(Some(written))
    }

    /// Writes what the step leaves for others: tasks, requests, messages, and the audit event.
    fn add_work(
        &self,
        transaction: &mut Transaction,
        moved: &Journey,
        commit: &Commit<'_>,
        changes: &Changes,
    ) -> Result<(), Fault> {
        for task in &changes.raised {
            let key = tasks::key(&task.id);
            transaction.create(self.table(Table::Tasks)?, item::write(key, Ref(task)));
        }
        for request in &changes.requests {
            let key = tasks::request_key(&request.id);
            transaction.create(self.table(Table::Tasks)?, item::write(key, request));
        }
        for (reference, task) in &changes.references {
            let mut item = tasks::reference_key(reference).item();
            item.insert("task".to_owned(), text(task.as_str()));
            transaction.create(self.table(Table::Tasks)?, item);
        }
        let cause = format!("{}#{}", moved.id.as_str(), moved.version);
        for (number, message) in changes.messages.iter().enumerate() {
            let id = outbox::id(&cause, number);
            let table = self.table(Table::Outbox)?;
            outbox::add(transaction, table, id, message.clone(), commit.at);
        }
        if let Some(who) = moved.stage.user().filter(|_| !commit.step.effects.is_empty()) {
            let event = AuditEvent {
                who: who.subject.clone(),
                what: commit.step.arrow.name().to_owned(),
                journey: Some(moved.id.clone()),
                task: None,
                client: moved.service.id.clone(),
                trn: Changes::linked(&commit.step.effects),
                at: commit.at,
            };
            let key = Key::new(
                format!("USER#{}", who.subject.as_str()),
                format!("{}#{cause}", moment(commit.at)),
            );
            transaction.create(self.table(Table::Audit)?, item::write(key, &event));
        }
        Ok(())
    }
}

/// The journey after the step. A trip that was under way before it leads nowhere any more.
fn moved(from: &Journey, commit: &Commit<'_>) -> Journey {
    let sign_in = match &commit.rotation {
        Some(rotation) => rotation.new.session.sign_in.as_ref().map(|sign_in| SignInStamp {
            session: sign_in.session.clone(),
            auth_time: sign_in.auth_time,
        }),
        None => from.sign_in.clone(),
    };
    Journey {
        version: from.version + 1,
        stage: commit.step.stage.clone(),
        attempt: commit.attempt.clone(),
        sign_in,
        ..from.clone()
    }
}

/// The journey and its version, and what tells one try against them from another: the SDK sending one
/// commit twice is one commit; two tabs are two, and so are two looks at the register of one request.
fn same_commit(from: &Journey, commit: &Commit<'_>) -> String {
    let user = commit.user.map_or_else(String::new, |user| user.version.to_string());
    let session = commit.rotation.as_ref().map_or("", |rotation| rotation.new.digest.as_str());
    let looked = commit.as_of.map(filed::text).unwrap_or_default();
    let linked = Changes::linked(&commit.step.effects);
    request_token(&[
        &looked,
        linked.as_ref().map_or("", identity::Trn::as_str),
        from.id.as_str(),
        &from.version.to_string(),
        commit.step.arrow.name(),
        &commit.at.to_string(),
        &user,
        session,
    ])
}
