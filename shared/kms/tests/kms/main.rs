//! Keys of AWS KMS, against an engine that behaves like it, and against one that fails.
#![expect(clippy::unwrap_used, reason = "tests")]

mod engine;
mod failures;
mod given;
