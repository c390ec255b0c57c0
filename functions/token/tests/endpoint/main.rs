//! The token endpoint, asked over HTTP.
#![expect(clippy::unwrap_used, reason = "tests")]

mod exchange;
mod refusals;
mod store;
mod world;
