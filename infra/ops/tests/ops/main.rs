//! The operator's command, as an operator uses it.
#![expect(clippy::unwrap_used, reason = "tests")]

mod allocation;
mod arguments;
mod clients;
mod keys;
mod loading;
mod queues;
mod reading;
mod terminal;
mod webhooks;
