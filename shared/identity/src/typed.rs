//! What people type, tidied before it is read.

/// The characters of `typed` that carry meaning: full-width forms become ASCII, and what cannot be
/// seen (soft hyphens, zero-width characters) or only separates (spaces, dashes, dots, slashes) is
/// left out. Anything else stays, so that it can be refused.
pub(crate) fn significant(typed: &str) -> impl Iterator<Item = char> + '_ {
    typed.chars().map(narrow).filter(|c| !separates(*c) && !invisible(*c))
}

/// Whether nobody could see anything in `text`.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || invisible(c))
}

/// Phones set to some languages type full-width digits and letters.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(c) - 0xFEE0).expect("the ASCII block is all characters")
        }
        _ => c,
    }
}

fn separates(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | '/' | '\\' | '_' | '\u{2010}'..='\u{2015}' | '\u{2043}')
        || matches!(c, '\u{2212}' | '\u{FE58}' | '\u{FE63}')
}

/// Pasted text brings these along unseen: soft hyphens, zero-width characters, and the marks of
/// direction that phones put around numbers.
fn invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{061C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
    )
}
