//! `cargo prove-allocation`: exactly one TRN for one person, however many requests come at once.
//!
//! 1,000 people send the form 64 times each at once, from 8 tabs; then 500 people ask under two One Login
//! accounts at once. `cargo prove-allocation -- 100` does it with a tenth of them, or as many in a
//! thousand as are named.

use std::{
    io::{Write, stdout},
    process::ExitCode,
};

use proofs::allocation::{simultaneous, two_accounts};

const PEOPLE: usize = 1_000;
const TABS: usize = 8;
const TIMES: usize = 8;

#[tokio::main]
async fn main() -> ExitCode {
    // The alias ends with a `--` of its own; a second one is welcome.
    let share = std::env::args().skip(1).find(|word| word != "--");
    let share = share.map_or(Ok(1_000), |share| share.parse::<usize>());
    let Ok(share @ 1..=1_000) = share else {
        say("cargo prove-allocation [-- PEOPLE IN A THOUSAND]");
        return ExitCode::FAILURE;
    };
    let people = PEOPLE * share / 1_000;

    say(&format!("{people} people, {} simultaneous requests each:", TABS * TIMES));
    let one = simultaneous(people, TABS, TIMES).await;
    say(&one.to_string());
    say(&format!("{} people, two One Login accounts each, at once:", people / 2));
    let two = two_accounts(people / 2).await;
    say(&two.to_string());

    if one.is_one_trn_each() && two.is_one_trn_for_two() {
        say("Holds: one TRN for one person.");
        ExitCode::SUCCESS
    } else {
        say("DOES NOT HOLD.");
        ExitCode::FAILURE
    }
}

fn say(what: &str) {
    writeln!(stdout(), "{what}").expect("somebody reads what we say");
}
