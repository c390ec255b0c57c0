//! The words of every page, one set for each language: the folder `words`, as the crate `catalogue` writes it out.

use std::fmt;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// What everybody reads who asks for nothing else.
pub static ENGLISH: &Words = &EN;

impl Words {
    /// The words of the language with this tag (BCP 47), where there are any.
    pub fn in_language(tag: &str) -> Option<&'static Self> {
        ALL.iter().find(|words| words.lang.eq_ignore_ascii_case(tag)).copied()
    }

    /// The tag of the language (BCP 47), as the `lang` attribute says it.
    pub fn language(&self) -> &'static str {
        self.lang
    }
}

/// Says which language it is, rather than all its words.
impl fmt::Debug for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Words").field(&self.lang).finish()
    }
}

/// There is one set of words for each language.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
    }
}

impl Eq for Words {}
