//! The operator's command, as a library: what it reads, what it does, and how it says what it refused.

pub mod arguments;
pub mod clients;
mod keys;
mod queues;
pub mod records;
mod run;
mod tasks;
mod trn_ranges;
mod webhooks;

pub use run::{Ending, Terminal, run};
