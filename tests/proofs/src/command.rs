//! What the commands have in common: one number to ask for, and what they say.

use std::{
    io::{Write, stdout},
    ops::RangeInclusive,
    process::ExitCode,
};

/// The number that was typed, or else this one; or how to use the command, if it is none of these.
pub fn number(usual: usize, range: RangeInclusive<usize>, usage: &str) -> Result<usize, ExitCode> {
    // The alias ends with a `--` of its own; a second one is welcome.
    let typed = std::env::args().skip(1).find(|word| word != "--");
    let number = typed.map_or(Ok(usual), |typed| typed.parse());
    number.ok().filter(|number| range.contains(number)).ok_or_else(|| {
        say(usage);
        ExitCode::FAILURE
    })
}

/// Says a line.
///
/// # Panics
/// Nobody reads what is said.
pub fn say(what: &str) {
    writeln!(stdout(), "{what}").expect("somebody reads what we say");
}

/// Says whether it holds, and in which words it does.
pub fn conclude(holds: bool, in_words: &str) -> ExitCode {
    say(if holds { in_words } else { "DOES NOT HOLD." });
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
