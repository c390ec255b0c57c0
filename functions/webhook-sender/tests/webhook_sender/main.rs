//! From a message of the outbox to a calling service and back for another try, over the real store and relay.

#![expect(clippy::unwrap_used, reason = "tests")]

mod news;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::STANDARD};
use identity::MessageId;
use jiff::{SignedDuration, Timestamp};
use jose::Algorithm;
use journey::{Reason, ReviewKind, Ruling};
use oidc::{
    Client,
    webhook::{Signed, TRIED_FOR},
};
use ports::{Clock, Destination, Fault, Outgoing, QueueMessage, Webhooks, Worker};
use serde_json::{Value, json};
use testing::{
    StoppedClock, World,
    id_tokens::keys,
    journeys::{ISSUER, anne, client, may_allocate, needs_a_record},
    people,
    queues::works_on_nothing_but,
};
use webhook_sender::WebhookSender;

const URL: &str = "https://npq.example/webhook";

/// A service that answers as it is told, and keeps what it was sent.
#[derive(Default)]
struct Listening {
    heard: Mutex<Vec<Signed>>,
    fails: Mutex<VecDeque<()>>,
}

#[async_trait]
impl Webhooks for Listening {
    async fn post(&self, event: &Signed) -> Result<(), Fault> {
        self.heard.lock().unwrap().push(event.clone());
        match self.fails.lock().unwrap().pop_front() {
            Some(()) => Err(Fault::new("telling a calling service", "it answered 500")),
            None => Ok(()),
        }
    }
}

struct Scene {
    world: World,
    service: Arc<Listening>,
    message: MessageId,
}

impl Scene {
    /// Anne's request for a TRN was held, and support staff have decided.
    async fn new() -> Self {
        Self::decided(Ruling::Link(people::trn("1234567"))).await
    }

    async fn decided(ruling: Ruling) -> Self {
        let world = World::new().await;
        let registered = client(needs_a_record());
        let registered = Client { webhook_url: Some(URL.to_owned()), ..registered };
        world.store().register(&registered).await.unwrap();
        world.waiting(may_allocate(), ReviewKind::PossibleDuplicate).await;
        world.decide(&anne(), ruling).await;
        let message = webhooks(&world).await;
        let [message] = &message[..] else { panic!("{message:?}") };
        Self { message: message.clone(), world, service: Arc::default() }
    }

    fn function(&self) -> WebhookSender {
        let store = self.world.store();
        WebhookSender {
            outbox: store.outbox(),
            told: store.told_services(),
            whom: store.audience(),
            retries: store.retries(),
            clients: store.clients(),
            webhooks: self.service.clone(),
            signer: Arc::new(keys()),
            clock: self.world.time(),
            issuer: ISSUER.to_owned(),
        }
    }

    async fn work(&self) -> Result<(), Fault> {
        let body = QueueMessage { message: self.message.clone() }.to_string();
        self.function().work(&body).await
    }

    fn heard(&self) -> Vec<Signed> {
        self.service.heard.lock().unwrap().clone()
    }

    /// The service takes nothing, so often.
    fn takes_nothing(&self, times: usize) {
        self.service.fails.lock().unwrap().extend(vec![(); times]);
    }

    /// What is due of what was put off goes back on its queue, as the sweep has it.
    async fn sweep(&self) -> Vec<MessageId> {
        let outbox = self.world.store().outbox();
        let due = outbox.due(self.world.clock().now(), 10).await.unwrap();
        outbox.relayed_again(&due).await.unwrap();
        due.into_iter().map(|due| due.pending.id).collect()
    }
}

/// The events for one service that wait in the outbox.
async fn webhooks(world: &World) -> Vec<MessageId> {
    let waiting = world.store().outbox().waiting(Timestamp::MAX, 10).await.unwrap();
    let events = waiting.into_iter().filter(|it| matches!(it.message, Outgoing::Webhook { .. }));
    events.map(|pending| pending.id).collect()
}

