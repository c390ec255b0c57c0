//! News of somebody, from what happened to the services that were told of them before.

use std::sync::Arc;

use identity::{CallingService, MessageId, OneLoginUser, Person, RecordStatus, TeachingRecord};
use jiff::{SignedDuration, Timestamp};
use journey::{Reason, ReviewKind, Ruling};
use oidc::Client;
use ports::{Destination, QueueMessage, Worker};
use serde_json::{Value, json};
use testing::{
    World,
    journeys::{anne, client, found, may_allocate, needs_a_record},
    people::{email, record, trn},
};

use crate::{Listening, Scene, body};

const TRN: &str = "1234567";

/// A service of this name, which hears at an address of its own if it `listens`.
async fn register(world: &World, name: &str, listens: bool) -> CallingService {
    let service = CallingService { id: name.parse().unwrap(), ..needs_a_record() };
    let webhook_url = listens.then(|| format!("https://{name}.example/webhook"));
    let registered = Client { webhook_url, ..client(service.clone()) };
    world.store().register(&registered).await.unwrap();
    service
}

/// Anne has a record, and two services were told of her, one of which wants to hear of news. A third one does, and
/// was told nothing.
async fn told_of_anne() -> Scene {
    let world = World::new().await;
    world.keep(&record(TRN, "Anne Smith", "1990-05-01")).await;
    world.link(&anne(), trn(TRN)).await;
    register(&world, "stranger", true).await;
    for (name, listens) in [("hears", true), ("hears-not", false)] {
        let service = register(&world, name, listens).await;
        let visitor = world.visitor_from(service, found()).await;
        world.grant(&visitor).await;
    }
    Scene { message: "none".parse().unwrap(), world, service: Arc::<Listening>::default() }
}

/// What waits for this function.
async fn for_us(world: &World) -> Vec<MessageId> {
    let mut waiting = world.store().outbox().waiting(Timestamp::MAX, 100).await.unwrap();
    waiting.retain(|pending| pending.message.destination() == Destination::Webhooks);
    waiting.into_iter().map(|pending| pending.id).collect()
}

/// Works on everything that is there for calling services, and on what comes of that, to the end.
async fn work_on_all(scene: &Scene) {
    let outbox = scene.world.store().outbox();
    loop {
        let waiting = for_us(&scene.world).await;
        if waiting.is_empty() {
            return;
        }
        for message in &waiting {
            let body = QueueMessage { message: message.clone() }.to_string();
            scene.function().work(&body).await.unwrap();
        }
        outbox.relayed(&waiting).await.unwrap();
    }
}

/// Where services were told what, and about whom.
fn told(scene: &Scene) -> Vec<(String, Value, Value)> {
    let heard = scene.heard().into_iter();
    heard
        .map(|event| {
            let mut said = body(&event);
            (event.url, said["type"].take(), said["data"].take())
        })
        .collect()
}

fn about_anne(kind: &str) -> (String, Value, Value) {
    let data = json!({ "sub": anne().user.subject.as_str() });
    ("https://hears.example/webhook".to_owned(), json!(kind), data)
}

/// Anne, who reads email elsewhere now.
fn with_another_address() -> Person {
    let Person { user, identity } = anne();
    Person { user: OneLoginUser { email: email("anne@elsewhere.example"), ..user }, identity }
}

#[tokio::test]
async fn another_email_address_is_news_to_the_services_that_were_told_of_somebody() {
    let scene = told_of_anne().await;

    scene.world.prove(&with_another_address()).await;
    work_on_all(&scene).await;

    assert_eq!(told(&scene), [about_anne("one_login_user.updated")]);
}

#[tokio::test]
async fn what_stays_as_it_is_is_no_news() {
    let scene = told_of_anne().await;

    scene.world.prove(&anne()).await;
    scene.world.keep(&record(TRN, "Anne Smythe", "1990-05-01")).await;
    work_on_all(&scene).await;

    assert_eq!(told(&scene), []);
}

#[tokio::test]
async fn a_merged_record_is_news_to_the_services_of_whoever_has_it() {
    let scene = told_of_anne().await;
    let merged = |from: &str, into: &str| {
        let status = RecordStatus::MergedInto(trn(into));
        TeachingRecord { status, ..record(from, "Anne Smith", "1990-05-01") }
    };

    for (from, into) in [(TRN, "2345678"), ("2345678", "3456789")] {
        scene.world.keep(&record(into, "Anne Smith", "1990-05-01")).await;
        scene.world.keep(&merged(from, into)).await;
        scene.world.keep(&merged(from, into)).await;
        work_on_all(&scene).await;
    }

    // Once each time: whoever has a record has what it lives on in as well.
    assert_eq!(told(&scene), [(); 2].map(|()| about_anne("teaching_record.merged")));
}

#[tokio::test]
async fn a_record_that_arrives_merged_is_news_to_nobody() {
    let scene = told_of_anne().await;
    let status = RecordStatus::MergedInto(trn(TRN));
    let old = record("2345678", "Anne Smith", "1990-05-01");

    scene.world.keep(&TeachingRecord { status, ..old }).await;

    assert!(for_us(&scene.world).await.is_empty());
}

#[tokio::test]
async fn what_staff_decide_is_news_to_a_service_that_was_told_it_was_pending() {
    let scene = told_of_anne().await;
    let held = World::new().await;
    let visitor = held.waiting(may_allocate(), ReviewKind::PossibleDuplicate).await;
    let service = register(&held, visitor.journey.service.id.as_str(), true).await;
    held.grant(&visitor).await;
    let scene = Scene { world: held, ..scene };

    scene.world.decide(&anne(), Ruling::Refuse(Reason::NoRecord)).await;
    work_on_all(&scene).await;

    let kinds: Vec<Value> = told(&scene).into_iter().map(|(_, kind, _)| kind).collect();
    assert_eq!(kinds.len(), 2, "{kinds:?}");
    for kind in ["trn_request.completed", "one_login_user.updated"] {
        assert!(kinds.contains(&json!(kind)), "{service:?}: {kinds:?}");
    }
}

#[tokio::test]
async fn news_that_is_delivered_again_is_told_once() {
    let scene = told_of_anne().await;
    scene.world.prove(&with_another_address()).await;
    let [news] = &for_us(&scene.world).await[..] else { panic!() };

    let body = QueueMessage { message: news.clone() }.to_string();
    for _ in 0..3 {
        scene.function().work(&body).await.unwrap();
    }
    work_on_all(&scene).await;

    assert_eq!(told(&scene).len(), 1);
}

#[tokio::test]
async fn a_service_that_has_not_been_told_of_somebody_for_a_year_hears_no_news_of_them() {
    let scene = told_of_anne().await;
    scene.world.clock().advance(SignedDuration::from_hours(365 * 24 + 1));

    scene.world.prove(&with_another_address()).await;
    work_on_all(&scene).await;

    assert_eq!(told(&scene), []);
}
