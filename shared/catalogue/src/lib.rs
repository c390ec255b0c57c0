//! Turns the words of a crate, one file for each language, into typed Rust when the crate is built.
//!
//! A catalogue is a folder with one TOML file for each language, called by its tag (BCP 47): `en.toml`, `cy.toml`.
//! English is always there and says which words there are. Any other language has the same keys with the same places
//! in them, and lists as long, or the build fails and says what is missing: a page can never find that a word of its
//! language is not there.
//!
//! A value is a sentence, a list of sentences, or a table of them. In a sentence
//!
//! | is | and becomes |
//! |---|---|
//! | `{name}` | plain text that the caller has, escaped where the sentence is shown |
//! | `<name/>` | an element that the caller has |
//! | `<name>words</name>` | an element that the caller makes around these words |
//!
//! A sentence without places is a `&'static str`. One with places of plain text alone is a method that gives a `String`,
//! any other one that gives a `maud::Markup`; its parameters are named as the places are, in the order of the English
//! sentence. A language can have them in any order.
//!
//! There are libraries for this (Fluent, gettext). They look words up by their names while a program runs: a name that
//! is missing is found by a person who reads the page, and sentences are parsed at each cold start.

mod language;
mod pseudo;
mod sentence;
mod written;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

pub use language::{Language, Mistake};

/// The tag of the language that says which words there are.
pub const ENGLISH: &str = "en";

/// For build scripts: reads the folder `words` of the package and writes `words.rs` to its output folder.
///
/// With `pseudo` there is one more language, called `en-XA` (the accented English of CLDR): it tells what is a word of
/// the catalogue and what is not.
///
/// Fails the build where a file cannot be read, or where languages do not say the same.
#[expect(clippy::print_stdout, reason = "a build script speaks to cargo so")]
pub fn build(pseudo: bool) {
    println!("cargo::rerun-if-changed=words");
    if let Err(mistakes) = written(pseudo) {
        for mistake in mistakes {
            println!("cargo::error={mistake}");
        }
    }
}

fn written(pseudo: bool) -> Result<(), Vec<String>> {
    let folder = PathBuf::from(variable("CARGO_MANIFEST_DIR")).join("words");
    let mut languages = read(&folder)?;
    if pseudo {
        let english = languages.iter().find(|language| language.tag == ENGLISH);
        let accented = english.map(pseudo::accented);
        languages.extend(accented);
    }
    let code = rust(&languages)
        .map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let output = Path::new(&variable("OUT_DIR")).join("words.rs");
    fs::write(&output, code).map_err(|error| vec![format!("{}: {error}", output.display())])
}

/// Every language of a folder, English first.
fn read(folder: &Path) -> Result<Vec<Language>, Vec<String>> {
    let unreadable = |error| vec![format!("{}: {error}", folder.display())];
    let mut languages = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let tag = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let text = fs::read_to_string(&path).map_err(unreadable)?;
        let language = Language::parse(tag, &text);
        languages.push(language.map_err(|mistake| vec![mistake.to_string()])?);
    }
    languages.sort_by_key(|language| (language.tag != ENGLISH, language.tag.clone()));
    Ok(languages)
}

/// The code for these languages.
///
/// # Errors
///
/// Everything in which a language differs from English, or that there is no English.
pub fn rust(languages: &[Language]) -> Result<String, Vec<Mistake>> {
    let Some(english) = languages.iter().find(|language| language.tag == ENGLISH) else {
        return Err(vec![Mistake::no_english()]);
    };
    let mistakes: Vec<Mistake> =
        languages.iter().flat_map(|language| english.differences(language)).collect();
    if mistakes.is_empty() { Ok(written::code(english, languages)) } else { Err(mistakes) }
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo speaks to a build script through the environment"
)]
fn variable(name: &str) -> String {
    env::var(name).expect("cargo sets it")
}