fn body(event: &Signed) -> Value {
    serde_json::from_str(&event.body).unwrap()
}

fn header<'a>(event: &'a Signed, name: &str) -> &'a str {
    event.headers.iter().find(|(each, _)| *each == name).unwrap().1.as_str()
}

#[tokio::test]
async fn the_service_that_asked_is_told_that_a_request_is_settled() {
    let scene = Scene::new().await;

    scene.work().await.unwrap();

    let [event] = &scene.heard()[..] else { panic!() };
    assert_eq!(event.url, URL);
    let mut said = body(event);
    let request = said["data"]["trn_request_id"].take();
    let url = format!("{ISSUER}/trn-requests/{}", request.as_str().unwrap());
    let expected = json!({
        "specversion": "1.0",
        "id": scene.message.as_str(),
        "source": ISSUER,
        "type": "trn_request.completed",
        "time": scene.world.clock().now().to_string(),
        "datacontenttype": "application/json",
        "data": {
            "sub": anne().user.subject.as_str(),
            "trn_request_id": null,
            "trn_request_url": url,
            "status": "completed",
        },
    });
    assert_eq!(said, expected, "and nothing of the person besides");
}

#[tokio::test]
async fn a_service_is_told_of_a_request_that_is_refused() {
    let scene = Scene::decided(Ruling::Refuse(Reason::NoRecord)).await;

    scene.work().await.unwrap();

    assert_eq!(body(&scene.heard()[0])["data"]["status"], "rejected");
}

#[tokio::test]
async fn what_is_told_is_signed_by_a_key_that_we_publish() {
    let scene = Scene::new().await;
    scene.work().await.unwrap();
    let [event] = &scene.heard()[..] else { panic!() };

    let input = header(event, "signature-input").strip_prefix("webhook=").unwrap();
    let key = keys().current(Algorithm::Es256).unwrap().clone();
    let now = scene.world.clock().now().as_second();
    assert!(input.contains(&format!(";created={now};keyid=\"{}\";", key.kid())), "{input}");
    let base = format!(
        "\"@method\": POST\n\"@target-uri\": {URL}\n\"content-digest\": {}\n\
         \"content-type\": application/cloudevents+json\n\"@signature-params\": {input}",
        header(event, "content-digest"),
    );
    let signature = header(event, "signature").strip_prefix("webhook=:").unwrap();
    let signature = STANDARD.decode(signature.strip_suffix(':').unwrap()).unwrap();
    key.public.verify(Algorithm::Es256, base.as_bytes(), &signature).unwrap();
    assert_eq!(header(event, "content-digest"), jose::content_digest(&event.body));
}

#[tokio::test]
async fn a_service_that_takes_nothing_is_told_the_same_again_and_then_no_more() {
    let scene = Scene::new().await;
    scene.takes_nothing(2);

    for _ in 0..2 {
        scene.work().await.unwrap();
        assert_eq!(scene.sweep().await, [], "not yet");
        scene.world.clock().advance(SignedDuration::from_mins(1));
        assert_eq!(scene.sweep().await, std::slice::from_ref(&scene.message));
    }
    scene.work().await.unwrap();
    scene.work().await.unwrap();

    let heard = scene.heard();
    assert_eq!(heard.len(), 3, "told once, and not again");
    assert!(heard.iter().all(|event| event.body == heard[0].body), "the same event");
    let input = |at: usize| header(&heard[at], "signature-input");
    assert!(input(0) != input(1) && input(1) != input(2), "signed anew");
}

#[tokio::test]
async fn whoever_is_delivered_a_message_that_is_put_off_leaves_it() {
    let scene = Scene::new().await;
    scene.takes_nothing(1);
    scene.work().await.unwrap();

    for _ in 0..3 {
        scene.work().await.unwrap();
    }

    assert_eq!(scene.heard().len(), 1);
    scene.world.clock().advance(SignedDuration::from_mins(1));
    assert_eq!(scene.sweep().await.len(), 1, "it comes again once");
}

