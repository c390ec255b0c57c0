//! Where things are, and how a command is run there.

use std::{
    env,
    ffi::OsString,
    io,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// The checkout, and the folder for tools that are not part of it.
pub(crate) struct Workshop {
    /// The root of the workspace.
    pub(crate) root: PathBuf,
    /// Where what is built is kept between runs.
    pub(crate) target: PathBuf,
    /// Where installed tools are.
    pub(crate) tools: PathBuf,
}

impl Workshop {
    /// The workspace whose `make` this is.
    pub(crate) fn here() -> Self {
        let root = match variable("CARGO_MANIFEST_DIR") {
            Some(package) => PathBuf::from(package).join("../.."),
            None => PathBuf::from("."),
        };
        let root = root.canonicalize().unwrap_or(root);
        let target = variable("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        let target = root.join(target);
        let tools = target.join("tools");
        Self { root, target, tools }
    }

    /// `program`, to be run in the root.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.root);
        command
    }

    /// The cargo that started us.
    pub(crate) fn cargo(&self) -> Command {
        self.command(variable("CARGO").map_or_else(|| "cargo".into(), PathBuf::from))
    }

    /// Becomes the local stack: the process that was `make` is then the one to stop.
    pub(crate) fn run_local(&self, flags: impl Iterator<Item = OsString>) -> Result<(), String> {
        // Where the person stands is kept, so that `--data DIR` means what they typed.
        let here = env::current_dir().map_err(|error| format!("current folder: {error}"))?;
        let mut cargo = self.cargo();
        cargo.current_dir(here).args(["run", "--quiet", "--package", "local", "--"]).args(flags);
        Err(format!("cargo could not be started: {}", cargo.exec()))
    }
}

/// Runs `command` to its end and gives what it printed; an error says what it was for.
pub(crate) fn quietly(command: &mut Command, doing: &str) -> Result<Output, String> {
    let output =
        command.stdin(Stdio::null()).output().map_err(|error| not_started(doing, &error))?;
    if output.status.success() {
        return Ok(output);
    }
    let printed = String::from_utf8_lossy(&output.stderr);
    Err(format!("{doing} failed ({})\n{}", output.status, printed.trim_end()))
}

/// Where programs are looked for.
pub(crate) fn path() -> OsString {
    variable("PATH").unwrap_or_default()
}

/// Why `doing` did not begin.
pub(crate) fn not_started(doing: &str, error: &io::Error) -> String {
    format!("{doing} could not be started: {error}")
}

/// What the environment says, unless it is empty.
#[expect(clippy::disallowed_methods, reason = "this is a host: it reads the environment")]
pub(crate) fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}
