//! Who may import whom, and what every package keeps to.

mod workspace;

use std::collections::BTreeSet;

use workspace::{Package, Workspace};

/// What writes Rust when a package is built, and is in no program.
const BUILDERS: [&str; 1] = ["catalogue"];
/// The ground floor: values that can only be valid, and signed tokens.
const GROUND: [&str; 2] = ["identity", "jose"];
/// Rules, pages and words.
const PURE: [&str; 5] = ["emails", "journey", "matching", "oidc", "pages"];
/// What the functions need from outside.
const PORTS: [&str; 1] = ["ports"];
/// What surrounds a function: the web, and Lambda.
const HOSTS: [&str; 2] = ["web", "lambda"];
/// One for each technology outside.
const ADAPTERS: [&str; 8] =
    ["calling-services", "dynamodb", "kms", "one-login", "ses", "signing", "sqs", "staff-sign-in"];
/// What several adapters have in common: whom TLS believes, calls, and keeping what was fetched.
const TRANSPORT: [&str; 3] = ["https", "shelf", "tls"];
/// What stands in for the world in tests.
const STAND_INS: [&str; 2] = ["aws-stand-in", "testing"];

/// What a package that only decides has no use for.
const EFFECTS: [&str; 15] = [
    "async-trait",
    "aws-sdk-dynamodb",
    "aws-sdk-kms",
    "aws-sdk-secretsmanager",
    "aws-sdk-ses",
    "aws-sdk-sqs",
    "axum",
    "futures-util",
    "lambda_http",
    "lambda_runtime",
    "openidconnect",
    "reqwest",
    "serde_dynamo",
    "tokio",
    "tracing",
];

/// Names that say nothing.
const EMPTY_NAMES: [&str; 10] =
    ["common", "context", "core", "helper", "helpers", "manager", "misc", "types", "util", "utils"];

#[test]
fn every_shared_package_has_a_place() {
    let placed =
        [&BUILDERS[..], &GROUND, &PURE, &PORTS, &HOSTS, &TRANSPORT, &ADAPTERS, &STAND_INS].concat();

    let shared = Workspace::read().names_in("shared");

    assert_eq!(shared, placed.into_iter().map(str::to_owned).collect());
}

#[test]
fn imports_point_inwards() {
    let workspace = Workspace::read();
    let below_ports = [&GROUND[..], &PURE].concat();
    let inside = [&below_ports[..], &PORTS].concat();

    for package in workspace.packages() {
        let may: Vec<&str> = match package.name() {
            name if GROUND.contains(&name) => vec![],
            name if PURE.contains(&name) => GROUND.to_vec(),
            name if PORTS.contains(&name) => below_ports.clone(),
            "lambda" => [&GROUND[..], &PORTS, &["tls"]].concat(),
            name if HOSTS.contains(&name) => inside.clone(),
            name if TRANSPORT.contains(&name) || ADAPTERS.contains(&name) => {
                [&inside[..], &TRANSPORT].concat()
            }
            _ if package.is_in("functions") => [&inside[..], &HOSTS, &ADAPTERS].concat(),
            // The stand-ins, the local stack, the operator's command and the tests may import anything.
            _ => continue,
        };
        for import in package.imports(&workspace) {
            assert!(may.contains(&&*import), "{} imports {import}", package.name());
        }
    }
}

#[test]
fn nothing_imports_a_function_but_the_local_stack_and_tests() {
    let workspace = Workspace::read();
    let functions = workspace.names_in("functions");

    // The proofs have a whole town ask at once, without HTTP in between; the bench has people go as far as what it measures.
    let others = ["bench", "local", "proofs"];
    for package in workspace.packages().filter(|package| !others.contains(&package.name())) {
        for import in package.imports(&workspace) {
            assert!(!functions.contains(&import), "{} imports {import}", package.name());
        }
    }
}

#[test]
fn what_only_decides_has_no_effects() {
    for package in Workspace::read().packages() {
        if !GROUND.contains(&package.name()) && !PURE.contains(&package.name()) {
            continue;
        }
        for import in package.requirements() {
            assert!(!EFFECTS.contains(&&*import), "{} needs {import}", package.name());
        }
        for (file, text) in package.sources() {
            for effect in ["async", "await", "std::env", "std::fs", "std::net", "std::time"] {
                assert!(!says(text, effect), "{file} says {effect}");
            }
        }
    }
}

