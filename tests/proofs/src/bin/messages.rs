//! `cargo prove-messages`: each message has its effect once, however often and in whatever order it comes.
//!
//! 10,000 messages are delivered one to five times in any order, one in a hundred of them poison, to several
//! workers at once. `cargo prove-messages -- 1000` does it with so many.

use std::process::ExitCode;

use proofs::{
    command::{conclude, number, say},
    messages::deliver,
};

const MESSAGES: usize = 10_000;

#[tokio::main]
async fn main() -> ExitCode {
    let count = match number(MESSAGES, 100..=100_000, "cargo prove-messages [-- MESSAGES]") {
        Ok(count) => count,
        Err(code) => return code,
    };

    let outcome = deliver(count).await;
    say(&outcome.to_string());

    conclude(
        outcome.is_each_once(),
        "Holds: each effect once, and the poison among the dead letters.",
    )
}
