//! The lines of `data/nicknames.txt`.

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

static TEXT: &str = include_str!("../../data/nicknames.txt");

/// The table, line by line.
pub fn nickname_lines() -> impl Iterator<Item = NicknameLine> {
    TEXT.lines().filter(|line| !line.starts_with('#')).map(|line| {
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
