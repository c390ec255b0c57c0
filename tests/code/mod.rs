//! Reads the functions' own code: the paths they serve, the ports they ask for, the packages they use.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use crate::deployed::root;

/// Where paths are written down, and the module they are called by there.
const PATHS: [(&str, &str); 3] = [
    ("paths::", "shared/web/src/paths.rs"),
    ("endpoints::", "shared/oidc/src/endpoints.rs"),
    ("", "shared/pages/src/information.rs"),
];

/// The code of one function.
#[derive(Debug)]
pub(crate) struct Code {
    /// Everything but `main.rs`, without the spaces around what is called.
    library: String,
    /// The paths that it writes down itself, by the names they have in its code.
    own_paths: BTreeMap<String, String>,
    main: String,
    manifest: toml::Table,
}

impl Code {
    /// Every function, by the name of its folder.
    pub(crate) fn functions() -> BTreeMap<String, Self> {
        let folders = fs::read_dir(root().join("functions")).expect("there are functions");
        folders
            .map(|folder| {
                let folder = folder.expect("it can be read");
                (folder.file_name().into_string().expect("it is ASCII"), Self::read(&folder.path()))
            })
            .collect()
    }

    fn read(folder: &Path) -> Self {
        let mut library = String::new();
        for file in fs::read_dir(folder.join("src")).expect("it has code") {
            let file = file.expect("it can be read");
            if file.file_name() != "main.rs" {
                library += &read(&file.path());
            }
        }
        let manifest = read(&folder.join("Cargo.toml")).parse().expect("it is TOML");
        let main = read(&folder.join("src/main.rs"));
        let own = folder.join("src/paths.rs");
        let own_paths = if own.exists() { named("paths::", &read(&own)) } else { BTreeMap::new() };
        Self { library: on_one_line(&library), own_paths, main, manifest }
    }

    /// The paths it routes.
    pub(crate) fn paths(&self) -> BTreeSet<String> {
        let mut known = written_paths();
        known.extend(self.own_paths.clone());
        let routed = self.library.split(".route(").skip(1);
        routed
            .map(|rest| rest.split(',').next().unwrap_or_default())
            .map(|path| match path.strip_prefix('"').and_then(|path| path.strip_suffix('"')) {
                Some(literal) => literal.to_owned(),
                None => known.get(path).unwrap_or_else(|| panic!("{path} is no path")).clone(),
            })
            .collect()
    }

    /// Whether what it does says any of these words.
    pub(crate) fn library_says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.library.contains(word))
    }

    /// Whether its wiring says this.
    pub(crate) fn main_says(&self, word: &str) -> bool {
        self.main.contains(word)
    }

    /// Whether it is built on a package.
    pub(crate) fn depends_on(&self, package: &str) -> bool {
        self.manifest["dependencies"].get(package).is_some()
    }
}

/// The paths of the journey, by the names they have in the code.
pub(crate) fn journey_paths() -> BTreeMap<String, String> {
    let mut paths = written_paths();
    paths.retain(|name, _| name.starts_with("paths::"));
    paths
}

/// Every path that has a name, by that name.
fn written_paths() -> BTreeMap<String, String> {
    PATHS.into_iter().flat_map(|(module, file)| named(module, &read(&root().join(file)))).collect()
}

/// The paths that a file gives names to, by those names in `module`.
fn named(module: &str, code: &str) -> BTreeMap<String, String> {
    let mut paths = BTreeMap::new();
    for line in code.lines() {
        let constant = line.strip_prefix("pub const ");
        let constant = constant.or_else(|| line.strip_prefix("pub(crate) const "));
        let Some((name, path)) = constant.and_then(|line| line.split_once(": &str = ")) else {
            continue;
        };
        let path = path.trim_end_matches(';').trim_matches('"').to_owned();
        paths.insert(format!("{module}{name}"), path);
    }
    paths
}

/// The code as it would be if lines had no end, so that words which belong together are found together.
fn on_one_line(code: &str) -> String {
    let lines: Vec<&str> = code.lines().map(str::trim).collect();
    lines.join(" ").replace(" .", ".").replace("( ", "(")
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
