//! Values that can only be valid, through their front door: parsing.
#![expect(clippy::unwrap_used, reason = "tests")]

mod dates;
mod emails;
mod ids;
mod names;
mod nino;
mod redaction;
mod trn;

use proptest::prelude::*;

/// The number of cases every law is tried with.
fn cases() -> ProptestConfig {
    ProptestConfig::with_cases(10_000)
}

/// The characters of a number as people type and paste them: spaced, dashed, in any case, full-width
/// or with something unseen in between.
fn as_typed(number: &str, choices: &[u8]) -> String {
    const BETWEEN: [&str; 16] = [
        "", "", "", "", " ", "  ", "\u{a0}", "\t", "-", "–", "\u{2011}", ".", "/", "\u{ad}",
        "\u{200b}", "\u{202a}",
    ];
    let mut typed = String::new();
    for (at, c) in number.chars().enumerate() {
        let choice = usize::from(choices.get(at).copied().unwrap_or(0));
        typed.push_str(BETWEEN[choice % BETWEEN.len()]);
        typed.push(match choice / BETWEEN.len() {
            0..=5 => c,
            6..=11 => c.to_ascii_lowercase(),
            _ => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
        });
    }
    typed
}
