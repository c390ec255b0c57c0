//! What a crowd saw, said.

use std::{process::ExitCode, rc::Rc, time::Duration};

use tokio::{runtime::Builder, task::LocalSet};

use crate::{
    Trouble,
    crowd::{Seen, crowd},
    options::Options,
    product::{self, Product},
};

/// Does it all.
pub(crate) fn report(arguments: impl Iterator<Item = String>) -> ExitCode {
    match run(arguments) {
        Ok(seen) => {
            say(&told(&seen));
            if seen.lost.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(trouble) => {
            say(&trouble.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: impl Iterator<Item = String>) -> Result<Seen, Trouble> {
    let options = Options::read(arguments)?;
    if !options.built {
        product::build()?;
    }
    let runtime = Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let product = Rc::new(Product::start().await?);
        crowd(&product, options).await
    })
}

#[expect(clippy::cast_precision_loss, reason = "what is counted is far below 2^52")]
fn told(seen: &Seen) -> String {
    let through = seen.through as f64;
    let mut lines = vec![
        format!(
            "{} sign-ins in {:.0} s: {:.1} a second, {:.0} ms of the processor each",
            seen.through,
            seen.time.as_secs_f64(),
            through / seen.time.as_secs_f64(),
            1000.0 * seen.processor / through
        ),
        format!("{} did not come through", seen.lost.len()),
        String::new(),
        "| step | p50, ms | p99, ms |".to_owned(),
        "| --- | ---: | ---: |".to_owned(),
    ];
    lines.extend(seen.steps.iter().map(|(step, times)| {
        format!("| {step} | {:.1} | {:.1} |", percentile(times, 50), percentile(times, 99))
    }));
    let megabytes = seen.memory.iter().map(|bytes| format!("{:.0}", *bytes as f64 / 1e6));
    lines.push(String::new());
    lines.push(format!("memory, MB: {}", megabytes.collect::<Vec<_>>().join(" ")));
    lines.extend(seen.lost.iter().take(5).map(|lost| format!("stopped at: {lost}")));
    lines.join("\n")
}

/// Of sorted times, in milliseconds.
fn percentile(times: &[Duration], percent: usize) -> f64 {
    let place = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

#[expect(clippy::print_stdout, reason = "it is a command")]
fn say(text: &str) {
    println!("{text}");
}
