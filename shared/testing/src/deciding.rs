//! What support staff do, and what is told of it.

use identity::{Person, TaskId};
use jiff::{SignedDuration, Timestamp};
use journey::{Happening, Ruling, proceed};
use matching::Evidence;
use ports::{Clock, Destination, Pending, Settle, Staff};

use crate::World;

impl World {
    /// Has a member of support staff decide what is open for somebody, a minute from now. Answers with
    /// the task.
    ///
    /// # Panics
    /// Nothing is open, it cannot be decided that way, or the store fails.
    pub async fn decide(&self, person: &Person, ruling: Ruling) -> TaskId {
        self.clock().advance(SignedDuration::from_mins(1));
        let reviews = self.store().reviews();
        let user = self.user(&person.user.subject).await;
        let id = user.open.as_ref().expect("something is open").task();
        let task = reviews.task(&id).await.expect("the store answers").expect("there is a task");
        let step = proceed(task.kind, &task.progress, Happening::Decided(ruling));
        let evidence = Evidence {
            identity: &task.identity,
            email: Some(&task.email),
            nino: task.answers.nino.nino(),
            trn: task.answers.trn.as_ref(),
            refused: &user.refused,
        };
        let teachers = self.store().teachers();
        let survey = teachers.around(&evidence).await.expect("the store answers");
        let issued = teachers.issued(&task.subject, &task.identity, evidence.nino).await;
        let issued = issued.expect("the store answers");
        let by =
            Staff { id: "staff-1".parse().expect("it is an ID"), name: "Sam Staff".to_owned() };
        let settle = Settle {
            task: &task,
            user: &user,
            step: &step.expect("the task is open"),
            refused: &[],
            as_of: Some((&survey.as_of, &issued)),
            by: &by,
            at: self.clock().now(),
        };
        reviews.settle(settle).await.expect("the store takes a decision");
        id
    }

    /// The emails that wait in the outbox, the oldest first.
    ///
    /// # Panics
    /// The store fails.
    pub async fn emails_waiting(&self) -> Vec<Pending> {
        let waiting = self.store().outbox().waiting(Timestamp::MAX, usize::MAX).await;
        let mut waiting = waiting.expect("the store answers");
        waiting.retain(|pending| pending.message.destination() == Destination::Emails);
        waiting
    }
}
