//! Variants of English given names, compiled in from `data/nicknames.txt`.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::LazyLock,
};

use crate::marks::Marks;

/// The sex whose formal name a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// A woman's name.
    Female,
    /// A man's name.
    Male,
}

/// One formal name in its spellings, and its variants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NicknameLine {
    /// Whose formal name it is. Variants may be anybody's: Chris, Sam.
    pub sex: Sex,
    /// Spellings of the formal name, at least one.
    pub spellings: Vec<&'static str>,
    /// Variants of it.
    pub variants: Vec<&'static str>,
}

static TABLE: &str = include_str!("../data/nicknames.txt");

type LinesOf = HashMap<&'static str, Lines, BuildHasherDefault<Fnv1a>>;

/// The lines a name stands on, and the marks of everything else there.
#[derive(Default)]
struct Lines {
    numbers: Vec<u16>,
    marks: Marks,
}

/// FNV-1a (Fowler, Noll and Vo): the names of the table are ours and short, and one decision asks for
/// hundreds.
struct Fnv1a(u64);

impl Default for Fnv1a {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv1a {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

static LINES_OF: LazyLock<LinesOf> = LazyLock::new(|| {
    let mut lines_of = LinesOf::default();
    for (number, line) in (0_u16..).zip(nickname_lines()) {
        let names = || line.spellings.iter().chain(&line.variants);
        let marks = names().map(|name| Marks::of(name)).fold(Marks::default(), Marks::joined);
        for name in names() {
            let lines = lines_of.entry(name).or_default();
            lines.numbers.push(number);
            lines.marks = lines.marks.joined(marks);
        }
    }
    lines_of
});

/// The table, line by line.
pub fn nickname_lines() -> impl Iterator<Item = NicknameLine> {
    TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut columns = line.split('|');
        let sex = match columns.next().map(str::trim) {
            Some("f") => Sex::Female,
            Some(_) | None => Sex::Male,
        };
        let mut names =
            || columns.next().into_iter().flat_map(str::split_whitespace).collect::<Vec<_>>();
        NicknameLine { sex, spellings: names(), variants: names() }
    })
}

/// Whether two normalised names are forms of one formal name. There are no further steps: Bert is
/// Albert and Bert is Herbert, but Albert is not Herbert.
pub(crate) fn are_nicknames(one: &str, other: &str) -> bool {
    let Some(lines) = LINES_OF.get(one) else { return false };
    LINES_OF
        .get(other)
        .is_some_and(|others| lines.numbers.iter().any(|line| others.numbers.contains(line)))
}

/// The marks of every name that is a form of one formal name with this one, itself included.
pub(crate) fn marks_of_forms(name: &str) -> Marks {
    LINES_OF.get(name).map_or_else(Marks::default, |lines| lines.marks)
}
