//! The keys by which a store files records and finds them again, normalised the same way on both
//! sides.

use std::fmt;

use identity::TeachingRecord;

use crate::Evidence;

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
    let _ = record;
    Vec::new()
}

/// Every key to query for this person, in order and each once. The TRN is not among them: it is the
/// record's own key.
pub fn search_keys(evidence: &Evidence<'_>) -> Vec<IndexKey> {
    let _ = evidence;
    Vec::new()
}
