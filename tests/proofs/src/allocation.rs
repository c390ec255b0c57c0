//! One TRN for one person, however many ask at once.

use std::{
    collections::BTreeMap,
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use allocation_request::{AllocationRequest, router};
use axum::{Router, body::Body, http::Request};
use dynamodb::TrnRange;
use journey::{NinoAnswer, Stage};
use ports::Clock;
use testing::{Visitor, World, asking::ask, journeys::may_allocate, people};
use tokio::task::JoinSet;
use web::{Deployment, Walk, csrf};

use crate::{Ledger, crowd::Somebody, ticking::Ticking};

/// How many people's requests are under way at the same time.
const PEOPLE_AT_ONCE: usize = 4;

/// What came of a crowd.
#[derive(Debug)]
pub struct Outcome {
    /// How many people asked.
    pub people: usize,
    /// How many requests there were.
    pub requests: usize,
    /// Where they were answered to go, and how often; or the status of the answer.
    pub answers: BTreeMap<String, usize>,
    /// What is in the tables afterwards.
    pub ledger: Ledger,
    /// How many requests the store was asked.
    pub store_calls: usize,
    /// How long it took.
    pub took: Duration,
}

/// Each of `people` sends the form from `tabs` tabs, `times` times from each, all at once.
pub async fn simultaneous(people: usize, tabs: usize, times: usize) -> Outcome {
    let (world, router) = town(people).await;
    let crowd = (0..people).map(|number| {
        let somebody = Somebody::new(number, 0);
        vec![somebody.asking(somebody.nino()); tabs]
    });
    run(&world, &router, crowd.collect(), times).await
}

/// Each of `people` asks under two One Login accounts at once; every other one gives a NINO.
pub async fn two_accounts(people: usize) -> Outcome {
    let (world, router) = town(people).await;
    let crowd = (0..people).map(|number| {
        let accounts = [Somebody::new(number, 1), Somebody::new(number, 2)];
        accounts
            .iter()
            .map(|account| {
                let gives_one = number % 2 == 0;
                account.asking(if gives_one { account.nino() } else { NinoAnswer::None })
            })
            .collect()
    });
    run(&world, &router, crowd.collect(), 1).await
}

/// The function over a world with enough numbers for everybody.
async fn town(people: usize) -> (World, Router) {
    let world = World::new().await;
    let last = format!("{:07}", 3_000_000 + 10 * people);
    let range = TrnRange::new(&people::trn("3000000"), &people::trn(&last));
    let added = world.store().add_range(&range.expect("it is a range")).await;
    added.expect("the store takes a range");
    let store = world.store();
    let clock = Arc::new(Ticking::from(world.clock().now()));
    let deployment = Deployment::read(&world.settings(), clock, world.chance());
    let deployment = deployment.expect("every setting is there");
    let walk = Walk { deployment, journeys: store.journeys(), users: store.users() };
    let (teachers, ranges) = (store.teachers(), store.trn_ranges());
    let guesses = store.guesses();
    (world, router(AllocationRequest { walk, teachers, guesses, ranges }))
}

async fn run(world: &World, router: &Router, crowd: Vec<Vec<Stage>>, times: usize) -> Outcome {
    let people = crowd.len();
    let mut visitors = Vec::with_capacity(people);
    for stages in crowd {
        let mut theirs = Vec::with_capacity(stages.len());
        for stage in stages {
            theirs.push(world.visitor_from(may_allocate(), stage).await);
        }
        visitors.push(theirs);
    }
    world.engine().calls().forget();

    let began = Instant::now();
    let mut answers = BTreeMap::new();
    let mut requests = 0;
    for together in visitors.chunks(PEOPLE_AT_ONCE) {
        let mut asked = JoinSet::new();
        for visitor in together.iter().flatten() {
            for _ in 0..times {
                requests += 1;
                asked.spawn(send(router.clone(), visitor.clone()));
            }
        }
        while let Some(answer) = asked.join_next().await {
            *answers.entry(answer.expect("no request panics")).or_default() += 1;
        }
    }
    let took = began.elapsed();
    let calls = world.engine().calls();
    let store_calls = calls.reads() + calls.writes();
    Outcome { people, requests, answers, ledger: Ledger::read(world).await, store_calls, took }
}

/// Sends the form once. Answers with the page it leads to, if it is one of their own journey.
async fn send(router: Router, visitor: Visitor) -> String {
    let answer = ask(&router, form(&visitor)).await;
    let page = answer.location().strip_prefix(&visitor.path(""));
    page.map_or_else(|| answer.status.to_string(), ToOwned::to_owned)
}

fn form(visitor: &Visitor) -> Request<Body> {
    let token = csrf::of_journey(&visitor.journey.browser, &visitor.journey.id);
    visitor.post("/request-a-trn", &[("csrf", &token)])
}

impl Outcome {
    /// Whether everybody asked at once has one TRN, and was sent to where they are.
    pub fn is_one_trn_each(&self) -> bool {
        let Ledger { records, issued, completed, requests, matched, waiting, wrong, .. } =
            &self.ledger;
        [records, issued, completed, requests].into_iter().all(|count| *count == self.people)
            && (*matched, *waiting) == (0, 0)
            && wrong.is_empty()
            && self.answered(&["/found", "/continue"])
    }

    /// Whether of two accounts each, one has a TRN and the other is linked to it or waits.
    pub fn is_one_trn_for_two(&self) -> bool {
        let Ledger { records, issued, matched, waiting, open_tasks, requests, wrong, .. } =
            &self.ledger;
        (*records, *issued) == (self.people, self.people)
            && matched + waiting == self.people
            && waiting == open_tasks
            && *requests == 2 * self.people
            && wrong.is_empty()
            && self.answered(&["/found", "/checking-your-details"])
    }

    /// Whether every answer leads to one of these pages.
    fn answered(&self, pages: &[&str]) -> bool {
        self.answers.keys().all(|answer| pages.contains(&answer.as_str()))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { people, requests, answers, ledger, store_calls, took } = self;
        writeln!(
            f,
            "  {people} people, {requests} requests, {store_calls} calls of the store, {took:.1?}"
        )?;
        writeln!(f, "  records {}, TRNs issued {}", ledger.records, ledger.issued)?;
        writeln!(
            f,
            "  linked to a record that was there {}, held {}",
            ledger.matched, ledger.waiting
        )?;
        writeln!(
            f,
            "  TRN requests {}, completed {}, tasks {}, emails with a TRN {}",
            ledger.requests, ledger.completed, ledger.open_tasks, ledger.told
        )?;
        for (answer, times) in answers {
            writeln!(f, "  answered {answer}: {times}")?;
        }
        for wrong in &ledger.wrong {
            writeln!(f, "  DOES NOT HOLD: {wrong}")?;
        }
        Ok(())
    }
}
