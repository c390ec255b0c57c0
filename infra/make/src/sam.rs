//! `sam build`, tried: that it makes a program of every function of the template, for the processor and the C library that it meets there. How large and how quick
//! they are is nothing to it, so that they are built without optimisation: in a part of the time.

use std::{fs, path::Path, process::Command, time::Instant};

use crate::{
    say, tools,
    workshop::{Workshop, quietly},
    zips,
};

/// Has cargo build what is released without optimisation.
const QUICKLY: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// `sam`, which asks for a region even where it only reads a file, and reports home unless told not to.
pub(crate) fn command(workshop: &Workshop) -> Result<Command, String> {
    let mut command = workshop.command(tools::sam(workshop)?);
    command.env("AWS_DEFAULT_REGION", "eu-west-2").env("SAM_CLI_TELEMETRY", "0");
    Ok(command)
}

/// Builds what `template.yaml` deploys. Says why in one line (`not tried: …`) where Rust's part for arm64 cannot be fetched.
pub(crate) fn build(workshop: &Workshop) -> Result<(), String> {
    if zips::add_target(workshop).is_err() {
        say::line("not tried: rustup cannot fetch the target of functions from here");
        return Ok(());
    }
    let since = Instant::now();
    let folder = workshop.target.join("sam");
    let mut command = command(workshop)?;
    command.args(["build", "--template", "template.yaml", "--build-dir"]).arg(&folder);
    command.env("CARGO_TARGET_DIR", &workshop.target).envs(QUICKLY);
    tools::beside(&mut command, &tools::cargo_lambda(workshop)?)?;
    quietly(&mut command, "sam build")?;
    let functions = zips::functions(&workshop.root)?;
    for function in &functions {
        check(&folder, function)?;
    }
    say::line(&format!("{} functions, {:.0} s", functions.len(), since.elapsed().as_secs_f64()));
    Ok(())
}

fn check(folder: &Path, function: &str) -> Result<(), String> {
    let program = folder.join(logical_id(function)).join("bootstrap");
    let program = fs::read(&program)
        .map_err(|error| format!("sam build made no {}: {error}", program.display()))?;
    zips::fits_lambda(function, &program).map(drop)
}

/// What the template calls a function: `nino-lookup` is `NinoLookup` there.
fn logical_id(function: &str) -> String {
    let words = function.split('-').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_uppercase() + rest
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use super::logical_id;

    #[test]
    fn functions_have_the_names_that_the_template_gives_them() {
        assert_eq!(logical_id("nino-lookup"), "NinoLookup");
        assert_eq!(logical_id("site"), "Site");
    }
}
