//! `cargo prove-guessing`: ten numbers a day are looked up for one user, however many they give.
//!
//! 10,000 numbers, 50 at once every hour, from 50 sessions of 20 calling services. `cargo prove-guessing --
//! 1000` does it with so many.

use std::{
    io::{Write, stdout},
    process::ExitCode,
};

use proofs::guessing::guess;

const GUESSES: usize = 10_000;

#[tokio::main]
async fn main() -> ExitCode {
    // The alias ends with a `--` of its own; a second one is welcome.
    let count = std::env::args().skip(1).find(|word| word != "--");
    let count = count.map_or(Ok(GUESSES), |count| count.parse::<usize>());
    let Ok(count @ 50..=100_000) = count else {
        say("cargo prove-guessing [-- GUESSES]");
        return ExitCode::FAILURE;
    };

    let outcome = guess(count).await;
    say(&outcome.to_string());

    if outcome.is_as_much_as_allowed() {
        say("Holds: ten in a day, thirty in thirty days, and no more.");
        ExitCode::SUCCESS
    } else {
        say("DOES NOT HOLD.");
        ExitCode::FAILURE
    }
}

fn say(what: &str) {
    writeln!(stdout(), "{what}").expect("somebody reads what we say");
}
