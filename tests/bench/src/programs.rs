//! The programs that are measured: as they are shipped, but for this machine.

use std::{path::PathBuf, process::Command};

use crate::{Trouble, root};

/// Where they are built.
fn folder() -> PathBuf {
    // This program is in `TARGET/debug`, whatever `CARGO_TARGET_DIR` says.
    let own = std::env::current_exe().unwrap_or_default();
    own.ancestors().nth(2).map_or_else(|| root().join("target"), PathBuf::from)
}

/// The program of a function.
pub(crate) fn release(function: &str) -> PathBuf {
    folder().join("release").join(function)
}

/// Builds these functions as they are shipped.
pub(crate) fn build(functions: &[&str]) -> Result<(), Trouble> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root()).args(["build", "--release", "--quiet"]);
    cargo.arg("--target-dir").arg(folder());
    for function in functions {
        cargo.args(["--package", function]);
    }
    let built = cargo.status().map_err(|error| Trouble::Start("cargo", error))?;
    if built.success() { Ok(()) } else { Err(Trouble::NotBuilt) }
}
