//! Messages delivered one to five times, in any order, to several workers at once, poison among them: each
//! has its effect once, and the poison ends among the dead letters.

use std::{
    collections::BTreeSet,
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use identity::MessageId;
use jiff::Timestamp;
use local::Messages;
use ports::{Destination, Listed, Signer, Worker};
use testing::{
    World, id_tokens,
    journeys::ISSUER,
    queues::{InProcessQueue, MOST_RECEIVES, Mishap, VISIBILITY},
};

use crate::{askers, chance::Chance};

/// How often a message is delivered at most, besides being delivered again because it failed.
const MOST_COPIES: usize = 5;

/// How many work on each queue at the same time.
const WORKERS: usize = 4;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How many messages there were, poison among them.
    pub messages: usize,
    /// How many of them nobody can work on.
    pub poison: usize,
    /// How often they were delivered, not counting those that came again because they failed.
    pub delivered: usize,
    /// How often a worker was called.
    pub worked: usize,
    /// How many emails were asked for.
    pub emails: usize,
    /// How many emails were sent.
    pub sent: usize,
    /// How many different messages they were sent for.
    pub told: usize,
    /// How many tasks were raised.
    pub tasks: usize,
    /// How many of them are on support staff's list, opened once.
    pub opened: usize,
    /// What is among the dead letters and is poison.
    pub poison_dead: usize,
    /// What is among the dead letters.
    pub dead: usize,
    /// What is still on a queue.
    pub left: usize,
    /// How long it took.
    pub took: Duration,
}

impl Outcome {
    /// Whether each effect happened once, and the poison is where it belongs.
    pub fn is_each_once(&self) -> bool {
        (self.sent, self.told) == (self.emails, self.emails)
            && self.opened == self.tasks
            && (self.dead, self.poison_dead) == (self.poison, self.poison)
            && self.left == 0
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { messages, poison, delivered, worked, .. } = self;
        writeln!(
            f,
            "  {messages:>6} messages, {poison} of them poison, delivered {delivered} times"
        )?;
        writeln!(f, "  {worked:>6} times a worker was called, by {} at once", 2 * WORKERS)?;
        writeln!(
            f,
            "  {:>6} emails sent, of {} asked for, for {} messages",
            self.sent, self.emails, self.told
        )?;
        writeln!(f, "  {:>6} tasks opened once, of {} raised", self.opened, self.tasks)?;
        writeln!(f, "  {:>6} dead letters, {} of them the poison", self.dead, self.poison_dead)?;
        writeln!(f, "  {:>6} messages left on the queues", self.left)?;
        write!(f, "  {:>6.1} seconds", self.took.as_secs_f64())
    }
}

/// Delivers so many messages, one in a hundred of them poison, and says what came of it.
///
/// # Panics
/// The store fails.
pub async fn deliver(messages: usize) -> Outcome {
    let began = Instant::now();
    let poison = messages / 100;
    let world = World::new().await;
    askers::ask(&world, (messages - poison) / 2).await;
    let store = world.engine().store_aside();
    let signer: Arc<dyn Signer> = Arc::new(id_tokens::keys());
    let post = Messages::new(&store, &world.time(), &signer, (ISSUER, "help@ctr.example"));
    let post = post.expect("there is TLS");
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
    for _ in 0..poison {
        post.inbox.fail_next(Mishap::Before);
    }

    let worked = work(&world, &post).await;

    let sent: Vec<MessageId> =
        post.inbox.arrived().into_iter().map(|arrived| arrived.message).collect();
    let queues = [&post.email, &post.review];
    let dead: Vec<String> = queues.iter().flat_map(|queue| queue.dead_letters()).collect();
    let left = queues.iter().map(|queue| queue.depth().waiting + queue.depth().in_flight).sum();
    Outcome {
        messages: emails.len() + tasks + poison,
        poison,
        delivered,
        worked,
        emails: emails.len(),
        sent: sent.len(),
        told: sent.into_iter().collect::<BTreeSet<_>>().intersection(&emails).count(),
        tasks,
        opened: opened_once(&world).await,
        poison_dead: dead
            .iter()
            .collect::<BTreeSet<_>>()
            .intersection(&poisoned.iter().collect())
            .count(),
        dead: dead.len(),
        left,
        took: began.elapsed(),
    }
}

/// Has everything relayed that waits. The messages about emails, and how many tasks there are.
async fn relayed(world: &World, post: &Messages) -> (BTreeSet<MessageId>, usize) {
    let outbox = world.store().outbox();
    let waiting = outbox.waiting(Timestamp::MAX, usize::MAX).await.expect("the store answers");
    let ids: Vec<MessageId> = waiting.iter().map(|pending| pending.id.clone()).collect();
    for some in ids.chunks(100) {
        post.relay.relay(some).await.expect("the queues take everything");
    }
    let emails: BTreeSet<MessageId> = waiting
        .into_iter()
        .filter(|pending| pending.message.destination() == Destination::Emails)
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
    let delivered = bodies.len();
    for body in bodies {
        queue.put(body);
    }
    delivered
}

/// Has everything worked on until the queues are empty, several workers at once. Whatever fails is hidden
/// until the clock has moved. How often anybody worked.
async fn work(world: &World, post: &Messages) -> usize {
    let mut calls = 0;
    for _ in 0..=MOST_RECEIVES {
        let stations = [(&post.email, &post.sender), (&post.review, &post.intake)];
        let tasks = stations.iter().flat_map(|(queue, worker)| {
            (0..WORKERS).map(|_| tokio::spawn(drain((*queue).clone(), Arc::clone(worker))))
        });
        for task in tasks.collect::<Vec<_>>() {
            calls += task.await.expect("nobody panics");
        }
        world.clock().advance(VISIBILITY);
    }
    // What has been handed out often enough is put among the dead letters when it is asked for again.
    for queue in [&post.email, &post.review] {
        queue.receive(usize::MAX);
    }
    calls
}

/// Works on whatever is on a queue.
async fn drain(queue: InProcessQueue, worker: Arc<dyn Worker>) -> usize {
    let mut calls = 0;
    loop {
        let batch = queue.receive(10);
        if batch.is_empty() {
            return calls;
        }
        for message in batch {
            calls += 1;
            if worker.work(&message.body).await.is_ok() {
                queue.delete(&message);
            }
        }
    }
}

/// How many tasks are on support staff's list, opened once.
async fn opened_once(world: &World) -> usize {
    let reviews = world.store().reviews();
    let mut opened = BTreeSet::new();
    for line in reviews.list().await.expect("the store answers") {
        let task = reviews.task(&line.id).await.expect("the store answers");
        // It was raised, and written once more when it was opened.
        if line.listed == Listed::Open && task.is_some_and(|task| task.version == 2) {
            opened.insert(line.id);
        }
    }
    opened.len()
}
