//! `cargo prove-allocation`: exactly one TRN for one person, however many requests come at once.
//!
//! 1,000 people send the form 64 times each at once, from 8 tabs; then 500 people ask under two One Login
//! accounts at once. `cargo prove-allocation -- 100` does it with a tenth of them, or as many in a
//! thousand as are named.

use std::process::ExitCode;

use proofs::{
    allocation::{simultaneous, two_accounts},
    command::{conclude, number, say},
};

const PEOPLE: usize = 1_000;
const TABS: usize = 8;
const TIMES: usize = 8;

#[tokio::main]
async fn main() -> ExitCode {
    let usage = "cargo prove-allocation [-- PEOPLE IN A THOUSAND]";
    let share = match number(1_000, 1..=1_000, usage) {
        Ok(share) => share,
        Err(code) => return code,
    };
    let people = PEOPLE * share / 1_000;

    say(&format!("{people} people, {} simultaneous requests each:", TABS * TIMES));
    let one = simultaneous(people, TABS, TIMES).await;
    say(&one.to_string());
    say(&format!("{} people, two One Login accounts each, at once:", people / 2));
    let two = two_accounts(people / 2).await;
    say(&two.to_string());

    conclude(one.is_one_trn_each() && two.is_one_trn_for_two(), "Holds: one TRN for one person.")
}
