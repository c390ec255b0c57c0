//! The words of one language.

use std::{collections::BTreeMap, error::Error, fmt};

use toml::{Table, Value};

use crate::sentence::{self, Place, Sentence};

/// The words of one language, read from its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    pub(crate) tag: String,
    pub(crate) words: Words,
}

/// Words under their names.
pub(crate) type Words = BTreeMap<String, Word>;

/// What stands under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    One(Sentence),
    Several(Vec<Sentence>),
    Group(Words),
}

/// What is wrong with a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    tag: String,
    /// The names that lead to it, with dots.
    at: String,
    what: String,
}

impl Mistake {
    pub(crate) fn no_english() -> Self {
        Self::new(crate::ENGLISH, "", "there is no such file, and it says which words there are")
    }

    fn new(tag: &str, at: &str, what: impl Into<String>) -> Self {
        Self { tag: tag.to_owned(), at: at.to_owned(), what: what.into() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tag, at, what } = self;
        if at.is_empty() {
            write!(formatter, "words/{tag}.toml: {what}")
        } else {
            write!(formatter, "words/{tag}.toml: {at}: {what}")
        }
    }
}

impl Error for Mistake {}

impl Language {
    /// Reads the file of the language with this tag.
    ///
    /// # Errors
    ///
    /// What cannot be read, and where.
    pub fn parse(tag: &str, text: &str) -> Result<Self, Mistake> {
        let table: Table = text
            .parse()
            .map_err(|error: toml::de::Error| Mistake::new(tag, "", error.message()))?;
        Ok(Self { tag: tag.to_owned(), words: group(tag, "", &table)? })
    }

    /// Everything in which `other` does not say what this one says.
    pub(crate) fn differences(&self, other: &Self) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        compare(&self.words, &other.words, "", &mut |at, what| {
            mistakes.push(Mistake::new(&other.tag, at, what));
        });
        mistakes
    }
}

fn group(tag: &str, at: &str, table: &Table) -> Result<Words, Mistake> {
    let mut words = Words::new();
    for (key, value) in table {
        let at = below(at, key);
        let wrong = |what: String| Mistake::new(tag, &at, what);
        let name = sentence::name(key).map_err(wrong)?;
        let word = match value {
            Value::String(text) => Word::One(Sentence::parse(text).map_err(wrong)?),
            Value::Array(texts) => {
                Word::Several(texts.iter().map(bare).collect::<Result<_, _>>().map_err(wrong)?)
            }
            Value::Table(table) => Word::Group(group(tag, &at, table)?),
            Value::Boolean(_) | Value::Datetime(_) | Value::Float(_) | Value::Integer(_) => {
                return Err(wrong("words alone can stand here".to_owned()));
            }
        };
        words.insert(name, word);
    }
    Ok(words)
}

/// A sentence of a list: it has no places.
fn bare(value: &Value) -> Result<Sentence, String> {
    let text = value.as_str().ok_or("a list holds sentences alone")?;
    let sentence = Sentence::parse(text)?;
    if sentence.places().is_empty() {
        Ok(sentence)
    } else {
        Err(format!("a place in a list: {text}"))
    }
}

fn compare(ours: &Words, theirs: &Words, at: &str, tell: &mut dyn FnMut(&str, String)) {
    for (name, word) in ours {
        let at = below(at, name);
        match (word, theirs.get(name)) {
            (_, None) => tell(&at, "it is missing".to_owned()),
            (Word::One(ours), Some(Word::One(theirs))) => {
                if let Some(what) = other_places(&ours.places(), &theirs.places()) {
                    tell(&at, what);
                }
            }
            (Word::Several(ours), Some(Word::Several(theirs))) => {
                if ours.len() != theirs.len() {
                    let (ours, theirs) = (ours.len(), theirs.len());
                    tell(&at, format!("it has {theirs} sentences, and English {ours}"));
                }
            }
            (Word::Group(ours), Some(Word::Group(theirs))) => compare(ours, theirs, &at, tell),
            (Word::One(_) | Word::Several(_) | Word::Group(_), Some(_)) => {
                tell(&at, "it is of another kind than in English".to_owned());
            }
        }
    }
    for name in theirs.keys().filter(|name| !ours.contains_key(*name)) {
        tell(&below(at, name), "English has no such words".to_owned());
    }
}

fn other_places(ours: &[Place], theirs: &[Place]) -> Option<String> {
    let missing = ours.iter().find(|place| !theirs.contains(place));
    let added = theirs.iter().find(|place| !ours.contains(place));
    missing
        .map(|place| {
            format!("the place \u{2018}{}\u{2019} is missing, or is of another kind", place.name)
        })
        .or_else(|| {
            added.map(|place| format!("English has no place \u{2018}{}\u{2019}", place.name))
        })
}

fn below(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}
