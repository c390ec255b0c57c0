//! The template as it is and the functions as they are built, on an emulator of AWS: deployed by `CloudFormation`, reached through API
//! Gateway, with tables, a stream, queues, secrets, keys and email. And each function alone, behind the emulator of Lambda's runtime.
//!
//! `FUNCTIONS` names a folder of programs to try in place of those that are built for it here: `target/lambda/release`, say.
#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it says what was not checked, and why a function failed"
)]

#[expect(dead_code, reason = "the walks need more of it")]
#[path = "../walks/browser.rs"]
mod browser;
#[path = "../walks/canaries.rs"]
mod canaries;
mod deployment;
#[path = "../event_files/mod.rs"]
mod event_files;
mod log;
mod operator;
mod outside;
mod programs;
mod queues;
mod service;

mod dead_letter;
mod review;
mod runtime;
mod sign_in;
mod template;
