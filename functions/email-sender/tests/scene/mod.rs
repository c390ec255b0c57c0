//! Anne, who has asked, and an inbox.

use std::sync::Arc;

use dynamodb::Table;
use email_sender::EmailSender;
use identity::MessageId;
use journey::{Event, NewRequest, RequestOutcome, step};
use ports::{Clock, Commit, Fault, QueueMessage, Worker};
use serde_json::Value;
use testing::{
    World,
    journeys::{anne, client, may_allocate, needs_a_record, requesting_trn},
    queues::{Arrived, Inbox},
};

pub(crate) struct Scene {
    pub(crate) world: World,
    pub(crate) inbox: Inbox,
}

impl Scene {
    async fn new() -> Self {
        let world = World::new().await;
        world.store().register(&client(needs_a_record())).await.unwrap();
        let inbox = Inbox::new(world.time());
        Self { world, inbox }
    }

    /// Anne has asked support staff to look for her record.
    pub(crate) async fn asked() -> Self {
        let scene = Self::new().await;
        scene.world.ask_support(&anne()).await;
        scene
    }

    /// Anne has asked for a TRN, and might have one.
    pub(crate) async fn held() -> Self {
        let scene = Self::new().await;
        let world = &scene.world;
        world.prove(&anne()).await;
        let visitor = world.visitor_from(may_allocate(), requesting_trn()).await;
        let request = NewRequest {
            id: "request-1".parse().unwrap(),
            reference: "TRN-7K4M-92QX".parse().unwrap(),
            asked_on: jiff::civil::date(2026, 4, 1),
            due: jiff::civil::date(2026, 4, 10),
        };
        let event = Event::TrnRequested { request, outcome: RequestOutcome::Held };
        let policy = may_allocate().record_policy;
        let taken = step(policy, visitor.journey.stage.clone(), event).unwrap();
        let user = world.user(&anne().user.subject).await;
        let commit = Commit { user: Some(&user), ..Commit::of(&taken, world.clock().now()) };
        world.store().journeys().commit(&visitor.journey, commit).await.unwrap();
        scene
    }

    pub(crate) fn function(&self) -> EmailSender {
        let store = self.world.store();
        EmailSender {
            outbox: store.outbox(),
            deliveries: store.deliveries(),
            users: store.users(),
            clients: store.clients(),
            mailer: Arc::new(self.inbox.clone()),
            clock: self.world.time(),
            issuer: "https://ctr.example".to_owned(),
            support: "help@ctr.example".to_owned(),
        }
    }

    pub(crate) async fn work_on(&self, id: &MessageId) -> Result<(), Fault> {
        self.function().work(&body(id)).await
    }

    /// The body of the message about the last email that was asked for.
    pub(crate) async fn last(&self) -> String {
        body(&self.world.emails_waiting().await.last().unwrap().id)
    }

    pub(crate) async fn work_on_the_last(&self) -> Result<(), Fault> {
        self.function().work(&self.last().await).await
    }
    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.inbox.arrived()
    }

    /// What is noted about a message.
    pub(crate) async fn noted(&self, id: &MessageId) -> Value {
        let pk = format!("DELIVERY#{}", id.as_str());
        let items = self.world.items(Table::Outbox).await;
        items.into_iter().find(|item| item["pk"] == pk).unwrap()
    }
}

pub(crate) fn body(id: &MessageId) -> String {
    QueueMessage { message: id.clone() }.to_string()
}

/// Why a worker fails, as the log has it.
pub(crate) fn why(fault: &Fault) -> String {
    std::error::Error::source(fault).unwrap().to_string()
}
