//! `cargo prove-replays`: what was good once is not good twice, nor in another browser, nor from another site.
//!
//! 1,000 tries of each: a client assertion, a state, a callback in other browsers, forms without the token of
//! their page. `cargo prove-replays -- 100` does it with so many.

use std::process::ExitCode;

use proofs::{
    command::{conclude, number, say},
    replays::replay,
};

const TRIES: usize = 1_000;

#[tokio::main]
async fn main() -> ExitCode {
    let tries = match number(TRIES, 4..=100_000, "cargo prove-replays [-- TRIES]") {
        Ok(tries) => tries,
        Err(code) => return code,
    };

    let outcome = replay(tries).await;
    say(&outcome.to_string());

    conclude(outcome.holds(), "Holds: what was good once was accepted once, and the rest never.")
}
