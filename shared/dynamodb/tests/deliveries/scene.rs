//! Anne, who has asked support staff to look, and the email that says so.

use dynamodb::Table;
use identity::{MessageId, TaskId};
use jiff::{SignedDuration, Timestamp};
use journey::{Happening, Reason, Ruling, proceed};
use ports::{Deliveries, Feedback, Outgoing, Reviews, Settle, Staff};
use serde_json::Value;
use testing::{
    World,
    journeys::{anne, nine},
};

pub(crate) struct Scene {
    pub(crate) world: World,
    /// The email about Anne's request.
    pub(crate) email: MessageId,
    /// Her request.
    pub(crate) task: TaskId,
}

pub(crate) fn minutes(minutes: i64) -> Timestamp {
    nine() + SignedDuration::from_mins(minutes)
}

pub(crate) fn message(id: &str) -> MessageId {
    id.parse().unwrap()
}

impl Scene {
    pub(crate) async fn new() -> Self {
        let world = World::new().await;
        let open = world.ask_support(&anne()).await.open.unwrap();
        let waiting = world.store().outbox().waiting(Timestamp::MAX, 10).await.unwrap();
        let email = waiting.into_iter().find_map(|pending| match pending.message {
            Outgoing::Email { .. } => Some(pending.id),
            Outgoing::ReviewRaised { .. } => None,
        });
        let task = open.task();
        world.store().open_task(&task, &[]).await.unwrap();
        Self { world, email: email.unwrap(), task }
    }

    pub(crate) fn deliveries(&self) -> std::sync::Arc<dyn Deliveries> {
        self.world.store().deliveries()
    }

    pub(crate) fn feedback(&self) -> std::sync::Arc<dyn Feedback> {
        self.world.store().feedback()
    }

    /// Has support staff refuse Anne's request.
    pub(crate) async fn settle(&self) {
        let reviews = self.world.store().reviews();
        let task = reviews.task(&self.task).await.unwrap().unwrap();
        let ruling = Happening::Decided(Ruling::Refuse(Reason::NoRecord));
        let step = proceed(task.kind, &task.progress, ruling).unwrap();
        let user = self.world.user(&anne().user.subject).await;
        let by = Staff { id: "staff-1".parse().unwrap(), name: "Sam Staff".to_owned() };
        let settle = Settle {
            task: &task,
            user: &user,
            step: &step,
            refused: &[],
            as_of: None,
            by: &by,
            at: minutes(5),
        };
        reviews.settle(settle).await.unwrap();
    }

    /// What is noted about a message.
    pub(crate) async fn noted(&self, id: &MessageId) -> Option<Value> {
        let pk = format!("DELIVERY#{}", id.as_str());
        self.world.items(Table::Outbox).await.into_iter().find(|item| item["pk"] == pk)
    }
}
