//! Marks that cannot be seen, made visible.

use std::fmt::Write as _;

/// `text` with every mark that takes no room or turns the text around written out, such as `[U+202E]`, so that what a
/// member of staff reads is what is stored. A line break is such a mark too.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_invisible(letter) {
            write!(shown, "[U+{:04X}]", u32::from(letter)).expect("a string takes anything");
        } else {
            shown.push(letter);
        }
    }
    shown
}

/// The same, but with line breaks as they are: for text of several lines.
pub(super) fn visible_lines(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}

/// Controls, formats (Unicode general categories Cc, Cf, Zl and Zp) and the letters that are blank.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
            | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
