//! From the outbox to the queues, over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use identity::MessageId;
use jiff::{SignedDuration, Timestamp};
use journey::{Reason, Ruling, Wanted};
use oidc::Client;
use outbox_relay::{OutboxRelay, PATIENCE};
use ports::{Clock, Destination, Fault, Outgoing, PutOff, Queue, QueueMessage, Relay};
use testing::{
    Log, World,
    journeys::{anne, asking_nino, client, needs_a_record},
    queues::{InProcessQueue, Mishap},
};

/// A world in which Anne has asked support staff to look: one email and one task wait.
struct Scene {
    world: World,
    emails: InProcessQueue,
    reviews: InProcessQueue,
    logouts: InProcessQueue,
    webhooks: InProcessQueue,
    email: MessageId,
    review: MessageId,
}

impl Scene {
    async fn new() -> Self {
        let world = World::new().await;
        world.ask_support(&anne()).await;
        let waiting = world.store().outbox().waiting(Timestamp::MAX, 10).await.unwrap();
        let to = |destination| {
            let found = waiting.iter().find(|it| it.message.destination() == destination);
            found.unwrap().id.clone()
        };
        let (email, review) = (to(Destination::Emails), to(Destination::Reviews));
        let queue = || InProcessQueue::new(world.time());
        let [emails, reviews, logouts, webhooks] = [(); 4].map(|()| queue());
        Self { world, emails, reviews, logouts, webhooks, email, review }
    }

    fn function(&self) -> OutboxRelay {
        OutboxRelay {
            outbox: self.world.store().outbox(),
            backlog: self.world.store().backlog(),
            emails: Arc::new(self.emails.clone()),
            reviews: Arc::new(self.reviews.clone()),
            logouts: Arc::new(self.logouts.clone()),
            webhooks: Arc::new(self.webhooks.clone()),
            clock: self.world.time(),
        }
    }

    fn both(&self) -> [MessageId; 2] {
        [self.email.clone(), self.review.clone()]
    }

    async fn waiting(&self) -> Vec<MessageId> {
        let waiting = self.world.store().outbox().waiting(Timestamp::MAX, 10).await.unwrap();
        waiting.into_iter().map(|pending| pending.id).collect()
    }
}

/// What is on a queue.
fn on(queue: &InProcessQueue) -> Vec<MessageId> {
    let received = queue.receive(100);
    received.iter().map(|message| message.body.parse::<QueueMessage>().unwrap().message).collect()
}

/// A queue that takes the first message of each call alone.
#[derive(Default)]
struct Narrow(Mutex<Vec<MessageId>>);

#[async_trait]
impl Queue for Narrow {
    async fn send(&self, messages: &[MessageId]) -> Result<Vec<MessageId>, Fault> {
        self.0.lock().unwrap().extend_from_slice(&messages[..1]);
        Ok(messages[..1].to_vec())
    }
}

#[tokio::test]
async fn each_message_goes_on_its_queue_and_waits_no_more() {
    let scene = Scene::new().await;

    let relayed = scene.function().relay(&scene.both()).await.unwrap();

    assert_eq!(relayed, scene.both());
    assert_eq!(on(&scene.emails), std::slice::from_ref(&scene.email));
    assert_eq!(on(&scene.reviews), std::slice::from_ref(&scene.review));
    assert!(scene.waiting().await.is_empty());
}

#[tokio::test]
async fn a_queue_that_fails_keeps_its_messages_waiting_and_not_the_others() {
    let scene = Scene::new().await;
    scene.emails.fail_next(Mishap::Before);

    let relayed = scene.function().relay(&scene.both()).await.unwrap();

    assert_eq!(relayed, std::slice::from_ref(&scene.review));
    assert_eq!(scene.waiting().await, std::slice::from_ref(&scene.email));
}

#[tokio::test]
async fn a_message_whose_acceptance_was_lost_is_put_there_again() {
    let scene = Scene::new().await;
    scene.emails.fail_next(Mishap::After);

    scene.function().relay(std::slice::from_ref(&scene.email)).await.unwrap_err();
    assert!(scene.waiting().await.contains(&scene.email));
    scene.function().relay(std::slice::from_ref(&scene.email)).await.unwrap();

    assert_eq!(on(&scene.emails), [scene.email.clone(), scene.email.clone()]);
    assert!(!scene.waiting().await.contains(&scene.email));
}

#[tokio::test]
async fn what_a_queue_did_not_take_still_waits() {
    let scene = Scene::new().await;
    let narrow = Arc::new(Narrow::default());
    let relay = OutboxRelay { emails: narrow.clone(), ..scene.function() };
    scene.world.decide(&anne(), Ruling::Refuse(Reason::NoRecord)).await;
    let emails = scene.world.emails_waiting().await;
    let [first, second] = [0, 1].map(|at| emails[at].id.clone());

    let relayed = relay.relay(&[first.clone(), second.clone()]).await.unwrap();

    assert_eq!(relayed, std::slice::from_ref(&first));
    assert_eq!(*narrow.0.lock().unwrap(), relayed);
    assert!(scene.waiting().await.contains(&second));
    assert!(!scene.waiting().await.contains(&first));
}

#[tokio::test]
async fn a_message_nobody_wrote_is_not_relayed_and_keeps_no_other_back() {
    let scene = Scene::new().await;
    let messages = ["nobodys".parse().unwrap(), scene.email.clone()];

    let relayed = scene.function().relay(&messages).await.unwrap();

    assert_eq!(relayed, std::slice::from_ref(&scene.email));
}

