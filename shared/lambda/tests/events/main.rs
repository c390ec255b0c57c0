//! Events as AWS sends them, without the loop that fetches them.
#![expect(clippy::unwrap_used, reason = "tests")]

mod files;
mod queue;
mod stream;
