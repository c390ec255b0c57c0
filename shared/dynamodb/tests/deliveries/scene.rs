//! Anne, who has asked support staff to look, and the email that says so.

use dynamodb::Table;
use identity::{MessageId, TaskId};
use jiff::{SignedDuration, Timestamp};
use journey::{Reason, Ruling};
use ports::{Deliveries, Destination, Feedback, Reviews};
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
        let mut emails =
            waiting.into_iter().filter(|it| it.message.destination() == Destination::Emails);
        let task = open.task();
        world.store().open_task(&task, &[]).await.unwrap();
        Self { world, email: emails.next().unwrap().id, task }
    }

    pub(crate) fn deliveries(&self) -> std::sync::Arc<dyn Deliveries> {
        self.world.store().deliveries()
    }

    pub(crate) fn feedback(&self) -> std::sync::Arc<dyn Feedback> {
        self.world.store().feedback()
    }

    /// Has support staff refuse Anne's request.
    pub(crate) async fn settle(&self) {
        self.world.decide(&anne(), Ruling::Refuse(Reason::NoRecord)).await;
    }

    /// What is noted about a message.
    pub(crate) async fn noted(&self, id: &MessageId) -> Option<Value> {
        let pk = format!("DELIVERY#{}", id.as_str());
        self.world.items(Table::Outbox).await.into_iter().find(|item| item["pk"] == pk)
    }
}