#[tokio::test]
async fn a_clock_that_is_behind_the_one_that_put_a_message_back_loses_nothing() {
    let scene = Scene::new().await;
    scene.takes_nothing(2);
    scene.work().await.unwrap();
    scene.world.clock().advance(SignedDuration::from_mins(1));
    assert_eq!(scene.sweep().await.len(), 1);
    let behind = scene.world.clock().now() - SignedDuration::from_secs(1);
    let clock = Arc::new(StoppedClock::at(behind));

    let body = QueueMessage { message: scene.message.clone() }.to_string();
    WebhookSender { clock, ..scene.function() }.work(&body).await.unwrap();

    assert_eq!(scene.heard().len(), 2, "it was not too early");
    scene.world.clock().advance(SignedDuration::from_mins(3));
    assert_eq!(scene.sweep().await.len(), 1, "and it comes again");
}

#[tokio::test]
async fn what_nobody_takes_for_three_days_fails_and_can_be_tried_again() {
    let scene = Scene::new().await;
    scene.takes_nothing(1000);
    let written_at = scene.world.clock().now();
    let mut tries = 0;
    while scene.work().await.is_ok() {
        tries += 1;
        let off = scene.world.store().retries().put_off_until(&scene.message).await.unwrap();
        let now = scene.world.clock().now();
        scene.world.clock().advance(off.unwrap().duration_since(now));
    }
    assert_eq!(scene.world.clock().now().duration_since(written_at), TRIED_FOR);
    assert_eq!(scene.heard().len(), tries + 1);

    scene.service.fails.lock().unwrap().clear();
    scene.work().await.unwrap();

    assert_eq!(scene.heard().len(), tries + 2);
    scene.work().await.unwrap();
    assert_eq!(scene.heard().len(), tries + 2);
}

#[tokio::test]
async fn what_cannot_be_put_off_is_delivered_again() {
    let scene = Scene::new().await;
    scene.takes_nothing(1);
    let meddling = scene.world.engine().meddling();
    meddling.spare_reads();
    meddling.refuse_next("AccessDeniedException");

    scene.work().await.unwrap_err();
    scene.work().await.unwrap();

    assert_eq!(scene.heard().len(), 2);
}

#[tokio::test]
async fn a_service_that_does_not_want_to_be_told_is_left_alone() {
    let scene = Scene::new().await;
    scene.world.store().register(&client(needs_a_record())).await.unwrap();

    scene.work().await.unwrap();

    assert!(scene.heard().is_empty());
}

#[tokio::test]
async fn a_ping_goes_the_way_of_every_event() {
    let scene = Scene::new().await;
    let (store, now) = (scene.world.store(), scene.world.clock().now());
    let id = store.ping(&needs_a_record().id, now).await.unwrap();
    assert_eq!(webhooks(&scene.world).await.len(), 2);

    let body_of = QueueMessage { message: id.clone() }.to_string();
    scene.function().work(&body_of).await.unwrap();

    let ping = body(&scene.heard()[0]);
    assert_eq!((&ping["type"], &ping["id"]), (&json!("ping"), &json!(id.as_str())));
}

#[tokio::test]
async fn what_is_not_for_it_is_never_worked_on() {
    let scene = Scene::new().await;
    let own = |message: &Outgoing| message.destination() == Destination::Webhooks;

    works_on_nothing_but(own, &scene.function(), &*scene.world.store().outbox()).await;

    assert!(scene.heard().is_empty());
}

#[tokio::test]
async fn an_event_asks_the_store_as_little_as_is_documented() {
    let scene = Scene::new().await;
    scene.world.engine().calls().forget();

    scene.work().await.unwrap();

    scene.world.engine().calls().are_as_documented("webhook-sender, an event");
}
