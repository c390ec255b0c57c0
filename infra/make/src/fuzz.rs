//! `cargo fuzz-all`: every fuzz target over the corpus that is kept, and then a while longer.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use crate::{
    say, tools,
    workshop::{Workshop, not_started},
};

/// Where the targets are, as the root has it.
const FOLDER: &str = "tests/fuzz";

/// How long each target runs unless somebody says otherwise, in seconds.
const SECONDS: u32 = 3;

/// Targets that read forms; the others read JSON, mostly.
const OF_FORMS: [&str; 5] =
    ["authorize_query", "logout_hint", "page_form", "revocation_form", "token_form"];

/// Runs every target for so many seconds, up to the first that finds something.
pub(crate) fn all(workshop: &Workshop, seconds: Option<&OsStr>) -> Result<(), String> {
    let seconds = match seconds {
        None => SECONDS,
        Some(given) => given
            .to_str()
            .and_then(|text| text.parse().ok())
            .ok_or("how many seconds each target runs has to be a number")?,
    };
    let cargo_fuzz = tools::cargo_fuzz(workshop)?;
    let since = Instant::now();
    say::start("building the fuzz targets … ");
    let mut build = fuzz(workshop, &cargo_fuzz, "build");
    let output = build.output().map_err(|error| not_started("cargo fuzz build", &error))?;
    if !output.status.success() {
        say::line("failed");
        say::bytes(&output.stderr);
        return Err("the fuzz targets do not build".to_owned());
    }
    say::line(&format!("{:.0} s", since.elapsed().as_secs_f64()));
    for target in targets(&workshop.root).map_err(|error| format!("listing targets: {error}"))? {
        run(workshop, &cargo_fuzz, &target, seconds)?;
    }
    Ok(())
}

/// What `cargo fuzz` is called with, whatever it is to do. Its flags are unstable ones: the compiler is told
/// that we know. Without a sanitizer it tries ten times as much: our own code has nothing unsafe in it.
fn fuzz(workshop: &Workshop, cargo_fuzz: &Path, what: &str) -> Command {
    let mut command = workshop.command(cargo_fuzz);
    command.env("RUSTC_BOOTSTRAP", "1").stdin(Stdio::null());
    command.args(["fuzz", what, "--fuzz-dir", FOLDER, "--sanitizer", "none", "--target-dir"]);
    command.arg(workshop.target.join("fuzz"));
    command
}

fn targets(root: &Path) -> io::Result<Vec<String>> {
    let files = fs::read_dir(root.join(FOLDER).join("targets"))?;
    let files: io::Result<Vec<PathBuf>> = files.map(|file| file.map(|file| file.path())).collect();
    let name = |file: &PathBuf| Some(file.file_stem()?.to_str()?.to_owned());
    let mut names: Vec<String> = files?.iter().filter_map(name).collect();
    names.sort_unstable();
    Ok(names)
}

fn run(workshop: &Workshop, cargo_fuzz: &Path, target: &str, seconds: u32) -> Result<(), String> {
    // What is new stays out of the checkout.
    let found = workshop.target.join("fuzz/corpus").join(target);
    fs::create_dir_all(&found).map_err(|error| format!("{}: {error}", found.display()))?;
    let dictionary = if OF_FORMS.contains(&target) { "forms" } else { "json" };
    let mut command = fuzz(workshop, cargo_fuzz, "run");
    command.arg(target).arg(&found).arg(format!("{FOLDER}/corpus/{target}"));
    command.args(["--", "-print_final_stats=1", "-timeout=10", "-max_len=16384"]);
    command.arg(format!("-max_total_time={seconds}"));
    command.arg(format!("-dict={FOLDER}/dictionaries/{dictionary}.txt"));
    let output = command.output().map_err(|error| not_started("cargo fuzz run", &error))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        say::bytes(&output.stderr);
        return Err(format!(
            "{target} found something: see above, and {FOLDER}/artifacts/{target}"
        ));
    }
    let tried = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    say::line(&format!("{target} … {} inputs", tried.unwrap_or("no").trim()));
    Ok(())
}