#[tokio::test]
async fn the_sweep_leaves_to_the_stream_what_is_new_and_relays_the_rest() {
    let scene = Scene::new().await;

    scene.function().sweep().await.unwrap();
    assert_eq!(scene.waiting().await.len(), 2, "the stream may still be on its way");
    scene.world.clock().advance(PATIENCE + SignedDuration::from_secs(1));
    scene.function().sweep().await.unwrap();

    assert!(scene.waiting().await.is_empty());
    assert_eq!((on(&scene.emails).len(), on(&scene.reviews).len()), (1, 1));
    scene.function().sweep().await.unwrap();
    assert_eq!((on(&scene.emails).len(), on(&scene.reviews).len()), (0, 0));
}

#[tokio::test]
async fn a_store_that_fails_loses_nothing() {
    let scene = Scene::new().await;
    for _ in 0..8 {
        scene.world.engine().meddling().refuse_next("AccessDeniedException");
    }

    scene.function().relay(&scene.both()).await.unwrap_err();

    assert_eq!((on(&scene.emails).len(), on(&scene.reviews).len()), (0, 0));
    while scene.world.store().outbox().waiting(Timestamp::MAX, 1).await.is_err() {}
    assert_eq!(scene.waiting().await.len(), 2);
}

#[tokio::test]
async fn a_service_to_tell_of_a_sign_out_goes_on_a_queue_of_its_own() {
    let scene = Scene::new().await;
    let store = scene.world.store();
    let registered = Client {
        backchannel_logout_uri: Some("https://npq.example/signed-out".to_owned()),
        ..client(needs_a_record())
    };
    store.register(&registered).await.unwrap();
    let visitor = scene.world.visitor(asking_nino()).await;
    scene.world.grant(&visitor).await;
    let sid = visitor.journey.sign_in.unwrap().session;
    store.sessions().end(None, Some(&sid), visitor.journey.began_at).await.unwrap();

    let mut new = scene.waiting().await;
    new.retain(|id| !scene.both().contains(id));
    scene.function().relay(&new).await.unwrap();

    assert_eq!(new.len(), 1);
    assert_eq!(on(&scene.logouts), new);
    assert_eq!((on(&scene.emails).len(), on(&scene.reviews).len()), (0, 0));
}

/// A ping that was relayed, and put off for an hour.
async fn put_off(scene: &Scene) -> MessageId {
    let (store, now) = (scene.world.store(), scene.world.clock().now());
    let id = store.ping(&needs_a_record().id, now).await.unwrap();
    scene.function().relay(std::slice::from_ref(&id)).await.unwrap();
    for message in scene.webhooks.receive(10) {
        scene.webhooks.delete(&message);
    }
    let pending = store.outbox().message(&id).await.unwrap().unwrap();
    let put_off = PutOff { pending, until: now + SignedDuration::from_hours(1) };
    store.retries().put_off(&put_off, now).await.unwrap();
    id
}

#[tokio::test]
async fn the_sweep_puts_back_what_was_put_off_when_it_is_due_and_once() {
    let scene = Scene::new().await;
    let id = put_off(&scene).await;

    scene.world.clock().advance(SignedDuration::from_mins(59));
    scene.function().sweep().await.unwrap();
    let too_early = scene.webhooks.depth();
    scene.world.clock().advance(SignedDuration::from_mins(1));
    scene.function().sweep().await.unwrap();
    scene.function().sweep().await.unwrap();

    assert_eq!(too_early.waiting, 0);
    assert_eq!(on(&scene.webhooks), [id]);
}

#[tokio::test]
async fn what_was_put_off_is_not_lost_when_its_queue_takes_nothing() {
    let scene = Scene::new().await;
    let id = put_off(&scene).await;
    scene.world.clock().advance(SignedDuration::from_hours(1));
    scene.webhooks.fail_next(Mishap::Before);

    scene.function().sweep().await.unwrap_err();
    scene.function().sweep().await.unwrap();

    assert_eq!(on(&scene.webhooks), [id]);
    assert!(scene.waiting().await.is_empty(), "the others were relayed meanwhile");
}

/// What the sweep measured.
async fn swept(scene: &Scene) -> serde_json::Value {
    let log = Log::here();
    scene.function().sweep().await.unwrap();
    let fields = log.fields();
    let measured: Vec<_> = fields.iter().filter(|line| line["metric"] == "OldestTask").collect();
    assert_eq!(measured.len(), 1);
    measured[0]["value"].clone()
}

#[tokio::test]
async fn the_sweep_says_how_long_the_oldest_task_has_waited_to_be_decided() {
    let scene = Scene::new().await;
    assert_eq!(swept(&scene).await, 0, "nothing is on the list yet");
    let reviews = scene.world.store().reviews();
    let raised = scene.world.store().outbox().message(&scene.review).await.unwrap().unwrap();
    let Outgoing::ReviewRaised { task } = raised.message else { panic!("it is a task") };
    reviews.open_task(&task, &[]).await.unwrap();

    scene.world.clock().advance(SignedDuration::from_hours(50));

    assert_eq!(swept(&scene).await, 50 * 3600);
    let wanted = Wanted::new(true, false, false).unwrap();
    scene.world.decide(&anne(), Ruling::Ask(wanted)).await;
    assert_eq!(swept(&scene).await, 0, "it waits for the person now");
}

#[tokio::test]
async fn two_messages_ask_the_store_as_little_as_is_documented() {
    let scene = Scene::new().await;
    scene.world.engine().calls().forget();

    scene.function().relay(&scene.both()).await.unwrap();

    scene.world.engine().calls().are_as_documented("outbox-relay, two messages");
}

#[tokio::test]
async fn a_message_that_is_told_of_twice_is_relayed_once() {
    let scene = Scene::new().await;

    scene.function().relay(&[scene.both(), scene.both()].concat()).await.unwrap();

    assert_eq!(on(&scene.emails), std::slice::from_ref(&scene.email));
}
