//! What the documentation shows.

/// The whole of it.
pub(crate) const INTEGRATING: &str = include_str!("../../docs/integrating.md");

/// The code block that bears this name behind its language.
pub(crate) fn snippet(name: &str) -> String {
    let opens = |line: &str| line.starts_with("```") && line.ends_with(&format!(" {name}"));
    let mut lines = INTEGRATING.lines().skip_while(|line| !opens(line));
    assert!(lines.next().is_some(), "the documentation shows no {name}");
    let shown: Vec<&str> = lines.take_while(|line| *line != "```").collect();
    shown.join("\n") + "\n"
}

/// The rows of the table whose first column has this heading, cell by cell.
pub(crate) fn rows(heading: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let lines: Vec<&str> = INTEGRATING.lines().collect();
    let begins = lines
        .windows(2)
        .position(|pair| pair[1].starts_with("| ---") && cells(pair[0])[0] == heading);
    let body = begins.map_or(&[][..], |at| &lines[at + 2..]);
    let rows: Vec<Vec<String>> =
        body.iter().take_while(|line| line.starts_with('|')).map(|line| cells(line)).collect();
    assert!(!rows.is_empty(), "no table begins with {heading:?}");
    rows
}
