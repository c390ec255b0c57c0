//! Email, sent to an engine that behaves like SES and to one that answers as SES does when things go wrong.
#![expect(clippy::unwrap_used, reason = "tests")]

mod engine;
mod failures;
mod given;
mod requests;
mod settings;
