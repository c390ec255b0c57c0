//! Messages delivered one to five times, in any order, to several workers at once, poison among them: each
//! has its effect once, and the poison ends among the dead letters.

use std::{collections::BTreeSet, sync::Arc, time::Instant};

use identity::MessageId;
use jiff::Timestamp;
use local::Messages;
use ports::{Listed, Outgoing, Worker};
use testing::{
    World,
    journeys::ISSUER,
    queues::{Depth, InProcessQueue, MOST_RECEIVES, Mishap, VISIBILITY},
};

use crate::{chance::Chance, crowd};

/// How often a message is delivered at most, besides being delivered again because it failed.
const MOST_COPIES: usize = 5;

/// How many work on each queue at the same time.
const WORKERS: usize = 4;

/// What came of it.
struct Figures {
    messages: usize,
    poison: usize,
    delivered: usize,
    worked: usize,
    emails: usize,
    tasks: usize,
    dead_letters: usize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_message_has_its_effect_once_and_poison_has_none() {
    prove(200).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "takes minutes: cargo prove-messages"]
async fn ten_thousand_messages_have_their_effect_once() {
    let began = Instant::now();
    let figures = prove(10_000).await;
    say(&figures, began);
}

#[expect(clippy::print_stdout, reason = "this is what the command prints")]
fn say(figures: &Figures, began: Instant) {
    println!("messages          {:>7}", figures.messages);
    println!("  of them poison  {:>7}", figures.poison);
    println!(
        "delivered         {:>7}  each message one to {MOST_COPIES} times, in any order",
        figures.delivered
    );
    println!("worked on         {:>7}  by {} workers at once", figures.worked, 2 * WORKERS);
    println!("emails sent       {:>7}  each once", figures.emails);
    println!("tasks opened      {:>7}  each once", figures.tasks);
    println!("dead letters      {:>7}  the poison, and nothing else", figures.dead_letters);
    println!("seconds           {:>7}", began.elapsed().as_secs());
}

/// Delivers so many messages, one in a hundred of them poison, and sees that all is as it must be.
async fn prove(messages: usize) -> Figures {
    let poison = messages / 100;
    let world = World::new().await;
    crowd::ask(&world, (messages - poison) / 2).await;
    let post =
        Messages::new(&world.engine().store_aside(), &world.time(), ISSUER, "help@ctr.example");
    let (emails, tasks) = relayed(&world, &post).await;
    let mut chance = Chance::new(4);
    let mut delivered = 0;
    let mut poisoned = BTreeSet::new();
    for (place, queue) in [&post.email, &post.review].into_iter().enumerate() {
        let bad = (0..poison).filter(|number| number % 2 == place).map(bad_body);
        let bad: Vec<String> = bad.collect();
        delivered += deal(queue, &bad, &mut chance);
        poisoned.extend(bad);
    }
    // A provider that fails now and then before it has done anything.
    (0..poison).for_each(|_| post.inbox.fail_next(Mishap::Before));

    let worked = work(&world, &post).await;

    let sent: Vec<MessageId> =
        post.inbox.arrived().into_iter().map(|arrived| arrived.message).collect();
    assert_eq!(sent.len(), emails.len(), "no email is missing, and none is sent twice");
    assert_eq!(sent.into_iter().collect::<BTreeSet<_>>(), emails);
    opened_once(&world, tasks).await;
    let dead: Vec<String> =
        [&post.email, &post.review].iter().flat_map(|queue| queue.dead_letters()).collect();
    assert_eq!(dead.len(), poisoned.len());
    assert_eq!(dead.iter().cloned().collect::<BTreeSet<_>>(), poisoned);
    Figures {
        messages: emails.len() + tasks + poison,
        poison,
        delivered,
        worked,
        emails: emails.len(),
        tasks,
        dead_letters: dead.len(),
    }
}

/// Has everything relayed that waits. The messages about emails, and how many tasks there are.
async fn relayed(world: &World, post: &Messages) -> (BTreeSet<MessageId>, usize) {
    let outbox = world.store().outbox();
    let waiting = outbox.waiting(Timestamp::MAX, usize::MAX).await.unwrap();
    let ids: Vec<MessageId> = waiting.iter().map(|pending| pending.id.clone()).collect();
    for some in ids.chunks(100) {
        assert_eq!(post.relay.relay(some).await.unwrap().len(), some.len());
    }
    assert_eq!(outbox.waiting(Timestamp::MAX, 1).await.unwrap(), []);
    let emails: BTreeSet<MessageId> = waiting
        .into_iter()
        .filter(|pending| match pending.message {
            Outgoing::Email { .. } => true,
            Outgoing::ReviewRaised { .. } => false,
        })
        .map(|pending| pending.id)
        .collect();
    let tasks = ids.len() - emails.len();
    (emails, tasks)
}

/// What no worker can work on: half of it no message, half of it about a message nobody wrote.
fn bad_body(number: usize) -> String {
    if number % 4 < 2 {
        format!("poison {number}")
    } else {
        format!(r#"{{"v":1,"message":"nobody-wrote-{number}"}}"#)
    }
}

/// Puts more copies of what is on a queue there, and the poison once, all in any order. How many deliveries
/// that makes.
fn deal(queue: &InProcessQueue, poison: &[String], chance: &mut Chance) -> usize {
    let mut bodies = poison.to_vec();
    for message in queue.receive(usize::MAX) {
        queue.delete(&message);
        bodies.extend(std::iter::repeat_n(message.body, chance.up_to(MOST_COPIES)));
    }
    chance.shuffle(&mut bodies);
    bodies.iter().for_each(|body| queue.put(body));
    bodies.len()
}

/// Has everything worked on until the queues are empty, several workers at once. Whatever fails is hidden
/// until the clock has moved. How often anybody worked.
async fn work(world: &World, post: &Messages) -> usize {
    let mut worked = 0;
    for _ in 0..=MOST_RECEIVES {
        let stations = [(&post.email, &post.sender), (&post.review, &post.intake)];
        let tasks = stations.iter().flat_map(|(queue, worker)| {
            (0..WORKERS).map(|_| tokio::spawn(drain((*queue).clone(), Arc::clone(worker))))
        });
        for task in tasks.collect::<Vec<_>>() {
            worked += task.await.unwrap();
        }
        world.clock().advance(VISIBILITY);
    }
    // What has been handed out often enough is put among the dead letters when it is asked for again.
    for queue in [&post.email, &post.review] {
        assert_eq!(queue.receive(usize::MAX), []);
        let Depth { waiting, in_flight, .. } = queue.depth();
        assert_eq!((waiting, in_flight), (0, 0));
    }
    worked
}

/// Works on whatever is on a queue.
async fn drain(queue: InProcessQueue, worker: Arc<dyn Worker>) -> usize {
    let mut worked = 0;
    loop {
        let batch = queue.receive(10);
        if batch.is_empty() {
            return worked;
        }
        for message in batch {
            worked += 1;
            if worker.work(&message.body).await.is_ok() {
                queue.delete(&message);
            }
        }
    }
}

/// That so many tasks are on support staff's list, each opened once.
async fn opened_once(world: &World, tasks: usize) {
    let reviews = world.store().reviews();
    let list = reviews.list().await.unwrap();
    assert_eq!(list.len(), tasks);
    for line in list {
        assert_eq!(line.listed, Listed::Open);
        let task = reviews.task(&line.id).await.unwrap().unwrap();
        assert_eq!(task.version, 2, "raised, and opened once");
    }
}
