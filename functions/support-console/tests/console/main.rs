//! The console, over HTTP and over the real store.
#![expect(clippy::unwrap_used, reason = "tests")]

mod scene;

mod decisions;
mod email;
mod forms;
mod list;
mod meanwhile;
mod numbers;
mod privacy;
mod roles;
mod sessions;
mod task;
mod way_in;
