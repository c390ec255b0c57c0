//! `cargo mutate`: breaks one rule after another, and sees whether a test fails. Which rules: `.cargo/mutants.toml`.

use std::process::Stdio;

use crate::{
    say, tools,
    workshop::{Workshop, not_started},
};

/// Packages whose rules are broken together, and those whose tests then run: what a package promises is tested where
/// it can be seen, which may be one floor above.
struct Round {
    broken: &'static [&'static str],
    tested: &'static [&'static str],
}

const ROUNDS: [Round; 4] = [
    Round { broken: &["jose", "oidc"], tested: &["jose", "oidc"] },
    Round { broken: &["one-login"], tested: &["one-login"] },
    Round { broken: &["token"], tested: &["token"] },
    Round { broken: &["dynamodb"], tested: &["dynamodb"] },
];

/// Runs every round to its end. Each goes on where it was stopped, and has its lists of what was caught and what was
/// not in a folder of its own.
pub(crate) fn all(workshop: &Workshop) -> Result<(), String> {
    let cargo_mutants = tools::cargo_mutants(workshop)?;
    let mut survivors = Vec::new();
    for Round { broken, tested } in ROUNDS {
        let folder = workshop.target.join("mutants").join(broken.join("-"));
        let mut command = workshop.command(&cargo_mutants);
        // A copy is built, which is nobody else's.
        command
            .env_remove("CARGO_TARGET_DIR")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .stdin(Stdio::null());
        command.args([
            "mutants",
            "--no-shuffle",
            "--iterate",
            "--minimum-test-timeout",
            "60",
            "--output",
        ]);
        command.arg(&folder).args(broken.iter().flat_map(|package| ["--package", package]));
        command.arg("--test-package").arg(tested.join(","));
        say::line(&format!("{}:", broken.join(", ")));
        let status = command.status().map_err(|error| not_started("cargo mutants", &error))?;
        match status.code() {
            Some(0) => {}
            // "Some mutants were not caught", "some timed out": the other rounds are to be seen as well.
            Some(2 | 3) => survivors.push(folder.join("mutants.out").display().to_string()),
            Some(_) | None => return Err(format!("cargo mutants failed ({status})")),
        }
    }
    if survivors.is_empty() {
        Ok(())
    } else {
        Err(format!("no test failed for what is listed in {}", survivors.join(", ")))
    }
}
