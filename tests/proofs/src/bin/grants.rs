//! `cargo prove-grants`: a code is good once, and so is a refresh token, however many present it at once.
//!
//! 1,000 times each, 64 at once. `cargo prove-grants -- 100` does it so often.

use std::process::ExitCode;

use proofs::{
    command::{conclude, number, say},
    grants::present,
};

const TIMES: usize = 1_000;

#[tokio::main]
async fn main() -> ExitCode {
    let times = match number(TIMES, 2..=100_000, "cargo prove-grants [-- TIMES]") {
        Ok(times) => times,
        Err(code) => return code,
    };

    let outcome = present(times).await;
    say(&outcome.to_string());

    conclude(
        outcome.is_once_each(),
        "Holds: each was good once, and what it gave ended with its second use.",
    )
}
