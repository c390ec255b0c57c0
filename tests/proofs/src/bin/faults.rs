//! `cargo prove-faults`: every call of the store, of a queue and of the mailer, in every walk, fails in
//! turn, before its effect and after it; nobody is lost and nothing happens twice.
//!
//! `cargo prove-faults -- 5` fails every fifth call.

use std::process::ExitCode;

use proofs::{
    command::{conclude, number, say},
    faults::{Walk, fail_each_call},
};

#[tokio::main]
async fn main() -> ExitCode {
    let usage = "cargo prove-faults [-- EVERY HOW MANYTH CALL]";
    let stride = match number(1, 1..=usize::MAX, usage) {
        Ok(stride) => stride,
        Err(code) => return code,
    };

    let (mut runs, mut wrong, mut twice) = (0, 0, 0);
    for walk in Walk::ALL {
        let outcome = fail_each_call(walk, stride).await;
        say(outcome.to_string().trim_end());
        runs += outcome.runs;
        wrong += outcome.wrong.len();
        twice += outcome.emails_twice;
    }

    say(&format!("{runs} runs with a failure each, {wrong} wrong, {twice} emails sent twice."));
    conclude(wrong == 0, "Holds: nobody is lost, and nothing happens twice.")
}
