//! Proofs on the real functions, the real SDK and the embedded engine: each prints its figures, and says
//! what does not hold.
//!
//! The engine carries one request out after the other, as DynamoDB does for the items of a transaction.
//! What it never answers by itself, a conflict or a lost answer, is in the tests of `dynamodb` and in
//! the proof of faults.

pub mod allocation;
mod askers;
mod chance;
pub mod command;
mod crowd;
pub mod faults;
pub mod grants;
pub mod guessing;
mod ledger;
pub mod messages;
pub mod replays;
mod ticking;

pub use ledger::Ledger;
