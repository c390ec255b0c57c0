//! Nothing is stored that no fixture is kept of: the keys in the code are those of the table in `lib.rs`, and each of them is that of a
//! fixture.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

/// What an outgoing message is named after. It goes into a digest, and is no key.
const CAUSES: [&str; 2] = ["NEWS", "PING"];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The rows of the table in `lib.rs`: the table, the keys of its items, and what they are sorted by.
fn kinds() -> Vec<(String, Vec<String>, String)> {
    let text = fs::read_to_string(folder("src/lib.rs")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | "));
    // The heading and the line under it are no rows.
    let rows = rows.filter(|row| row.contains('`'));
    let (mut kinds, mut table, mut keys) = (Vec::new(), String::new(), Vec::new());
    for row in rows {
        let cells: Vec<&str> = row.trim_end_matches(" |").split(" | ").collect();
        // A row that names no table is of the one before, and so with keys.
        let cells = match cells[..] {
            [named, _, pk, sk] => {
                named.trim_matches('|').trim().clone_into(&mut table);
                [pk, sk]
            }
            [_, pk, sk] => [pk, sk],
            _ => panic!("{row}"),
        };
        let [pk, sort] = cells;
        if pk != "the same" {
            keys = coded(pk);
        }
        kinds.push((table.clone(), keys.clone(), sort.to_owned()));
    }
    assert!(kinds.len() > 30, "the table is not where it was");
    kinds
}

/// What stands between backticks, up to what differs from item to item.
fn coded(cell: &str) -> Vec<String> {
    let fixed = |key: &str| {
        let end = key.find(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '…');
        key[..end.unwrap_or(key.len())].to_owned()
    };
    cell.split('`').skip(1).step_by(2).map(fixed).collect()
}

/// The keys of every item in the fixtures, by the name of the file.
fn kept() -> BTreeMap<String, Vec<(String, String)>> {
    let files = fs::read_dir(folder("tests/fixtures")).unwrap().map(|file| file.unwrap().path());
    files
        .map(|file| {
            let value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            (file.file_name().unwrap().to_str().unwrap().to_owned(), keys(&value))
        })
        .collect()
}

fn keys(value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(item) => match (item.get("pk"), item.get("sk")) {
            (Some(Value::String(pk)), Some(Value::String(sk))) => vec![(pk.clone(), sk.clone())],
            _ => item.values().flat_map(keys).collect(),
        },
        Value::Array(items) => items.iter().flat_map(keys).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

#[test]
fn an_item_of_every_kind_is_kept() {
    let kept = kept();
    for (table, keys, sort) in kinds() {
        // Where it is said in words, it differs from item to item.
        let in_words = sort.split('`').step_by(2).any(|words| words.contains(char::is_alphabetic));
        let sorts = coded(&sort);
        let is_sorted = |sk: &str| in_words || sorts.iter().any(|sort| sk.starts_with(sort));
        for key in &keys {
            // Support staff have sessions of their own.
            let files =
                kept.iter().filter(|(file, _)| file.starts_with("staff") == (table == "staff"));
            let is_kept = files.flat_map(|(_, items)| items);
            let is_kept = is_kept.into_iter().any(|(pk, sk)| pk.starts_with(key) && is_sorted(sk));

            assert!(
                is_kept,
                "no item {key}… ({sort}) of {table} is kept: write one as the store does, add it to \
                 shared/dynamodb/tests/fixtures, and have a test read it (CONTRIBUTING.md, Changing what is stored)"
            );
        }
    }
}

#[test]
fn every_fixture_is_read_by_a_test() {
    let tests: String = ["tests/contract", "tests/contract/shapes", "tests/deliveries"]
        .iter()
        .flat_map(|name| fs::read_dir(folder(name)).unwrap())
        .map(|file| file.unwrap().path())
        .filter(|file| file.is_file())
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    for file in kept().keys() {
        assert!(tests.contains(file.as_str()), "{file} is kept, and no test reads it");
    }
}

#[test]
fn every_key_in_the_code_is_one_of_a_kind() {
    let named: BTreeSet<String> = kinds()
        .iter()
        .flat_map(|(_, keys, sort)| keys.iter().cloned().chain(coded(sort)))
        .flat_map(|key| key.split('#').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    for file in fs::read_dir(folder("src")).unwrap().map(|file| file.unwrap().path()) {
        if !file.is_file() || file.ends_with("lib.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for literal in text.split('"').skip(1).step_by(2) {
            let word: String =
                literal.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect();
            let rest = &literal[word.len()..];
            let is_key = word.len() > 2 && (rest.is_empty() || rest.starts_with('#'));
            if is_key && !word.ends_with("_TABLE") && !CAUSES.contains(&word.as_str()) {
                assert!(
                    named.contains(&word),
                    "{}: {word} is in no key of the table in lib.rs",
                    file.display()
                );
            }
        }
    }
}
