//! The names of a record as they are compared.

use identity::{RecordName, TeachingRecord};

use crate::{
    affixes::{is_suffix, is_title},
    marks::Marks,
    tokens::Tokens,
};

/// A record's name as it is compared.
#[derive(Debug, Default)]
pub(crate) struct RecordedName {
    pub(crate) first: Tokens,
    pub(crate) middle: Tokens,
    pub(crate) last: Tokens,
}

impl RecordedName {
    fn fill(&mut self, name: &RecordName) {
        for (tokens, raw) in [
            (&mut self.first, &name.first),
            (&mut self.middle, &name.middle),
            (&mut self.last, &name.last),
        ] {
            tokens.clear();
            tokens.add(raw);
        }
        self.first.drop_head(is_title);
        // A title alone in the first-name field, or nothing: the first name is in the middle.
        if !self.middle.is_empty() && self.first.iter().all(is_title) {
            self.first.clear();
            self.middle.drop_head(is_title);
            self.first.take_first(&mut self.middle);
        }
        self.last.drop_tail(is_suffix);
    }

    fn complete_from(&mut self, current: &Self) {
        if self.first.is_empty() && !self.last.is_empty() {
            self.first.append(&current.first);
            self.middle.append(&current.middle);
        } else if self.last.is_empty() && !self.first.is_empty() {
            self.last.append(&current.last);
        }
    }

    /// The marks of what may be its last name.
    pub(crate) fn last_marks(&self) -> Marks {
        self.only_name().unwrap_or(&self.last).marks()
    }

    /// The one name of a record that has only one, whichever field it came in.
    pub(crate) fn only_name(&self) -> Option<&Tokens> {
        match (self.first.is_empty(), self.last.is_empty()) {
            (false, true) => Some(&self.first),
            (true, false) => Some(&self.last),
            (true, true) | (false, false) => None,
        }
    }
}

/// All names of one record, the current one first. The same buffers are filled for record after
/// record.
#[derive(Debug, Default)]
pub(crate) struct RecordedNames {
    buffers: Vec<RecordedName>,
    filled: usize,
}

impl RecordedNames {
    pub(crate) fn of(record: &TeachingRecord) -> Self {
        let mut names = Self::default();
        names.fill(record);
        names
    }

    pub(crate) fn fill(&mut self, record: &TeachingRecord) {
        self.filled = 1 + record.previous_names.len();
        if self.buffers.len() < self.filled {
            self.buffers.resize_with(self.filled, RecordedName::default);
        }
        let names = std::iter::once(&record.name).chain(&record.previous_names);
        for (buffer, name) in self.buffers.iter_mut().zip(names) {
            buffer.fill(name);
        }
        // A previous name of which only one part is kept had the rest in common with the current.
        if let Some((current, previous)) = self.buffers[..self.filled].split_first_mut() {
            for name in previous {
                name.complete_from(current);
            }
        }
    }

    pub(crate) fn all(&self) -> &[RecordedName] {
        &self.buffers[..self.filled]
    }
}
