//! What was measured of a step, and what is wrong with that.

use std::{
    fmt,
    fs::{self, File},
    io,
    path::Path,
};

use flate2::{Compression, write::DeflateEncoder};

use crate::{
    Trouble,
    process::{Program, Run},
    scene::Scene,
    step::Step,
};

/// How many invocations after the first are counted.
const COUNTED: usize = 10;

/// Instructions, in thousands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Instructions {
    pub(crate) start: u64,
    pub(crate) first: u64,
    pub(crate) warm: u64,
}

/// Medians, in seconds of the processor unless it says otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub(crate) start: f64,
    pub(crate) first: f64,
    pub(crate) warm: f64,
    /// Seconds of the clock until an event after the first is answered, with all that stands in for others on the same machine.
    pub(crate) waited: f64,
}

/// What was measured of a step.
#[derive(Debug)]
pub(crate) struct Measured {
    pub(crate) step: Step,
    pub(crate) instructions: Instructions,
    /// Where time was taken.
    pub(crate) times: Option<Times>,
    pub(crate) memory: u64,
    pub(crate) size: u64,
    /// The program as AWS gets it, deflated.
    pub(crate) zipped: u64,
    /// What one invocation asks of AWS, from the second one on.
    pub(crate) asked: Vec<(String, f64)>,
}

impl Measured {
    /// Measures a step: so many starts are timed, and instructions are counted.
    pub(crate) async fn of(step: Step, scene: &Scene, starts: usize) -> Result<Self, Trouble> {
        let file = crate::programs::release(step.function());
        let size = fs::metadata(&file).map_err(Trouble::file(&file))?.len();
        let zipped = zipped(&file).map_err(Trouble::file(&file))?;
        let program = Program {
            name: step.function(),
            file,
            settings: &scene.settings,
            aws: &scene.aws,
            may_fail: matches!(step, Step::File { .. }),
        };
        let runs = timed(step, scene, &program, starts).await?;
        let at_start = program.instructions(&[]).await?;
        let at_first = program.instructions(&step.events(scene, 1).await?).await?;
        let in_all = program.instructions(&step.events(scene, 1 + COUNTED).await?).await?;
        let warm = in_all.saturating_sub(at_first) / COUNTED as u64;
        Ok(Self {
            step,
            instructions: Instructions {
                start: at_start / 1000,
                first: at_first.saturating_sub(at_start) / 1000,
                warm: warm / 1000,
            },
            times: (starts > 1).then(|| times(&runs)),
            memory: runs.iter().map(|run| run.memory).max().unwrap_or_default(),
            size,
            zipped,
            asked: each(&runs),
        })
    }

    /// What is over its budget, a line each.
    pub(crate) fn over_budget(&self) -> Vec<String> {
        let Some(budget) = self.step.budget() else { return Vec::new() };
        let Instructions { start, first, warm } = self.instructions;
        let all = [
            ("thousand instructions to start", start, budget.start),
            ("thousand instructions for the first invocation", first, budget.first),
            ("thousand instructions for each one after that", warm, budget.warm),
            ("bytes of memory", self.memory, budget.memory),
            ("bytes of program", self.size, budget.size),
        ];
        let name = self.step.name();
        let over = all.into_iter().filter(|(_, is, may_be)| is > may_be);
        let over =
            over.map(|(what, is, may_be)| format!("{name}: {is} {what}, more than {may_be}"));
        let calls: f64 = self.asked.iter().map(|(_, times)| times).sum();
        // What is asked once in a while is no call of each.
        let too_many = calls.round() > budget.calls as f64;
        let calls = format!("{name}: {calls} calls of AWS, more than {}", budget.calls);
        over.chain(too_many.then_some(calls)).collect()
    }
}

/// How many bytes a program has when it is deflated (RFC 1951), as it is in a zip.
fn zipped(program: &Path) -> io::Result<u64> {
    let mut deflated = DeflateEncoder::new(Vec::new(), Compression::default());
    io::copy(&mut File::open(program)?, &mut deflated)?;
    Ok(deflated.finish()?.len() as u64)
}

/// Starts it so often. The last one goes on, so that invocations after the first are seen as well.
async fn timed(
    step: Step,
    scene: &Scene,
    program: &Program<'_>,
    starts: usize,
) -> Result<Vec<Run>, Trouble> {
    let mut runs = Vec::new();
    for start in 1..=starts {
        let events = if start == starts { starts.max(1 + COUNTED) } else { 1 };
        runs.push(program.run(&step.events(scene, events).await?).await?);
    }
    Ok(runs)
}

fn times(runs: &[Run]) -> Times {
    let of = |time: fn(&Run) -> f64| median(runs.iter().map(time).collect());
    Times {
        start: of(|run| run.start),
        first: of(|run| run.first),
        warm: median(runs.iter().flat_map(|run| run.warm.clone()).collect()),
        waited: median(runs.iter().flat_map(|run| run.waited.clone()).collect()),
    }
}

/// What one invocation asked, of those that were seen together.
fn each(runs: &[Run]) -> Vec<(String, f64)> {
    let Some(last) = runs.last() else { return Vec::new() };
    let invocations = last.warm.len().max(1) as f64;
    last.asked.iter().map(|(name, times)| (name.clone(), *times as f64 / invocations)).collect()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

impl fmt::Display for Instructions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millions = |thousands: u64| thousands as f64 / 1000.0;
        let Self { start, first, warm } = *self;
        write!(f, "{:.2} + {:.2}, {:.2}", millions(start), millions(first), millions(warm))
    }
}
