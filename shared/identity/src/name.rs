//! Names, kept as they came. Comparing them is `matching`'s business.

use std::fmt;

use jiff::civil::Date;

use crate::typed::is_blank;

/// What kind of name a part is, as the core identity credential types it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NamePartKind {
    /// `GivenName`.
    Given,
    /// `FamilyName`.
    Family,
}

/// One part of a verified name. Never split or joined for display: where One Login put a space,
/// there is one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NamePart {
    /// Given or family.
    pub kind: NamePartKind,
    /// The text as One Login sent it.
    pub value: String,
}

impl fmt::Debug for NamePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NamePart({:?}, …)", self.kind)
    }
}

/// One name GOV.UK One Login verified, with the time it was used, if it said so.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct VerifiedName {
    parts: Vec<NamePart>,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
}

/// A name without a part that holds anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a name needs at least one part that is not blank")]
pub struct InvalidName;

impl VerifiedName {
    /// A name of these parts in this order. Blank parts are left out.
    pub fn new(
        parts: Vec<NamePart>,
        valid_from: Option<Date>,
        valid_until: Option<Date>,
    ) -> Result<Self, InvalidName> {
        let parts: Vec<NamePart> =
            parts.into_iter().filter(|part| !is_blank(&part.value)).collect();
        if parts.is_empty() {
            Err(InvalidName)
        } else {
            Ok(Self { parts, valid_from, valid_until })
        }
    }

    /// The parts in the order One Login sent them.
    pub fn parts(&self) -> &[NamePart] {
        &self.parts
    }

    /// Since when it is used, if One Login said so.
    pub fn valid_from(&self) -> Option<Date> {
        self.valid_from
    }

    /// Until when it was used. A name without an end is the current one.
    pub fn valid_until(&self) -> Option<Date> {
        self.valid_until
    }

    /// Whether it is still used: One Login gives no end for the current name.
    pub fn is_current(&self) -> bool {
        self.valid_until.is_none()
    }

    /// The whole name, in One Login's order.
    pub fn display(&self) -> String {
        let values: Vec<&str> = self.parts.iter().map(|part| part.value.trim()).collect();
        values.join(" ")
    }

    /// The given names in order, or `None` for a person without one.
    pub fn given(&self) -> Option<String> {
        self.joined(NamePartKind::Given)
    }

    /// The family names in order, or `None` for a person without one.
    pub fn family(&self) -> Option<String> {
        self.joined(NamePartKind::Family)
    }

    fn joined(&self, kind: NamePartKind) -> Option<String> {
        let values: Vec<&str> = self
            .parts
            .iter()
            .filter(|part| part.kind == kind)
            .map(|part| part.value.trim())
            .collect();
        if values.is_empty() { None } else { Some(values.join(" ")) }
    }
}

// When somebody changed their name is nobody's business either.
impl fmt::Debug for VerifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedName").field("parts", &self.parts).finish_non_exhaustive()
    }
}

/// A name as a teaching record holds it. An absent part is empty text.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct RecordName {
    /// First name.
    pub first: String,
    /// Middle names, if any.
    pub middle: String,
    /// Last name.
    pub last: String,
}

impl RecordName {
    /// The whole name: first, middle, last.
    pub fn display(&self) -> String {
        let parts = [&self.first, &self.middle, &self.last].map(|part| part.trim());
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Debug for RecordName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecordName(…)")
    }
}
