//! However somebody tries, ten numbers a day are looked up for them, and thirty in thirty days.

use std::{
    collections::BTreeMap,
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use axum::Router;
use identity::{CallingService, Nino, Subject, TeachingRecord, Trn, VerifiedIdentity};
use jiff::{SignedDuration, Timestamp};
use matching::Evidence;
use nino_lookup::{NinoLookup, router};
use ports::{Clock, Fault, Issued, Survey, Teachers};
use testing::{
    StoppedClock, Visitor, World,
    asking::ask,
    journeys::{asking_nino, needs_a_record},
};
use tokio::{
    sync::mpsc::{UnboundedSender, unbounded_channel},
    task::JoinSet,
};
use web::{Deployment, Walk, csrf};

/// How many browsers somebody uses, and from how many calling services.
const SESSIONS: usize = 50;
const SERVICES: usize = 20;

/// How many forms are sent before the clock moves on. Some of them are on their way at once.
const BURST: usize = 50;

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// How many numbers were given.
    pub guesses: usize,
    /// How many hours it went on for.
    pub hours: i64,
    /// How often each status was answered.
    pub statuses: BTreeMap<u16, usize>,
    /// When the register was asked about one of them.
    pub looked_up: Vec<Timestamp>,
    /// How long it took.
    pub took: Duration,
}

/// One user gives `guesses` numbers over as many days as they fill at an hour for every burst.
///
/// # Panics
/// The world is not as it should be.
pub async fn guess(guesses: usize) -> Outcome {
    let started = Instant::now();
    let (asked, mut register) = unbounded_channel();
    let world = Arc::new(World::new().await);
    let router = function(&world, asked);
    let (mut statuses, mut hours, mut given) = (BTreeMap::new(), 0, 0);
    let mut visitors = Vec::new();
    while given < guesses {
        if hours % 2 == 0 {
            visitors = sessions(&world).await;
        }
        let burst = BURST.min(guesses - given);
        let mut sent = JoinSet::new();
        for number in given..given + burst {
            let (router, visitor) = (router.clone(), visitors[number % SESSIONS].clone());
            sent.spawn(async move { send(&router, &visitor, number).await });
        }
        for status in sent.join_all().await {
            *statuses.entry(status).or_default() += 1;
        }
        given += burst;
        hours += 1;
        world.clock().advance(SignedDuration::from_hours(1));
    }
    drop(router);
    let mut looked_up = Vec::new();
    while let Some(at) = register.recv().await {
        looked_up.push(at);
    }
    Outcome { guesses, hours, statuses, looked_up, took: started.elapsed() }
}

/// New journeys of the one user, each in a browser of its own: a journey lasts two hours.
async fn sessions(world: &World) -> Vec<Visitor> {
    let mut visitors = Vec::with_capacity(SESSIONS);
    for session in 0..SESSIONS {
        let id = format!("service-{}", session % SERVICES);
        let id = id.parse().expect("it is letters, digits and a hyphen");
        let service = CallingService { id, ..needs_a_record() };
        visitors.push(world.visitor_from(service, asking_nino()).await);
    }
    visitors
}

async fn send(router: &Router, visitor: &Visitor, number: usize) -> u16 {
    let token = csrf::of_journey(&visitor.journey.browser, &visitor.journey.id);
    let nino = format!("CE{number:06}A");
    let fields = [("have_nino", "yes"), ("nino", nino.as_str()), ("csrf", token.as_str())];
    ask(router, visitor.post("/national-insurance-number", &fields)).await.status.as_u16()
}

fn function(world: &World, asked: UnboundedSender<Timestamp>) -> Router {
    let store = world.store();
    let deployment = Deployment::read(&world.settings(), world.time(), world.chance());
    let deployment = deployment.expect("every setting is there");
    let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
    let (register, clock) = (store.teachers(), world.clock().clone());
    let teachers = Arc::new(Watched { register, clock, asked });
    router(NinoLookup { walk, teachers, guesses: store.guesses() })
}

/// The register, and when it was asked about somebody's numbers.
struct Watched {
    register: Arc<dyn Teachers>,
    clock: StoppedClock,
    asked: UnboundedSender<Timestamp>,
}

#[async_trait]
impl Teachers for Watched {
    async fn record(&self, trn: &Trn) -> Result<Option<TeachingRecord>, Fault> {
        self.register.record(trn).await
    }

    async fn around(&self, evidence: &Evidence<'_>) -> Result<Survey, Fault> {
        self.asked.send(self.clock.now()).expect("somebody counts");
        self.register.around(evidence).await
    }

    async fn issued(
        &self,
        subject: &Subject,
        identity: &VerifiedIdentity,
        nino: Option<&Nino>,
    ) -> Result<Issued, Fault> {
        self.register.issued(subject, identity, nino).await
    }
}

impl Outcome {
    /// The most look-ups within any stretch of so many hours.
    pub fn most_within(&self, hours: i64) -> usize {
        let within = |first: &Timestamp| {
            let until = *first + SignedDuration::from_hours(hours);
            self.looked_up.iter().filter(|at| (*first..until).contains(*at)).count()
        };
        self.looked_up.iter().map(within).max().unwrap_or_default()
    }

    /// Whether nobody could look up more than they may, and everybody as much as they may.
    pub fn is_as_much_as_allowed(&self) -> bool {
        let limits = ports::LIMITS_OF_A_USER.map(|limit| (limit.most, limit.within.as_hours()));
        limits.into_iter().all(|(most, hours)| self.most_within(hours) <= most)
            && self.most_within(24) == limits[0].0
            && self.statuses.keys().all(|status| [303, 429].contains(status))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} guesses of one user in {} hours, from {SESSIONS} sessions of {SERVICES} services at a time:",
            self.guesses, self.hours
        )?;
        for (status, times) in &self.statuses {
            writeln!(f, "  answered {status}: {times}")?;
        }
        writeln!(f, "  looked up: {}", self.looked_up.len())?;
        writeln!(f, "  the most in 24 hours: {}", self.most_within(24))?;
        writeln!(f, "  the most in 30 days: {}", self.most_within(24 * 30))?;
        write!(f, "  took {:.1} s", self.took.as_secs_f64())
    }
}
