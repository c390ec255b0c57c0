//! What was measured, as a table.

use std::{fmt::Write, fs};

use crate::{Trouble, measured::Measured, root, step::Step};

/// Where the table stands that everybody reads.
const DOCUMENT: &str = "docs/performance.md";
const BEGIN: &str = "<!-- measured by cargo bench-lambda -->\n";
const END: &str = "<!-- end of what was measured -->";

const HEADS: &str = "\
| step | start, M Ir | first, M Ir | warm, M Ir | start, ms | first, ms | warm, ms | until answered, ms | start ÷ hello | warm ÷ hello | memory, MB | program, MB | zipped, MB | asks AWS |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
";

/// The table of these, compared with hello.
pub(crate) fn table(measured: &[Measured]) -> String {
    let hello = measured.iter().find(|each| each.step == Step::Hello);
    let mut table = HEADS.to_owned();
    for each in measured {
        // Writing to a string does not fail.
        let _ = writeln!(table, "{}", row(each, hello));
    }
    table
}

fn row(each: &Measured, hello: Option<&Measured>) -> String {
    let millions = |thousands: u64| format!("{:.2}", thousands as f64 / 1000.0);
    let milliseconds = |seconds: f64| format!("{:.2}", seconds * 1000.0);
    let megabytes = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
    let instructions = each.instructions;
    let mut cells = vec![each.step.name()];
    cells.extend([instructions.start, instructions.first, instructions.warm].map(millions));
    match (&each.times, hello.and_then(|hello| hello.times.as_ref())) {
        (Some(times), Some(hello)) => {
            cells.extend([times.start, times.first, times.warm, times.waited].map(milliseconds));
            cells.push(format!("{:.1}", times.start / hello.start));
            cells.push(format!("{:.1}", times.warm / hello.warm));
        }
        _ => cells.extend(["", "", "", "", "", ""].map(str::to_owned)),
    }
    cells.extend([each.memory, each.size, each.zipped].map(megabytes));
    let asked = each.asked.iter().map(|(operation, times)| format!("{operation} {times}"));
    cells.push(asked.collect::<Vec<_>>().join(", "));
    format!("| {} |", cells.join(" | "))
}

/// Puts the table in the place of the one in the document.
pub(crate) fn keep(table: &str) -> Result<(), Trouble> {
    let file = root().join(DOCUMENT);
    let text = fs::read_to_string(&file).map_err(Trouble::file(&file))?;
    let odd = || Trouble::Scene(format!("{DOCUMENT} has no place for the table"));
    let (before, rest) = text.split_once(BEGIN).ok_or_else(odd)?;
    let (_, after) = rest.split_once(END).ok_or_else(odd)?;
    fs::write(&file, format!("{before}{BEGIN}{table}{END}{after}")).map_err(Trouble::file(&file))
}
