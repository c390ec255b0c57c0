//! From a message of the outbox to a calling service, over the real store.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use identity::{ClientId, MessageId};
use jiff::SignedDuration;
use jose::{Algorithm, Compact, Jwks};
use logout_sender::LogoutSender;
use oidc::{Client, IdTokenAlgorithm, hint};
use ports::{BackChannel, Clock, Fault, Outgoing, QueueMessage, Worker};
use serde_json::{Value, json};
use testing::{
    World,
    id_tokens::keys,
    journeys::{ISSUER, anne, asking_nino, client, needs_a_record},
    queues::works_on_nothing_but,
};

const URI: &str = "https://npq.example/back-channel-logout";

/// A service that answers as it is told, and keeps what it was sent.
#[derive(Default)]
struct Listening {
    heard: Mutex<Vec<(String, String)>>,
    fails: Mutex<VecDeque<()>>,
}

#[async_trait]
impl BackChannel for Listening {
    async fn log_out(&self, uri: &str, logout_token: &str) -> Result<(), Fault> {
        self.heard.lock().unwrap().push((uri.to_owned(), logout_token.to_owned()));
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
    /// Anne was granted something for a service, and has signed out.
    async fn new() -> Self {
        Self::of(listening()).await
    }

    async fn of(registered: Client) -> Self {
        let world = World::new().await;
        let store = world.store();
        store.register(&registered).await.unwrap();
        let visitor = world.visitor(asking_nino()).await;
        world.grant(&visitor).await;
        let sid = visitor.journey.sign_in.as_ref().unwrap().session.clone();
        let now = world.clock().now();
        store.sessions().end(Some(&visitor.session.digest()), Some(&sid), now).await.unwrap();
        let waiting = store.outbox().waiting(jiff::Timestamp::MAX, 10).await.unwrap();
        let [message] = &waiting[..] else { panic!("{waiting:?}") };
        let message = message.id.clone();
        Self { world, service: Arc::default(), message }
    }

    fn function(&self) -> LogoutSender {
        let store = self.world.store();
        LogoutSender {
            outbox: store.outbox(),
            told: store.told_services(),
            clients: store.clients(),
            back_channel: self.service.clone(),
            signer: Arc::new(keys()),
            clock: self.world.time(),
            entropy: self.world.chance(),
            issuer: ISSUER.to_owned(),
        }
    }

    async fn work(&self) -> Result<(), Fault> {
        let body = QueueMessage { message: self.message.clone() }.to_string();
        self.function().work(&body).await
    }

    fn heard(&self) -> Vec<(String, String)> {
        self.service.heard.lock().unwrap().clone()
    }
}

/// The service that Anne comes from, which wants to be told.
fn listening() -> Client {
    Client { backchannel_logout_uri: Some(URI.to_owned()), ..client(needs_a_record()) }
}

fn part(token: &str, number: usize) -> Value {
    let part = URL_SAFE_NO_PAD.decode(token.split('.').nth(number).unwrap()).unwrap();
    serde_json::from_slice(&part).unwrap()
}

#[tokio::test]
async fn a_service_is_told_which_sign_in_has_ended() {
    let scene = Scene::new().await;

    scene.work().await.unwrap();

    let [(uri, token)] = &scene.heard()[..] else { panic!() };
    assert_eq!(uri, URI);
    let published = keys().published().map(|key| key.public.clone()).collect();
    let parsed = Compact::parse(token).unwrap();
    assert_eq!(parsed.typ(), Some("logout+jwt"));
    parsed.verify_by(&Jwks::new(published), &[Algorithm::Rs256]).unwrap();
    let message = scene.world.store().outbox().message(&scene.message).await.unwrap().unwrap();
    let Outgoing::SignedOut { session, .. } = message.message else { panic!() };
    let mut claims = part(token, 1);
    assert!(claims["jti"].as_str().unwrap().len() >= 20);
    claims["jti"] = json!("some id");
    let now = scene.world.clock().now().as_second();
    let expected = json!({
        "iss": ISSUER,
        "aud": needs_a_record().id.as_str(),
        "sub": anne().user.subject.as_str(),
        "sid": session.as_str(),
        "iat": now,
        "exp": now + 120,
        "jti": "some id",
        "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
    });
    assert_eq!(claims, expected, "and never a nonce");
}

#[tokio::test]
async fn a_service_gets_the_algorithm_of_its_id_tokens() {
    let scene = Scene::of(Client { id_token_alg: IdTokenAlgorithm::Es256, ..listening() }).await;

    scene.work().await.unwrap();

    assert_eq!(part(&scene.heard()[0].1, 0)["alg"], "ES256");
}

#[tokio::test]
async fn a_logout_token_is_no_hint_of_ours() {
    let scene = Scene::new().await;
    scene.work().await.unwrap();
    let published = keys().published().map(|key| key.public.clone()).collect();

    let read = hint::read(&scene.heard()[0].1, ISSUER, &Jwks::new(published));

    assert!(read.is_err());
}

#[tokio::test]
async fn a_service_that_does_not_answer_is_told_anew_and_then_no_more() {
    let scene = Scene::new().await;
    scene.service.fails.lock().unwrap().extend([(), ()]);
    for _ in 0..2 {
        scene.work().await.unwrap_err();
        scene.world.clock().advance(SignedDuration::from_mins(3));
    }

    scene.work().await.unwrap();
    scene.work().await.unwrap();

    let claims: Vec<Value> = scene.heard().iter().map(|(_, token)| part(token, 1)).collect();
    assert_eq!(claims.len(), 3, "told once, and not again");
    for member in ["iat", "exp", "jti"] {
        assert!(claims[0][member] != claims[1][member], "{member}");
        assert!(claims[1][member] != claims[2][member], "{member}");
    }
    assert!(claims.iter().all(|each| each["sid"] == claims[0]["sid"]));
}

#[tokio::test]
async fn a_note_that_is_lost_has_the_service_told_once_more() {
    let scene = Scene::new().await;
    let meddling = scene.world.engine().meddling();
    meddling.spare_reads();
    meddling.refuse_next("AccessDeniedException");

    scene.work().await.unwrap_err();
    scene.work().await.unwrap();

    assert_eq!(scene.heard().len(), 2);
}

#[tokio::test]
async fn a_service_that_does_not_listen_any_more_is_left_alone() {
    let scene = Scene::new().await;
    scene.world.store().register(&client(needs_a_record())).await.unwrap();

    scene.work().await.unwrap();

    assert!(scene.heard().is_empty());
}

#[tokio::test]
async fn what_is_not_for_it_is_never_worked_on() {
    let scene = Scene::new().await;
    scene.world.ask_support(&anne()).await;
    let own = |message: &Outgoing| matches!(message, Outgoing::SignedOut { .. });

    works_on_nothing_but(own, &scene.function(), &*scene.world.store().outbox()).await;

    assert!(scene.heard().is_empty());
}

#[tokio::test]
async fn nothing_of_a_person_is_in_a_failure() {
    let scene = Scene::new().await;
    scene.service.fails.lock().unwrap().push_back(());

    let why = scene.work().await.unwrap_err().in_full();

    let client: ClientId = needs_a_record().id;
    for revealing in [anne().user.subject.as_str(), "eyJ", client.as_str()] {
        assert!(!why.contains(revealing), "{why}");
    }
}

#[tokio::test]
async fn a_service_to_tell_asks_the_store_as_little_as_is_documented() {
    let scene = Scene::new().await;
    scene.world.engine().calls().forget();

    scene.work().await.unwrap();

    scene.world.engine().calls().are_as_documented("logout-sender, one service");
}