#[test]
fn only_main_knows_adapters_and_lambda() {
    let workspace = Workspace::read();
    for package in workspace.packages().filter(|package| package.is_in("functions")) {
        for (file, text) in package.sources().filter(|(file, _)| !file.ends_with("/main.rs")) {
            for adapter in ADAPTERS.iter().chain(&["lambda", "lambda_http"]) {
                let path = format!("{}::", adapter.replace('-', "_"));
                assert!(!says(text, &path), "{file} says {path}");
            }
        }
    }
}

#[test]
fn main_only_wires() {
    let workspace = Workspace::read();
    for package in workspace.packages().filter(|package| package.is_in("functions")) {
        let (file, text) =
            package.code().find(|(file, _)| file.ends_with("src/main.rs")).expect("it has a main");

        assert!(text.lines().count() <= 25, "{file} is {} lines long", text.lines().count());
        assert!(!text.contains("if "), "{file} decides something");
    }
}

#[test]
fn no_package_or_module_has_an_empty_name() {
    for package in Workspace::read().packages() {
        assert!(!EMPTY_NAMES.contains(&package.name()), "{}", package.name());
        for (file, _) in package.code() {
            for part in file.trim_end_matches(".rs").split('/') {
                assert!(!EMPTY_NAMES.contains(&part), "{file}");
            }
        }
    }
}

#[test]
fn no_file_is_too_long_and_none_is_unfinished() {
    let unfinished =
        [["TO", "DO"], ["FIX", "ME"], ["XX", "X:"], ["todo", "!("], ["unimplemented", "!("]];
    for package in Workspace::read().packages() {
        for (file, text) in package.code() {
            let lines = text.lines().count();
            assert!(lines <= 400, "{file} is {lines} lines long");
            assert!(text.starts_with("//!"), "{file} does not say what it is");
            for word in unfinished.map(|halves| halves.concat()) {
                assert!(!text.contains(&word), "{file} has a {word}");
            }
        }
    }
}

#[test]
fn no_member_declares_a_version() {
    let shared = ["version", "edition", "rust-version", "license", "publish"];
    for package in Workspace::read().packages() {
        let (name, manifest) = (package.name(), package.manifest());
        for (kind, dependency, wanted) in package.declared() {
            let inherited = wanted.get("workspace").and_then(toml::Value::as_bool) == Some(true);
            assert!(inherited, "{name}: {kind} {dependency}");
        }
        for field in shared {
            let inherited = manifest["package"][field].get("workspace");
            assert_eq!(inherited, Some(&true.into()), "{name}: {field}");
        }
        assert_eq!(manifest["lints"]["workspace"], true.into(), "{name}: lints");
    }
}

#[test]
fn a_panic_in_one_request_does_not_end_the_next() {
    assert_eq!(Workspace::read().released()["panic"].as_str(), Some("unwind"));
}

#[test]
fn every_version_in_the_root_is_used() {
    let workspace = Workspace::read();
    let used: BTreeSet<String> = workspace
        .packages()
        .flat_map(Package::declared)
        .map(|(_, dependency, _)| dependency.to_owned())
        .collect();

    let offered = workspace.offered();

    assert_eq!(offered.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new());
}

/// Whether a word stands in the code by itself, comments aside.
#[test]
fn a_manifest_names_what_its_code_uses_and_nothing_else() {
    let workspace = Workspace::read();
    for package in workspace.packages() {
        let running: String = package.sources().map(|(_, code)| code).collect();
        let all: String = package.code().map(|(_, code)| code).collect();
        for (section, dependency, _) in package.declared() {
            let code = if section == "dependencies" { &running } else { &all };
            // A few crates leave the ending out of what code calls them.
            let names = [dependency, dependency.trim_end_matches("-rs")];
            let used = names.iter().any(|name| says(code, &name.replace('-', "_")));
            assert!(used, "{} {section}: {dependency}", package.name());
        }
    }
}

fn says(code: &str, word: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    code.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| {
        line.match_indices(word).any(|(at, _)| {
            let after = &line[at + word.len()..];
            !line[..at].ends_with(part_of_word)
                && (word.ends_with(':') || !after.starts_with(part_of_word))
        })
    })
}
