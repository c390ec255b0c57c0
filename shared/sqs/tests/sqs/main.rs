//! Queues, against an engine that behaves like SQS and against answers that it gives when things go wrong.
#![expect(clippy::unwrap_used, reason = "tests")]

mod dead_letters;
mod engine;
mod failures;
mod given;
mod sending;
