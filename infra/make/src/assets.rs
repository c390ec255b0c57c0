//! `cargo assets`: styles, fonts and images from the pinned npm packages, built when something has changed.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::PathBuf,
    process::Command,
};

use crate::{
    say,
    workshop::{Workshop, quietly},
};

/// What makes a difference to the packages that are installed.
const PACKAGES: [&str; 2] = ["package-lock.json", "package.json"];

/// The oldest node that sass runs on, as `package.json` says too.
const NODE: (u32, u32) = (20, 19);

/// Builds the assets, unless they are fresh.
pub(crate) fn build(workshop: &Workshop) -> Result<(), String> {
    let folder = Folder::of(workshop);
    let wanted = folder.fingerprint()?;
    let built = folder.built();
    if built.as_ref() == Some(&wanted) && folder.output.join("generic/generic.css").is_file() {
        return Ok(());
    }
    check_tools()?;
    if built.is_none_or(|built| built.packages != wanted.packages) {
        say::line("assets: installing npm packages");
        let mut npm = folder.command("npm");
        npm.args(["ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"]);
        quietly(&mut npm, "npm ci")?;
    }
    say::line("assets: building styles");
    folder.forget();
    quietly(folder.command("node").arg("build.mjs"), "building the styles")?;
    folder.remember(&wanted)
}

/// What the assets were built from.
#[derive(PartialEq, Eq)]
struct Fingerprint {
    packages: u64,
    sources: u64,
}

struct Folder {
    styles: PathBuf,
    output: PathBuf,
}

impl Folder {
    fn of(workshop: &Workshop) -> Self {
        let pages = workshop.root.join("shared/pages");
        Self { styles: pages.join("styles"), output: pages.join("assets") }
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.styles);
        command
    }

    /// Beside the packages, so that it goes when they go.
    fn stamp(&self) -> PathBuf {
        self.styles.join("node_modules/.assets-stamp")
    }

    fn fingerprint(&self) -> Result<Fingerprint, String> {
        let unreadable = |error| format!("{}: {error}", self.styles.display());
        let mut sources = Vec::new();
        for entry in fs::read_dir(&self.styles).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.is_file() {
                sources.push(path);
            }
        }
        sources.sort();
        let packages: Vec<PathBuf> = PACKAGES.map(|name| self.styles.join(name)).into();
        Ok(Fingerprint {
            packages: hash(&packages).map_err(unreadable)?,
            sources: hash(&sources).map_err(unreadable)?,
        })
    }

    fn built(&self) -> Option<Fingerprint> {
        let stamp = fs::read_to_string(self.stamp()).ok()?;
        let (packages, sources) = stamp.trim().split_once(' ')?;
        Some(Fingerprint { packages: packages.parse().ok()?, sources: sources.parse().ok()? })
    }

    fn forget(&self) {
        // Without a stamp there is nothing to forget.
        let _ = fs::remove_file(self.stamp());
    }

    fn remember(&self, built: &Fingerprint) -> Result<(), String> {
        let stamp = format!("{} {}\n", built.packages, built.sources);
        fs::write(self.stamp(), stamp).map_err(|error| format!("remembering the build: {error}"))
    }
}

fn hash(files: &[PathBuf]) -> std::io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.file_name().hash(&mut hasher);
        fs::read(file)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// Node and npm are the only things that cannot be installed from here.
fn check_tools() -> Result<(), String> {
    let Some(node) = version("node") else {
        return Err("node is missing: install it with `apt-get install nodejs npm`".to_owned());
    };
    if node < NODE {
        let (major, minor) = NODE;
        return Err(format!("node is too old: install {major}.{minor} or newer"));
    }
    if version("npm").is_none() {
        return Err("npm is missing: install it with `apt-get install npm`".to_owned());
    }
    Ok(())
}

/// Major and minor version of `program`; none if it does not run.
fn version(program: &str) -> Option<(u32, u32)> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let printed = String::from_utf8(output.stdout).ok()?;
    let mut parts = printed.trim().trim_start_matches('v').split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}
