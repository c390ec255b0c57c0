//! Guesses.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ports::Tries;
use serde::{Deserialize, Serialize};

use super::shapes;

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Tries")]
struct TriesShape {
    version: u64,
    at: BTreeMap<String, Timestamp>,
}

shapes! {
    TriesShape => Tries,
}
