//! The programs of the functions.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The folder that has them: the one that `FUNCTIONS` names, or that of this build, with all of them as the code is now.
pub(crate) fn folder() -> PathBuf {
    if let Some(named) = variable("FUNCTIONS") {
        return root().join(named);
    }
    // Cargo builds the programs of this package for its tests, and not those of others. With the tests beside them they have the features
    // that tests ask of dependencies, so that those are the ones that are there already.
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root()).args(["build", "--quiet", "--workspace", "--bins", "--tests"]);
    assert!(cargo.status().unwrap().success(), "the functions are not built");
    let test = env::current_exe().unwrap();
    test.ancestors().nth(2).unwrap().to_owned()
}

/// The program of a function, in a folder of programs.
pub(crate) fn program(folder: &Path, function: &str) -> PathBuf {
    let program = folder.join(function);
    if program.is_dir() { program.join("bootstrap") } else { program }
}

/// The emulator of Lambda's runtime, as it comes with the SAM CLI: where `RUNTIME_EMULATOR` says, or where `cargo check-all` installs
/// it beside what is built.
pub(crate) fn runtime_emulator() -> PathBuf {
    if let Some(named) = variable("RUNTIME_EMULATOR") {
        return named.into();
    }
    let name = match env::consts::ARCH {
        "aarch64" => "aws-lambda-rie-arm64",
        _ => "aws-lambda-rie-x86_64",
    };
    let test = env::current_exe().unwrap();
    let libraries = test.ancestors().map(|folder| folder.join("tools/sam/lib"));
    let pythons = libraries.filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    let emulators = pythons
        .map(|python| python.unwrap().path().join("site-packages/samcli/local/rapid").join(name));
    emulators.into_iter().find(|emulator| emulator.is_file()).expect(
        "the SAM CLI is installed: `cargo check-all` does it, or set RUNTIME_EMULATOR to where aws-lambda-rie is",
    )
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

#[expect(clippy::disallowed_methods, reason = "this is a host: it reads the environment")]
pub(crate) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
