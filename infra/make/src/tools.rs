//! Tools that are not part of a Rust toolchain, installed into the target folder the first time they are needed.

use std::{fs, path::PathBuf};

use crate::{
    say,
    workshop::{Workshop, quietly},
};

const CARGO_DENY: &str = "0.20.2";
const SAM_PACKAGES: [&str; 2] = ["aws-sam-cli==1.170.0", "cfn-lint"];

/// `cargo-deny`, which checks advisories, licences and sources.
pub(crate) fn cargo_deny(workshop: &Workshop) -> Result<PathBuf, String> {
    let folder = workshop.tools.join(format!("cargo-deny-{CARGO_DENY}"));
    let program = folder.join("bin/cargo-deny");
    if !program.is_file() {
        say::line("installing cargo-deny, once: this takes minutes");
        let mut cargo = workshop.cargo();
        // With the workspace's target folder it would wait for whoever is building.
        cargo.env_remove("CARGO_TARGET_DIR");
        cargo.args(["install", "--quiet", "--locked", "--version", CARGO_DENY, "--root"]);
        quietly(cargo.arg(&folder).arg("cargo-deny"), "installing cargo-deny")?;
    }
    Ok(program)
}

/// `sam`, which checks the template, in a Python environment of its own.
pub(crate) fn sam(workshop: &Workshop) -> Result<PathBuf, String> {
    let folder = workshop.tools.join("sam");
    let (program, stamp) = (folder.join("bin/sam"), folder.join("installed"));
    let wanted = SAM_PACKAGES.join(" ");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(program);
    }
    say::line("installing the AWS SAM command line, once");
    let mut python = workshop.command("python3");
    python.args(["-m", "venv", "--clear"]).arg(&folder);
    quietly(&mut python, "python3 -m venv (it needs `apt-get install python3-venv`)")?;
    let mut pip = workshop.command(folder.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check"]).args(SAM_PACKAGES);
    quietly(&mut pip, "installing the AWS SAM command line")?;
    fs::write(stamp, wanted).map_err(|error| format!("remembering the installation: {error}"))?;
    Ok(program)
}
