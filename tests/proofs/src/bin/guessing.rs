//! `cargo prove-guessing`: ten numbers a day are looked up for one user, however many they give.
//!
//! 10,000 numbers, 50 at once every hour, from 50 sessions of 20 calling services. `cargo prove-guessing --
//! 1000` does it with so many.

use std::process::ExitCode;

use proofs::{
    command::{conclude, number, say},
    guessing::guess,
};

const GUESSES: usize = 10_000;

#[tokio::main]
async fn main() -> ExitCode {
    let count = match number(GUESSES, 50..=100_000, "cargo prove-guessing [-- GUESSES]") {
        Ok(count) => count,
        Err(code) => return code,
    };

    let outcome = guess(count).await;
    say(&outcome.to_string());

    conclude(
        outcome.is_as_much_as_allowed(),
        "Holds: ten in a day, thirty in thirty days, and no more.",
    )
}
