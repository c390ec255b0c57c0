//! `cargo eval-matching`: evaluates matching and says what came of it.
//!
//! - `cargo eval-matching`: made-up people, and FEBRL. It fails where somebody was joined wrongly, or too
//!   few find their record among the first three candidates.
//! - `cargo eval-matching -- seed 7`: the same of another seed.
//! - `cargo eval-matching -- retrieval`: what a look-up reads, measured with the embedded DynamoDB and
//!   100,000 records, or as many as are named: `retrieval 5000`.

use std::{
    io::{Write, stdout},
    process::ExitCode,
};

use evaluation::{Born, Report, SEED, Size, febrl, made_up, retrieval};

/// How many are made up, each way.
const RECORDS: usize = 50_000;
const PEOPLE: usize = 20_000;

fn main() -> ExitCode {
    // The alias ends with a `--` of its own; a second one is welcome.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => evaluate(SEED),
        ["seed", seed] => seed.parse().map_or_else(|_| usage(), evaluate),
        ["retrieval"] => measure(retrieval::RECORDS),
        ["retrieval", records] => records.parse().map_or_else(|_| usage(), measure),
        _ => usage(),
    }
}

fn measure(records: usize) -> ExitCode {
    say(&retrieval::measure(records));
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    say("cargo eval-matching [-- seed NUMBER | -- retrieval [RECORDS]]");
    ExitCode::FAILURE
}

fn evaluate(seed: u64) -> ExitCode {
    say(&format!("Seed {seed}: {RECORDS} records, {PEOPLE} people."));
    let mut is_good = true;
    for (born, title) in [
        (Born::OverYears, "Born over 55 years"),
        (Born::InOneYear, "Born in one year: as many on one day as of 3 million"),
    ] {
        let (register, people) = made_up(seed, Size { records: RECORDS, people: PEOPLE, born });
        is_good &= say_report(title, &Report::on(&register, &people));
    }
    match febrl::data_sets() {
        Ok(sets) => {
            let mut report = Report::default();
            for set in &sets {
                report.add(&Report::on(&set.register, &set.people));
            }
            let left_out: usize = sets.iter().map(|set| set.left_out).sum();
            let title = format!("FEBRL, {left_out} duplicates without a name or a date left out");
            is_good &= say_report(&title, &report);
        }
        Err(why) => say(&format!("FEBRL was not evaluated: {why}.")),
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Says what came of a run, and whether it was good enough.
fn say_report(title: &str, report: &Report) -> bool {
    say(&format!("\n{title}\n\n{report}"));
    if !report.is_good_enough() {
        say("Not good enough: somebody was joined wrongly, or too few would find their record.");
    }
    report.is_good_enough()
}

fn say(text: &str) {
    // A terminal that has gone away is no reason to stop.
    let _ = writeln!(stdout(), "{text}");
}
