//! What must hold whatever fails, at full size. Each is a command that prints its figures, and the same
//! thing smaller among the tests.
#![expect(clippy::unwrap_used, reason = "tests")]

mod chance;
mod crowd;
mod messages;
