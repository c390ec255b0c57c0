//! Variants of English given names. `data/nicknames.txt` becomes tables when this is built (`build.rs`): to read it took 2.3
//! million instructions, and whoever asked first waited for it.

mod lines;
mod slots;

use std::ops::Range;

use crate::marks::Marks;
use slots::first_slot;
use table::{EMPTY, LINES, NAMES, SLOTS, TEXT};

pub use lines::{NicknameLine, Sex, nickname_lines};

/// One name of the table. Places instead of references: these the loader would have to fill in at every start.
struct Name {
    /// Where it stands in [`TEXT`].
    text: Range<u16>,
    /// Where its lines are in [`LINES`].
    lines: Range<u16>,
    /// The marks of every name on these.
    marks: Marks,
}

#[expect(clippy::unreadable_literal, reason = "nobody reads them")]
mod table {
    use super::{Marks, Name};

    include!(concat!(env!("OUT_DIR"), "/nicknames.rs"));
}

impl Name {
    /// What is known of this name, if it is in the table.
    fn find(name: &str) -> Option<&'static Self> {
        let first = first_slot(name, SLOTS.len());
        let slots = SLOTS[first..].iter().chain(&SLOTS[..first]);
        let filled = slots.take_while(|slot| **slot != EMPTY);
        filled.map(|slot| &NAMES[usize::from(*slot)]).find(|known| known.text() == name)
    }

    fn text(&self) -> &'static str {
        &TEXT[usize::from(self.text.start)..usize::from(self.text.end)]
    }

    /// The numbers of the lines it stands on.
    fn lines(&self) -> &'static [u16] {
        &LINES[usize::from(self.lines.start)..usize::from(self.lines.end)]
    }
}

/// Whether two normalised names are forms of one formal name. There are no further steps: Bert is
/// Albert and Bert is Herbert, but Albert is not Herbert.
pub(crate) fn are_nicknames(one: &str, other: &str) -> bool {
    let Some(one) = Name::find(one) else { return false };
    Name::find(other)
        .is_some_and(|other| one.lines().iter().any(|line| other.lines().contains(line)))
}

/// The marks of every name that is a form of one formal name with this one, itself included.
pub(crate) fn marks_of_forms(name: &str) -> Marks {
    Name::find(name).map_or_else(Marks::default, |known| known.marks)
}
