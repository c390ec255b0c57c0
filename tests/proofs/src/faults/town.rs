//! The functions of a walk over one world, its workers, and what is there afterwards.

use std::{collections::BTreeMap, sync::Arc};

use allocation_request::AllocationRequest;
use axum::Router;
use callback::Callback;
use dynamodb::{Table, TrnRange};
use email_sender::EmailSender;
use found::Found;
use holding_page::HoldingPage;
use jiff::Timestamp;
use nino_lookup::NinoLookup;
use outbox_relay::OutboxRelay;
use record_not_found::RecordNotFound;
use review_intake::ReviewIntake;
use testing::{
    World,
    dynamodb::Sabotage,
    journeys::{anne, client, may_allocate},
    people,
    queues::{InProcessQueue, Inbox, VISIBILITY, Workers},
};
use trn_lookup::TrnLookup;
use web::{Deployment, Walk as Moves};

use super::{Walk, one_login::Faithful, outside::Sabotaged};
use crate::Ledger;

pub(crate) struct Town {
    pub(crate) world: World,
    pub(crate) sabotage: Sabotage,
    routers: BTreeMap<&'static str, Router>,
    queues: [InProcessQueue; 2],
    inbox: Inbox,
    workers: Workers,
}

impl Town {
    pub(crate) async fn new(walk: Walk) -> Self {
        let world = World::new().await;
        let store = world.store();
        let (from, to) = (people::trn("3000000"), people::trn("3000999"));
        let range = TrnRange::new(&from, &to).expect("it is a range");
        store.add_range(&range).await.expect("the store takes a range");
        store.register(&client(may_allocate())).await.expect("the store takes a client");
        for record in walk.register() {
            world.keep(&record).await;
        }
        let sabotage = world.engine().sabotage().clone();
        let routers = routers(&world);
        let queue = || InProcessQueue::new(world.time());
        let (review, email) = (queue(), queue());
        let inbox = Inbox::new(world.time());
        let watched = |inner: &InProcessQueue| {
            Arc::new(Sabotaged { inner: inner.clone(), sabotage: sabotage.clone() })
        };
        let relay = Arc::new(OutboxRelay {
            outbox: store.outbox(),
            backlog: store.backlog(),
            emails: watched(&email),
            reviews: watched(&review),
            logouts: watched(&queue()),
            webhooks: watched(&queue()),
            clock: world.time(),
        });
        let intake = Arc::new(ReviewIntake {
            outbox: store.outbox(),
            reviews: store.reviews(),
            teachers: store.teachers(),
            users: store.users(),
        });
        let sender = Arc::new(EmailSender {
            outbox: store.outbox(),
            deliveries: store.deliveries(),
            users: store.users(),
            clients: store.clients(),
            mailer: Arc::new(Sabotaged { inner: inbox.clone(), sabotage: sabotage.clone() }),
            clock: world.time(),
            issuer: "https://ctr.example".to_owned(),
            support: "help@ctr.example".to_owned(),
        });
        let workers =
            Workers::new(store.outbox(), relay).with(&review, intake).with(&email, sender);
        Self { world, sabotage, routers, queues: [review, email], inbox, workers }
    }

    /// The function that serves a path.
    pub(crate) fn router(&self, path: &str) -> &Router {
        let page = path.split('?').next().unwrap_or_default();
        let page = page.rsplit('/').next().unwrap_or_default();
        let name = match page {
            "national-insurance-number" => "nino",
            "trn" => "trn",
            "request-a-trn" => "request",
            "check-answers" | "request-sent" => "support",
            "checking-your-details" | "more-information" => "holding",
            "found" | "continue" => "found",
            _ => "callback",
        };
        &self.routers[name]
    }

    /// Lets the workers work until nothing is left to do; what failed comes again as time passes.
    pub(crate) async fn settle(&self) {
        for _ in 0..10 {
            self.workers.settle().await;
            if self.is_settled().await {
                return;
            }
            self.world.clock().advance(VISIBILITY);
            // What fails here is swept the next time.
            let _ = self.workers.sweep().await;
        }
    }

