//! `cargo model-allocation`: explores the model and says what came of it.
//!
//! - `cargo model-allocation`: every scenario, with the failures that the tests afford.
//! - `cargo model-allocation -- faults 2`: the same with two failures in each.
//! - `cargo model-allocation -- faults 3 emails`: the scenarios of that name alone.

use std::{
    io::{Write, stdout},
    process::ExitCode,
    time::Instant,
};

use allocation_model::{
    figures::{Figures, explore},
    protocol::Protocol,
    scenario::{self, Scenario},
};

fn main() -> ExitCode {
    // The alias ends with a `--` of its own; a second one is welcome.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => run(scenario::all()),
        ["faults", faults, named @ ..] => {
            let Ok(faults) = faults.parse() else { return usage() };
            let name = named.join(" ");
            let scenarios = scenario::all().into_iter().filter(|it| it.name.contains(&name));
            run(scenarios.map(|scenario| Scenario { faults, ..scenario }).collect())
        }
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    say("cargo model-allocation [-- faults NUMBER [SCENARIO]]");
    ExitCode::FAILURE
}

fn run(scenarios: Vec<Scenario>) -> ExitCode {
    let start = Instant::now();
    let mut all = Vec::new();
    for scenario in scenarios {
        let explored = explore(&scenario, &Protocol::whole());
        say(&format!("{}: {} states", explored.name, explored.states));
        for (law, steps) in &explored.broken {
            say(&format!("\nBroken: {law}. The steps that lead there:\n{steps}\n"));
        }
        all.push(explored);
    }
    let figures = Figures(all);
    say(&format!("\n{figures}\n\nIn {:.1} s.", start.elapsed().as_secs_f64()));
    if figures.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn say(text: &str) {
    // A terminal that has gone away is no reason to stop.
    let _ = writeln!(stdout(), "{text}");
}
