//! What a person at the terminal is told. It goes to standard error, as cargo's own words do.

use std::io::{Write, stderr};

/// One line.
pub(crate) fn line(text: &str) {
    // A terminal that has gone away is no reason to stop.
    let _ = writeln!(stderr(), "{text}");
}

/// The start of a line that will be ended later.
pub(crate) fn start(text: &str) {
    let mut terminal = stderr();
    let _ = write!(terminal, "{text}");
    let _ = terminal.flush();
}

/// What a command printed, as it came.
pub(crate) fn bytes(output: &[u8]) {
    let _ = stderr().write_all(output);
}
