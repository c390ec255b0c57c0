//! The relying party over loopback, against a GOV.UK One Login that can be told to lie.
#![expect(clippy::unwrap_used, reason = "tests")]

mod calls;
mod documents;
mod notices;
mod scene;
mod settings;
mod sign_in;
mod signing_in_again;
mod twists;
