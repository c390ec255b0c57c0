//! Variants of English given names.

/// The sex whose formal name a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// A woman's name.
    Female,
    /// A man's name.
    Male,
}

/// One formal name, in its spellings, and its variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NicknameLine {
    /// Whose name it is.
    pub sex: Sex,
}

/// The lines of the table.
pub fn nickname_lines() -> impl Iterator<Item = NicknameLine> {
    std::iter::empty()
}
