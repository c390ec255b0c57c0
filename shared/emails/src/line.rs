//! Values that come from outside, made safe for one line of an email.

/// The longest name that is written out: longer ones are cut.
const LONGEST_NAME: usize = 100;

/// `text` as one line: a line break would begin another paragraph, or in a subject another header (RFC 5322 section
/// 2.2), and a hidden character could make a line read otherwise than it is.
pub(crate) fn one_line(text: &str) -> String {
    let shown: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .filter(|letter| !is_hidden(*letter))
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How to address a person, cut where no name is that long.
pub(crate) fn name(name: &str) -> String {
    let name = one_line(name);
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name,
    }
}

/// `link` without a query or a fragment: a link in an email carries nothing that could be used up or leaked.
pub(crate) fn bare_link(link: &str) -> String {
    let link = link.split(['?', '#']).next().unwrap_or_default();
    link.chars().filter(|letter| !letter.is_whitespace() && !is_hidden(*letter)).collect()
}

/// Marks that turn the direction of the text around or take no room. The joiners (U+200C, U+200D) stay: names in
/// Persian and several scripts of India are misspelt without them.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}
