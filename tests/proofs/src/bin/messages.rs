//! `cargo prove-messages`: each message has its effect once, however often and in whatever order it comes.
//!
//! 10,000 messages are delivered one to five times in any order, one in a hundred of them poison, to several
//! workers at once. `cargo prove-messages -- 1000` does it with so many.

use std::{
    io::{Write, stdout},
    process::ExitCode,
};

use proofs::messages::deliver;

const MESSAGES: usize = 10_000;

#[tokio::main]
async fn main() -> ExitCode {
    // The alias ends with a `--` of its own; a second one is welcome.
    let count = std::env::args().skip(1).find(|word| word != "--");
    let count = count.map_or(Ok(MESSAGES), |count| count.parse::<usize>());
    let Ok(count @ 100..=100_000) = count else {
        say("cargo prove-messages [-- MESSAGES]");
        return ExitCode::FAILURE;
    };

    let outcome = deliver(count).await;
    say(&outcome.to_string());

    if outcome.is_each_once() {
        say("Holds: each effect once, and the poison among the dead letters.");
        ExitCode::SUCCESS
    } else {
        say("DOES NOT HOLD.");
        ExitCode::FAILURE
    }
}

fn say(what: &str) {
    writeln!(stdout(), "{what}").expect("somebody reads what we say");
}
