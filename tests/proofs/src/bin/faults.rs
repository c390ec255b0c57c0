//! `cargo prove-faults`: every call of the store, of a queue and of the mailer, in every walk, fails in
//! turn, before its effect and after it; nobody is lost and nothing happens twice.
//!
//! `cargo prove-faults -- 5` fails every fifth call.

use std::{
    io::{Write, stdout},
    process::ExitCode,
};

use proofs::faults::{Walk, fail_each_call};

#[tokio::main]
async fn main() -> ExitCode {
    // The alias ends with a `--` of its own; a second one is welcome.
    let stride = std::env::args().skip(1).find(|word| word != "--");
    let Ok(stride @ 1..) = stride.map_or(Ok(1), |stride| stride.parse::<usize>()) else {
        say("cargo prove-faults [-- EVERY HOW MANYTH CALL]");
        return ExitCode::FAILURE;
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
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn say(what: &str) {
    writeln!(stdout(), "{what}").expect("somebody reads what we say");
}
