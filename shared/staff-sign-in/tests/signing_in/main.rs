//! The relying party over loopback, against a sign-in of staff that can be told to lie.
#![expect(clippy::unwrap_used, reason = "tests")]

mod documents;
mod scene;
mod settings;
mod trips;
mod twists;
