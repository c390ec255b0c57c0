//! Many people at once.

use std::{
    collections::BTreeMap,
    io,
    rc::Rc,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use tokio::task::{JoinSet, spawn_local};

use crate::{
    Trouble,
    options::Options,
    person::Person,
    product::{PEOPLE, Product},
    sign_in::{Lost, Taken, sign_in},
};

/// How often memory is looked at.
const GLANCE: Duration = Duration::from_secs(10);

/// What a crowd saw.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Who came through.
    pub(crate) through: usize,
    /// Where those stopped who did not.
    pub(crate) lost: Vec<String>,
    /// What each step took, by its name, in the order of a sign-in.
    pub(crate) steps: Vec<(String, Vec<Duration>)>,
    /// The memory of the product every ten seconds, in bytes.
    pub(crate) memory: Vec<u64>,
    /// The seconds of the processor that the product has had.
    pub(crate) processor: f64,
    pub(crate) time: Duration,
}

/// Has so many people sign in at once for so long, one after the other each, or until everybody has.
pub(crate) async fn crowd(product: &Rc<Product>, options: Options) -> Result<Seen, Trouble> {
    let (since, next) = (Instant::now(), Rc::new(AtomicU32::new(0)));
    let before = product.processor()?;
    let mut lanes = JoinSet::new();
    for _ in 0..options.at_once {
        let (product, next) = (Rc::clone(product), Rc::clone(&next));
        lanes.spawn_local(async move {
            let mut outcomes = Vec::new();
            while since.elapsed() < options.time {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= PEOPLE {
                    break;
                }
                outcomes.push(alone(Rc::clone(&product), Person::number(number)).await);
            }
            outcomes
        });
    }
    let mut seen = Seen::default();
    let mut taken: Vec<Taken> = Vec::new();
    let mut glance = tokio::time::interval(GLANCE);
    loop {
        let ended = tokio::select! {
            ended = lanes.join_next() => ended,
            _ = glance.tick() => {
                seen.memory.push(product.memory()?);
                continue;
            }
        };
        let Some(outcomes) = ended.transpose().map_err(io::Error::from)? else { break };
        for outcome in outcomes {
            match outcome {
                Ok(steps) => {
                    seen.through += 1;
                    taken.extend(steps);
                }
                Err(lost) => seen.lost.push(lost.0),
            }
        }
    }
    seen.time = since.elapsed();
    seen.processor = product.processor()? - before;
    seen.steps = by_step(taken);
    if seen.through == 0 {
        return Err(Trouble::Nobody(seen.lost.into_iter().next().unwrap_or_default()));
    }
    Ok(seen)
}

/// One sign-in. The browser of the walks panics where a page is not what it should be: that is one person who is lost, and nobody else.
async fn alone(product: Rc<Product>, person: Person) -> Result<Vec<Taken>, Lost> {
    let signing_in = spawn_local(async move { sign_in(&product, &person).await });
    signing_in
        .await
        .unwrap_or_else(|_| Err(Lost("a page that is not what it should be".to_owned())))
}

fn by_step(taken: Vec<Taken>) -> Vec<(String, Vec<Duration>)> {
    let mut order: Vec<String> = Vec::new();
    let mut times: BTreeMap<String, Vec<Duration>> = BTreeMap::new();
    for (step, time) in taken {
        if !order.contains(&step) {
            order.push(step.clone());
        }
        times.entry(step).or_default().push(time);
    }
    let sorted = order.into_iter().map(|step| {
        let mut times = times.remove(&step).unwrap_or_default();
        times.sort_unstable();
        (step, times)
    });
    sorted.collect()
}
