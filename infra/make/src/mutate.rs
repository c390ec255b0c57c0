//! `cargo mutate`: breaks one rule after another, and sees whether a test fails. Which rules: `.cargo/mutants.toml`.

use std::{fs, process::Stdio};

use crate::{
    say, tools,
    workshop::{Workshop, not_started},
};

/// Packages whose rules are broken together, and whose tests then run: what one promises may be tested where it can be
/// seen, one floor above.
struct Round {
    packages: &'static [&'static str],
    /// What the names of tests begin with that have to do with it; all of them if there is none.
    tests: &'static [&'static str],
}

const ROUNDS: [Round; 4] = [
    Round { packages: &["jose", "oidc"], tests: &[] },
    Round { packages: &["one-login"], tests: &[] },
    Round { packages: &["token"], tests: &[] },
    Round {
        packages: &["dynamodb"],
        tests: &["client_tokens::", "grants::", "refresh_tokens::", "sessions::"],
    },
];

/// Runs every round to its end. Each goes on where it was stopped, and has its lists of what was caught and what was
/// not in a folder of its own.
pub(crate) fn all(workshop: &Workshop) -> Result<(), String> {
    let cargo_mutants = tools::cargo_mutants(workshop)?;
    let mut survivors = Vec::new();
    for Round { packages, tests } in ROUNDS {
        let folder = workshop.target.join("mutants").join(packages.join("-"));
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut command = workshop.command(&cargo_mutants);
        // A copy is built, which is nobody else's.
        command.env_remove("CARGO_TARGET_DIR").env("CARGO_PROFILE_DEV_DEBUG", "0");
        command.stdin(Stdio::null()).args(["mutants", "--iterate", "--minimum-test-timeout", "60"]);
        // What `cargo assets` built is copied too.
        command.args(["--gitignore", "false", "--output"]).arg(&folder);
        command.args(packages.iter().flat_map(|package| ["--package", package]));
        command.arg("--test-package").arg(packages.join(","));
        command.args(["--", "--"]).args(tests);
        say::line(&format!("{}:", packages.join(", ")));
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
