//! Every call of the store, of a queue and of the mailer fails once, before and after its effect: nobody
//! is lost and nothing happens twice.
//!
//! Whoever meets an error tries again as a person would: the same page or form after "try again in a
//! minute", the calling service's link after "start again". Support staff look and decide again. Messages
//! are shown again after a while, and the outbox is swept.

mod one_login;
mod outside;
mod person;
mod town;
mod walks;

use std::{
    collections::BTreeSet,
    fmt,
    time::{Duration, Instant},
};

use testing::dynamodb::Failing;

pub use walks::Walk;

use self::town::Town;

/// What came of failing the calls of one walk.
#[derive(Debug)]
pub struct Outcome {
    /// Which.
    pub walk: Walk,
    /// How many calls it makes when nothing fails.
    pub calls: usize,
    /// How many times it was walked with a failure.
    pub runs: usize,
    /// What did not hold, in words.
    pub wrong: BTreeSet<String>,
    /// How many emails were sent, over all runs, that had been sent before: a crash between the
    /// provider's answer and the note of it.
    pub emails_twice: usize,
    /// How long it took.
    pub took: Duration,
}

/// Fails every `stride`-th call of a walk in turn, in each way.
pub async fn fail_each_call(walk: Walk, stride: usize) -> Outcome {
    let began = Instant::now();
    let undisturbed = once(walk, None).await;
    let mut outcome = Outcome {
        walk,
        calls: undisturbed.calls,
        runs: 0,
        wrong: undisturbed.wrong.into_iter().map(|wrong| format!("undisturbed: {wrong}")).collect(),
        emails_twice: 0,
        took: Duration::ZERO,
    };
    for failing in [Failing::Before, Failing::After, Failing::AnswerLost] {
        for call in (1..=undisturbed.calls).step_by(stride) {
            let run = once(walk, Some((call, failing))).await;
            outcome.runs += 1;
            outcome.emails_twice += run.emails_twice;
            let wrong =
                run.wrong.into_iter().map(|wrong| format!("call {call} {failing:?}: {wrong}"));
            outcome.wrong.extend(wrong);
        }
    }
    outcome.took = began.elapsed();
    outcome
}

/// What came of one walk.
struct Run {
    calls: usize,
    wrong: Vec<String>,
    emails_twice: usize,
}

async fn once(walk: Walk, target: Option<(usize, Failing)>) -> Run {
    let town = Town::new(walk).await;
    town.sabotage.arm(target);
    let mut wrong = walk.take(&town).await.err().into_iter().collect::<Vec<_>>();
    town.settle().await;
    let calls = town.sabotage.seen();
    town.sabotage.pause(true);
    let (more, emails_twice) = town.audit(walk).await;
    wrong.extend(more);
    Run { calls, wrong, emails_twice }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { walk, calls, runs, wrong, emails_twice, took } = self;
        writeln!(
            f,
            "{}: {calls} calls, {runs} runs with a failure, {} wrong, {emails_twice} emails twice, {took:.0?}",
            walk.name(),
            wrong.len()
        )?;
        wrong.iter().try_for_each(|wrong| writeln!(f, "  DOES NOT HOLD: {wrong}"))
    }
}
