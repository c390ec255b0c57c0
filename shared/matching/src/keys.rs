//! The keys by which a store files records and finds them again, normalised the same way on both
//! sides.

use std::fmt;

use identity::{TeachingRecord, Trn};

use crate::{
    Evidence, last_name::index_tokens, names::PersonName, recorded::RecordedNames, tokens::Tokens,
};

/// What an index key is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IndexKind {
    /// A NINO, the record's own or one from employment data.
    Nino,
    /// A date of birth.
    DateOfBirth,
    /// An email address, lower case.
    Email,
    /// A token of the last name and the first token of the first name.
    Names,
}

/// One key a record is filed under. Its text says something about a person: it redacts itself.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IndexKey {
    kind: IndexKind,
    text: String,
}

impl IndexKey {
    /// What the key is made of.
    pub fn kind(&self) -> IndexKind {
        self.kind
    }

    /// The normalised text, at least one character, without control characters.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for IndexKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IndexKey({:?}, …)", self.kind)
    }
}

/// Every key a record is filed under, whatever its status, in order and each once.
pub fn index_keys(record: &TeachingRecord) -> Vec<IndexKey> {
    let mut keys = vec![key(IndexKind::DateOfBirth, record.date_of_birth.iso())];
    keys.extend(record.ninos.iter().map(|nino| key(IndexKind::Nino, nino.as_str())));
    keys.extend(record.email.iter().map(|email| key(IndexKind::Email, email.folded())));
    for name in RecordedNames::of(record).all() {
        keys.extend(names_keys(&name.first, &name.last));
    }
    sorted(keys)
}

/// Every key to query for this person, in order and each once: their NINO, each verified date of
/// birth, their email address, and their names. TRNs are not among them: see [`search_trns`]. Records with a near date of birth come by the other keys.
pub fn search_keys(evidence: &Evidence<'_>) -> Vec<IndexKey> {
    let identity = evidence.identity;
    let mut keys: Vec<IndexKey> = identity
        .dates_of_birth()
        .iter()
        .map(|date| key(IndexKind::DateOfBirth, date.iso()))
        .collect();
    keys.extend(evidence.nino.map(|nino| key(IndexKind::Nino, nino.as_str())));
    keys.extend(evidence.email.map(|email| key(IndexKind::Email, email.folded())));
    for name in identity.names() {
        let person = PersonName::verified(name);
        keys.extend(names_keys(&person.given, &person.family));
    }
    sorted(keys)
}

/// Every TRN to read besides, whatever the status of its record, in order and each once: the one the
/// person typed, and those refused, which may have been merged into another since.
pub fn search_trns(evidence: &Evidence<'_>) -> Vec<Trn> {
    let mut trns: Vec<Trn> = evidence.trn.into_iter().chain(evidence.refused).cloned().collect();
    trns.sort();
    trns.dedup();
    trns
}

/// One key for each token of the last name, with the leading first name.
fn names_keys(first: &Tokens, last: &Tokens) -> Vec<IndexKey> {
    let leading = first.first().unwrap_or_default();
    if leading.is_empty() {
        return Vec::new();
    }
    index_tokens(last).map(|token| key(IndexKind::Names, format!("{token} {leading}"))).collect()
}

fn key(kind: IndexKind, text: impl Into<String>) -> IndexKey {
    IndexKey { kind, text: text.into() }
}

fn sorted(mut keys: Vec<IndexKey>) -> Vec<IndexKey> {
    keys.sort();
    keys.dedup();
    keys
}
