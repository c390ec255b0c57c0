//! `cargo bench-lambda`: what each function costs as a process of its own, as it is shipped: to start, at its first invocation, and
//! from then on.
//!
//! Each is started behind a Runtime API of its own, and asks what stands in for AWS over TLS. Instructions are counted by Callgrind,
//! and are the same however busy the machine is; times are of the processor alone, and only as good as the machine.
//! `docs/performance.md` has what came of it.

#![expect(clippy::cast_precision_loss, reason = "what is measured is far below 2^52")]

mod aws;
mod beside;
#[expect(dead_code, clippy::unwrap_used, reason = "it belongs to the walks, which need more of it")]
#[path = "../../walks/browser.rs"]
mod browser;
mod budget;
#[expect(dead_code, reason = "it belongs to the walks, which need more of it")]
#[path = "../../walks/canaries.rs"]
mod canaries;
mod certificates;
mod event;
mod measured;
mod person;
mod process;
mod programs;
mod report;
mod runtime_api;
mod scene;
mod service;
mod step;
mod table;
mod tls;
mod trouble;

use std::{path::PathBuf, process::ExitCode};

// The browser of the walks reads pages by it.
use scraper as _;

pub(crate) use trouble::Trouble;

#[tokio::main]
async fn main() -> ExitCode {
    report::report(std::env::args().skip(1).collect()).await
}

/// The folder of the workspace.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}
