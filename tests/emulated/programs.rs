//! The programs of the functions.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// The folder that has them: the one that `FUNCTIONS` names, or that of this build, with all of them as the code is now.
pub(crate) fn folder() -> PathBuf {
    if let Some(named) = variable("FUNCTIONS") {
        return root().join(named);
    }
    // Cargo builds the programs of this package for its tests, and not those of others.
    let mut cargo = Command::new(env!("CARGO"));
    let built = cargo.current_dir(root()).args(["build", "--quiet", "--workspace", "--bins"]);
    assert!(built.status().unwrap().success(), "the functions are not built");
    let test = env::current_exe().unwrap();
    test.ancestors().nth(2).unwrap().to_owned()
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

#[expect(clippy::disallowed_methods, reason = "this is a host: it reads the environment")]
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
