//! Turns the lines of `data/nicknames.txt` into tables that a name is found in at once.

#[expect(unreachable_pub, reason = "the engine shows them to others")]
#[path = "src/nicknames/lines.rs"]
mod lines;
#[expect(dead_code, reason = "it belongs to the engine, which needs more of it")]
#[path = "src/marks.rs"]
mod marks;
#[path = "src/nicknames/slots.rs"]
mod slots;

use std::{collections::BTreeMap, env, fmt::Write, fs, path::PathBuf};

use lines::nickname_lines;
use marks::Marks;
use slots::first_slot;

/// A slot without a name.
const EMPTY: u16 = u16::MAX;

/// The lines a name stands on, and the marks of every name there.
#[derive(Default)]
struct Known {
    lines: Vec<u16>,
    marks: Marks,
}

fn main() {
    println!("cargo::rerun-if-changed=data/nicknames.txt");
    println!("cargo::rerun-if-changed=src");
    #[expect(clippy::disallowed_methods, reason = "cargo says this in the environment alone")]
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where"));
    fs::write(folder.join("nicknames.rs"), written(&known())).expect("the folder can be written");
}

fn known() -> BTreeMap<&'static str, Known> {
    let mut known: BTreeMap<&str, Known> = BTreeMap::new();
    for (number, line) in (0..).zip(nickname_lines()) {
        let names = || line.spellings.iter().chain(&line.variants);
        let mut marks = Marks::default();
        names().for_each(|name| marks.add(name, 0));
        for name in names() {
            let name = known.entry(name).or_default();
            name.lines.push(number);
            name.marks = name.marks.joined(marks);
        }
    }
    known
}

fn written(known: &BTreeMap<&str, Known>) -> String {
    let (mut text, mut names) = (String::new(), String::new());
    let mut lines: Vec<u16> = Vec::new();
    for (name, known) in known {
        let from = (text.len(), lines.len());
        text.push_str(name);
        lines.extend(&known.lines);
        let _ = writeln!(
            names,
            "Name {{ text: {}..{}, lines: {}..{}, marks: {:?} }},",
            from.0,
            text.len(),
            from.1,
            lines.len(),
            known.marks
        );
    }
    let slots = slots(known.keys().copied());
    format!(
        "pub(super) const EMPTY: u16 = {EMPTY};
pub(super) static TEXT: &str = {text:?};
pub(super) static LINES: [u16; {}] = {lines:?};
pub(super) static SLOTS: [u16; {}] = {slots:?};
pub(super) static NAMES: [Name; {}] = [\n{names}];\n",
        lines.len(),
        slots.len(),
        known.len()
    )
}

/// The number of each name in the first slot for it that is free. Half of them and more stay empty, so that few are looked at.
fn slots<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> Vec<u16> {
    let mut slots = vec![EMPTY; (2 * names.len()).next_power_of_two()];
    for (number, name) in (0..).zip(names) {
        let mut slot = first_slot(name, slots.len());
        while slots[slot] != EMPTY {
            slot = (slot + 1) % slots.len();
        }
        slots[slot] = number;
    }
    slots
}
