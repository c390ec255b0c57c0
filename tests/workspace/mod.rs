//! Reads the workspace: its packages, what they import, and their code.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use toml::{Table, Value};

/// All packages of the house.
pub(crate) struct Workspace {
    root: PathBuf,
    packages: Vec<Package>,
}

/// One of them.
pub(crate) struct Package {
    about: cargo_metadata::Package,
    /// Its folder, from the root of the workspace.
    folder: String,
    manifest: Table,
    code: Vec<(String, String)>,
}

impl Workspace {
    /// As cargo sees it.
    pub(crate) fn read() -> Self {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
        let read = MetadataCommand::new().manifest_path(manifest).no_deps().exec();
        let Metadata { packages, workspace_root, .. } = read.expect("cargo knows the workspace");
        let root = workspace_root.into_std_path_buf();
        let packages = packages.into_iter().map(|about| Package::read(&root, about)).collect();
        Self { root, packages }
    }

    /// Every package.
    pub(crate) fn packages(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter()
    }

    /// The names of the packages in a folder.
    pub(crate) fn names_in(&self, folder: &str) -> BTreeSet<String> {
        let inside = self.packages().filter(|package| package.is_in(folder));
        inside.map(|package| package.name().to_owned()).collect()
    }

    /// Every dependency the root has a version of.
    pub(crate) fn offered(&self) -> BTreeSet<String> {
        let manifest = table(&self.root.join("Cargo.toml"));
        let offered = manifest["workspace"]["dependencies"].as_table().expect("it is a table");
        offered.keys().cloned().collect()
    }

    /// How what is deployed is built.
    pub(crate) fn released(&self) -> Table {
        let manifest = table(&self.root.join("Cargo.toml"));
        manifest["profile"]["release"].as_table().expect("it is a table").clone()
    }
}

impl Package {
    fn read(root: &Path, about: cargo_metadata::Package) -> Self {
        let folder = about.manifest_path.parent().expect("a manifest is in a folder");
        let from_root = folder.as_std_path().strip_prefix(root).expect("it is in the workspace");
        let mut code = Vec::new();
        collect(folder.as_std_path(), root, &mut code);
        Self {
            folder: from_root.to_string_lossy().into_owned(),
            manifest: table(about.manifest_path.as_std_path()),
            code,
            about,
        }
    }

    /// What it is called.
    pub(crate) fn name(&self) -> &str {
        &self.about.name
    }

    /// Whether it is one of those in a folder.
    pub(crate) fn is_in(&self, folder: &str) -> bool {
        self.folder.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The packages it needs to run, ours and others'.
    pub(crate) fn requirements(&self) -> BTreeSet<String> {
        let needed = self.about.dependencies.iter();
        let needed = needed.filter(|each| each.kind == DependencyKind::Normal);
        needed.map(|each| each.name.clone()).collect()
    }

    /// The packages of the house that it needs to run.
    pub(crate) fn imports(&self, workspace: &Workspace) -> BTreeSet<String> {
        let ours: BTreeSet<String> =
            workspace.packages().map(|package| package.name().to_owned()).collect();
        self.requirements().intersection(&ours).cloned().collect()
    }

    /// Its manifest.
    pub(crate) fn manifest(&self) -> &Table {
        &self.manifest
    }

    /// Every dependency it declares: the section, the name, and what it says about it.
    pub(crate) fn declared(&self) -> impl Iterator<Item = (&str, &str, &Value)> {
        let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
        sections.into_iter().flat_map(|section| {
            let declared = self.manifest.get(section).and_then(Value::as_table);
            let declared = declared.into_iter().flatten();
            declared.map(move |(name, wanted)| (section, name.as_str(), wanted))
        })
    }

    /// The files it is built of, without its tests.
    pub(crate) fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        let folder = format!("{}/src/", self.folder);
        self.code().filter(move |(file, _)| file.starts_with(&folder))
    }

    /// Every Rust file: its path from the root of the workspace, and its text.
    pub(crate) fn code(&self) -> impl Iterator<Item = (&str, &str)> {
        self.code.iter().map(|(file, text)| (file.as_str(), text.as_str()))
    }
}

fn collect(folder: &Path, root: &Path, code: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("it can be read") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            // What fuzzing builds is none of ours.
            if path.ends_with("fuzz/target") {
                continue;
            }
            collect(&path, root, code);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let file = path.strip_prefix(root).expect("it is in the workspace");
            let text = fs::read_to_string(&path).expect("it is text");
            code.push((file.to_string_lossy().into_owned(), text));
        }
    }
}

fn table(file: &Path) -> Table {
    let text = fs::read_to_string(file).expect("it is there");
    text.parse().expect("it is TOML")
}
