//! Tools that are not part of a Rust toolchain, installed into the target folder the first time they are needed.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    say,
    workshop::{Workshop, path, quietly},
};

const CARGO_DENY: &str = "0.20.2";
const CARGO_FUZZ: &str = "0.13.2";
const CARGO_MUTANTS: &str = "27.1.0";
// Its keys of KMS sign with `cryptography`, it understands templates of SAM by `aws-sam-translator`, and tests deploy to it by
// `boto3`, of the version that its own botocore goes with.
const MINISTACK_PACKAGES: [&str; 4] =
    ["ministack==1.5.33", "cryptography==50.0.2", "aws-sam-translator==1.115.0", "boto3==1.43.106"];
// It links by zig, which brings the C library of every version along.
const CARGO_LAMBDA_PACKAGES: [&str; 2] = ["cargo-lambda==1.9.2", "ziglang==0.17.1"];
const SAM_PACKAGES: [&str; 2] = ["aws-sam-cli==1.170.0", "cfn-lint"];

/// `cargo-deny`, which checks advisories, licences and sources.
pub(crate) fn cargo_deny(workshop: &Workshop) -> Result<PathBuf, String> {
    rust(workshop, "cargo-deny", CARGO_DENY)
}

/// `cargo-fuzz`, which builds and runs the fuzz targets.
pub(crate) fn cargo_fuzz(workshop: &Workshop) -> Result<PathBuf, String> {
    rust(workshop, "cargo-fuzz", CARGO_FUZZ)
}

/// `cargo-mutants`, which breaks one rule after another.
pub(crate) fn cargo_mutants(workshop: &Workshop) -> Result<PathBuf, String> {
    rust(workshop, "cargo-mutants", CARGO_MUTANTS)
}

/// A program written in Rust, in a folder of its own.
fn rust(workshop: &Workshop, name: &str, version: &str) -> Result<PathBuf, String> {
    let folder = workshop.tools.join(format!("{name}-{version}"));
    let program = folder.join("bin").join(name);
    if !program.is_file() {
        say::line(&format!("installing {name}, once: this takes minutes"));
        let mut cargo = workshop.cargo();
        // With the workspace's target folder it would wait for whoever is building.
        cargo.env_remove("CARGO_TARGET_DIR");
        cargo.args(["install", "--quiet", "--locked", "--version", version, "--root"]);
        quietly(cargo.arg(&folder).arg(name), &format!("installing {name}"))?;
    }
    Ok(program)
}

/// `sam`, which checks the template.
pub(crate) fn sam(workshop: &Workshop) -> Result<PathBuf, String> {
    python(workshop, "sam", "the AWS SAM command line", &SAM_PACKAGES)
}

/// `cfn-lint`, which checks it against what `CloudFormation` accepts.
pub(crate) fn cfn_lint(workshop: &Workshop) -> Result<PathBuf, String> {
    Ok(sam(workshop)?.with_file_name("cfn-lint"))
}

/// `cargo-lambda`, which builds functions for AWS with a linker of its own.
pub(crate) fn cargo_lambda(workshop: &Workshop) -> Result<PathBuf, String> {
    python(workshop, "cargo-lambda", "cargo-lambda", &CARGO_LAMBDA_PACKAGES)
}

/// Has `command` find the programs that were installed with `program`, before all others.
pub(crate) fn beside(command: &mut Command, program: &Path) -> Result<(), String> {
    let others = path();
    let folders = program.parent().map(Path::to_owned).into_iter().chain(env::split_paths(&others));
    let all = env::join_paths(folders).map_err(|error| format!("PATH: {error}"))?;
    command.env("PATH", all);
    Ok(())
}

/// `ministack`, which behaves like SQS, SES and KMS where their adapters are tested.
pub(crate) fn ministack(workshop: &Workshop) -> Result<PathBuf, String> {
    python(workshop, "ministack", "MiniStack", &MINISTACK_PACKAGES)
}

/// The Python of the services in `tests/interop`.
pub(crate) fn interop_python(workshop: &Workshop) -> Result<PathBuf, String> {
    let file = "tests/interop/requirements.txt";
    let text = fs::read_to_string(workshop.root.join(file));
    let text = text.map_err(|error| format!("{file}: {error}"))?;
    let packages: Vec<&str> = text.lines().filter(|line| line.contains("==")).collect();
    let folder =
        environment(workshop, "interop", "the Python packages of tests/interop", &packages)?;
    Ok(folder.join("bin/python"))
}

/// A program written in Python, in an environment of its own.
fn python(
    workshop: &Workshop,
    program: &str,
    called: &str,
    packages: &[&str],
) -> Result<PathBuf, String> {
    let folder = environment(workshop, program, called, packages)?;
    Ok(folder.join("bin").join(program))
}

/// A Python environment with these packages. Answers with its folder.
fn environment(
    workshop: &Workshop,
    name: &str,
    called: &str,
    packages: &[&str],
) -> Result<PathBuf, String> {
    let folder = workshop.tools.join(name);
    let stamp = folder.join("installed");
    let wanted = packages.join(" ");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(folder);
    }
    say::line(&format!("installing {called}, once"));
    let mut python = workshop.command("python3");
    python.args(["-m", "venv", "--clear"]).arg(&folder);
    quietly(&mut python, "python3 -m venv (it needs `apt-get install python3-venv`)")?;
    let mut pip = workshop.command(folder.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check"]).args(packages);
    quietly(&mut pip, &format!("installing {called}"))?;
    fs::write(stamp, wanted).map_err(|error| format!("remembering the installation: {error}"))?;
    Ok(folder)
}