    /// Whether nothing waits in the outbox or on a queue.
    async fn is_settled(&self) -> bool {
        let outbox = self.world.engine().store_aside().outbox();
        let waiting = outbox.waiting(Timestamp::MAX, 1).await;
        let depth = self.queues.each_ref().map(InProcessQueue::depth);
        waiting.is_ok_and(|waiting| waiting.is_empty())
            && depth.iter().all(|depth| depth.waiting + depth.in_flight == 0)
    }

    /// What does not hold at the end, and how many emails were sent twice.
    pub(crate) async fn audit(&self, walk: Walk) -> (Vec<String>, usize) {
        let mut ledger = Ledger::read(&self.world).await;
        let mut wrong = std::mem::take(&mut ledger.wrong);
        let user = self.world.user(&anne().user.subject).await;
        let expected = walk.expected();
        let mut holds = |holds: bool, what: String| {
            if !holds {
                wrong.push(what);
            }
        };
        let link = user.link.as_ref().map(|link| link.origin);
        holds(link == expected.link, format!("linked {link:?}"));
        holds(user.open.is_none(), "something is still open".to_owned());
        holds(ledger.records == expected.records, format!("{} records", ledger.records));
        holds(ledger.requests == expected.requests, format!("{} requests", ledger.requests));
        holds(ledger.open_tasks == 0, format!("{} open tasks", ledger.open_tasks));
        let tasks = self.world.items(Table::Tasks).await;
        let count = |sk: &str| tasks.iter().filter(|item| item["sk"] == sk).count();
        holds(count("TASK") == expected.tasks, format!("{} tasks", count("TASK")));
        let listed = tasks.iter().filter(|item| item["pk"] == "LIST").count();
        holds(listed == 0, format!("{listed} lines on the list"));

        let outbox = self.world.items(Table::Outbox).await;
        let waits = outbox
            .iter()
            .filter(|item| item["pk"].as_str().is_some_and(|pk| pk.starts_with("WAITING#")));
        holds(waits.count() == 0, "a message still waits".to_owned());
        let mut told: Vec<String> = outbox
            .iter()
            .filter(|item| item["sk"] == "MESSAGE")
            .filter_map(|item| item["message"]["email"]["notice"]["notice"].as_str())
            .map(ToOwned::to_owned)
            .collect();
        told.sort();
        holds(told == expected.told, format!("messages {told:?}"));

        for queue in &self.queues {
            let depth = queue.depth();
            let left = depth.waiting + depth.in_flight + depth.dead_letters;
            holds(left == 0, format!("left on a queue: {depth:?}"));
        }
        let arrived = self.inbox.arrived();
        let mut messages: Vec<_> = arrived.iter().map(|email| email.message.as_str()).collect();
        messages.sort_unstable();
        messages.dedup();
        // Whoever goes on at once may do so before an email that is not true any more is sent.
        holds(
            expected.emails.contains(&messages.len()),
            format!("{} different emails arrived", messages.len()),
        );
        (wrong, arrived.len() - messages.len())
    }
}

fn routers(world: &World) -> BTreeMap<&'static str, Router> {
    let store = world.store();
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance());
    let deployment = deployment.expect("every setting is there");
    let walk = Moves { deployment, journeys: store.journeys(), users: store.users() };
    let (teachers, guesses) = (store.teachers(), store.guesses());
    BTreeMap::from([
        (
            "callback",
            callback::router(Callback {
                walk: walk.clone(),
                sessions: store.sessions(),
                one_login: Arc::new(Faithful),
            }),
        ),
        (
            "nino",
            nino_lookup::router(NinoLookup {
                walk: walk.clone(),
                teachers: teachers.clone(),
                guesses: guesses.clone(),
            }),
        ),
        (
            "trn",
            trn_lookup::router(TrnLookup {
                walk: walk.clone(),
                teachers: teachers.clone(),
                guesses: guesses.clone(),
            }),
        ),
        (
            "request",
            allocation_request::router(AllocationRequest {
                walk: walk.clone(),
                teachers: teachers.clone(),
                guesses: guesses.clone(),
                ranges: store.trn_ranges(),
            }),
        ),
        ("support", record_not_found::router(RecordNotFound { walk: walk.clone() })),
        (
            "holding",
            holding_page::router(HoldingPage {
                walk: walk.clone(),
                reviews: store.reviews(),
                teachers,
                guesses,
                clients: store.clients(),
            }),
        ),
        ("found", found::router(Found { walk })),
    ])
}
