//! `cargo zips`: functions as AWS gets them, made by `cargo lambda`: how large each is, whether Amazon Linux 2023 starts it, and whether it has
//! the brand of GOV.UK only where it was told to.

use std::{fs, io, path::Path, time::Instant};

use crate::{
    brands, say, tools,
    workshop::{Workshop, quietly},
};

/// Where functions run, as `template.yaml` has it (`arm64`).
const TARGET: &str = "aarch64-unknown-linux-gnu";

/// The largest zip, in bytes. What is larger takes longer to start, and has something in it that nobody noticed.
const LARGEST: u64 = 6_000_000;

/// The C library of Amazon Linux 2023.
const GLIBC: Version = Version(2, 34);

/// A version of the C library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(u32, u32);

/// Makes the zips of these functions, or of all if none is named, and says what is wrong with the first that is not as it should be.
pub(crate) fn make(workshop: &Workshop, named: &[String]) -> Result<(), String> {
    let functions = functions(&workshop.root)?;
    if let Some(unknown) = named.iter().find(|name| !functions.contains(name)) {
        return Err(format!("there is no function called {unknown}"));
    }
    add_target(workshop)?;
    let cargo_lambda = tools::cargo_lambda(workshop)?;
    let of_govuk = brands::of_govuk(&workshop.root)?;
    let wanted = if named.is_empty() { &functions } else { named };
    let since = Instant::now();
    build(workshop, &cargo_lambda, wanted)?;
    say::line(&format!("built in {:.0} s", since.elapsed().as_secs_f64()));
    for function in wanted {
        let zip = workshop.target.join("lambda").join(function).join("bootstrap.zip");
        let size = fs::metadata(&zip).map_err(unreadable(&zip))?.len();
        let program = workshop.target.join(TARGET).join("release").join(function);
        let program = fs::read(&program).map_err(unreadable(&program))?;
        let newest = fits_lambda(function, &program)?;
        let govuk = brands::found(&program, &of_govuk);
        say::line(&format!("{function}: {size} bytes, glibc {}.{}", newest.0, newest.1));
        if size > LARGEST {
            return Err(format!("the zip of {function} is larger than {LARGEST} bytes"));
        }
        if let Some(part) = govuk.filter(|_| !brands::has_govuk()) {
            return Err(format!(
                "{function} is built without BRAND=govuk, and has {part} of that brand"
            ));
        }
    }
    Ok(())
}

/// Has rustup fetch what functions are built for, if it is not there.
pub(crate) fn add_target(workshop: &Workshop) -> Result<(), String> {
    let mut target = workshop.command("rustup");
    quietly(target.args(["target", "add", TARGET]), "adding the target of functions").map(drop)
}

/// The version of the C library that the program of a function needs, if Amazon Linux 2023 has it and the program is one for arm64.
pub(crate) fn fits_lambda(function: &str, program: &[u8]) -> Result<Version, String> {
    if !is_for_arm64(program) {
        return Err(format!("{function} is no program for arm64"));
    }
    let newest = newest_glibc(program);
    let newest = newest.ok_or_else(|| format!("{function} names no version of glibc"))?;
    if newest > GLIBC {
        return Err(format!("{function} needs a newer glibc than Amazon Linux 2023 has"));
    }
    Ok(newest)
}

/// Builds functions with what `sam build` builds them with, several at once: what they depend on is built once, with the features that any of
/// them needs. One by itself has its own alone, as it has from `sam build`.
fn build(workshop: &Workshop, cargo_lambda: &Path, functions: &[String]) -> Result<(), String> {
    let mut command = workshop.command(cargo_lambda);
    command.args(["lambda", "build", "--release", "--target", TARGET, "--output-format", "zip"]);
    command.arg("--lambda-dir").arg(workshop.target.join("lambda"));
    command.args(functions.iter().flat_map(|function| ["--package", function]));
    command.env("CARGO_TARGET_DIR", &workshop.target);
    tools::beside(&mut command, cargo_lambda)?;
    quietly(&mut command, "cargo lambda build").map(drop)
}

fn unreadable(file: &Path) -> impl FnOnce(io::Error) -> String {
    let file = file.display().to_string();
    move |error| format!("{file}: {error}")
}

/// What every function is called, in order.
pub(crate) fn functions(root: &Path) -> Result<Vec<String>, String> {
    let folder = root.join("functions");
    let mut names = Vec::new();
    for function in fs::read_dir(&folder).map_err(unreadable(&folder))? {
        names.extend(function.map_err(unreadable(&folder))?.file_name().into_string());
    }
    names.sort_unstable();
    Ok(names)
}

/// Whether the header of a program says so (ELF: `e_machine` is `EM_AARCH64`, 183, in two bytes at 18).
fn is_for_arm64(program: &[u8]) -> bool {
    program.starts_with(b"\x7fELF") && program.get(18..20) == Some(&[183, 0])
}

/// The newest version of the C library that a program names: where its symbols are from is written in it, as `GLIBC_2.17`.
fn newest_glibc(program: &[u8]) -> Option<Version> {
    const NAME: &[u8] = b"GLIBC_";
    let places = program.windows(NAME.len()).enumerate().filter(|(_, bytes)| *bytes == NAME);
    places.filter_map(|(place, _)| version(&program[place + NAME.len()..])).max()
}

fn version(bytes: &[u8]) -> Option<Version> {
    let end = bytes.iter().position(|byte| !byte.is_ascii_digit() && *byte != b'.')?;
    let text = str::from_utf8(&bytes[..end]).ok()?;
    let (major, rest) = text.split_once('.')?;
    // Three parts are a correction of the second: 2.2.5.
    let minor = rest.split('.').next()?;
    Some(Version(major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{GLIBC, Version, fits_lambda, newest_glibc};

    /// The beginning of a program for this machine, and a symbol from this version of the C library.
    fn program(machine: u8, glibc: &str) -> Vec<u8> {
        let mut program = b"\x7fELF".to_vec();
        program.resize(18, 0);
        program.extend([machine, 0]);
        program.extend(format!("GLIBC_{glibc}\0").bytes());
        program
    }

    #[test]
    fn a_function_is_for_arm64_and_needs_no_newer_library_than_there_is() {
        assert_eq!(fits_lambda("site", &program(183, "2.34")), Ok(Version(2, 34)));
        assert!(fits_lambda("site", &program(62, "2.34")).is_err(), "x86-64");
        assert!(fits_lambda("site", &program(183, "2.35")).is_err());
        assert!(fits_lambda("site", b"GLIBC_2.34\0").is_err());
    }

    #[test]
    fn the_newest_version_that_a_program_names_is_found() {
        let program = b"\x7fELF\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_2.17\0GLIBC_PRIVATE\0";

        assert_eq!(newest_glibc(program), Some(Version(2, 34)));
        assert_eq!(newest_glibc(b"\x7fELF GLIBC_PRIVATE\0"), None);
    }

    #[test]
    fn a_version_that_amazon_linux_does_not_have_is_newer() {
        assert!(newest_glibc(b"GLIBC_2.35\0").is_some_and(|version| version > GLIBC));
        assert!(newest_glibc(b"GLIBC_2.9\0").is_some_and(|version| version < GLIBC));
    }
}
