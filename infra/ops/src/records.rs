//! Teaching records as a file brings them: JSON Lines, one person a line.
//!
//! A line that cannot be read is reported with its number and left out; the rest is loaded. No report
//! holds anything a line says about a person.

mod line;
mod load;

use std::{
    collections::HashMap,
    fmt,
    io::{self, BufRead, Split},
    iter::Enumerate,
};

use dynamodb::MOST_INDEX_KEYS;
use identity::{RecordStatus, TeachingRecord, Trn};
use matching::index_keys;

pub use load::{Loaded, load};

/// What was not loaded, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The line, counted from 1.
    pub line: usize,
    /// Why, in words that repeat nothing of the line.
    pub reason: String,
    /// Whether the whole line was left out, or only the part the reason names.
    pub whole_line: bool,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.whole_line { "left out" } else { "loaded without it" };
        write!(f, "line {}: {} ({what})", self.line, self.reason)
    }
}

/// What a line brought: a record, what is wrong with it, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The record, unless the whole line was refused.
    pub record: Option<TeachingRecord>,
    /// What was refused.
    pub refusals: Vec<Refusal>,
}

/// Reads every line that is not blank, one at a time. What it remembers between lines is small: which
/// TRNs came before, and which were merged.
#[derive(Debug)]
pub struct Lines<R> {
    file: Enumerate<Split<R>>,
    /// The line each TRN came on.
    seen: HashMap<Trn, usize>,
    /// What each merged record lives on in.
    merges: HashMap<Trn, Trn>,
    over: bool,
}

/// The lines of a file, read as they are asked for.
pub fn lines<R: BufRead>(file: R) -> Lines<R> {
    Lines {
        file: file.split(b'\n').enumerate(),
        seen: HashMap::new(),
        merges: HashMap::new(),
        over: false,
    }
}

/// Reads a whole file.
pub fn read(file: impl BufRead) -> (Vec<TeachingRecord>, Vec<Refusal>) {
    let (mut records, mut refusals) = (Vec::new(), Vec::new());
    for line in lines(file) {
        records.extend(line.record);
        refusals.extend(line.refusals);
    }
    (records, refusals)
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        while !self.over {
            let (index, bytes) = self.file.next()?;
            if let Some(line) = self.line(index + 1, bytes) {
                return Some(line);
            }
        }
        None
    }
}

impl<R> Lines<R> {
    /// What the line brought; [`None`] for a blank one.
    fn line(&mut self, number: usize, bytes: io::Result<Vec<u8>>) -> Option<Line> {
        let refused = |reason: String| Line {
            record: None,
            refusals: vec![Refusal { line: number, reason, whole_line: true }],
        };
        let text = match bytes.map(String::from_utf8) {
            Ok(Ok(text)) => text,
            Ok(Err(_)) => return Some(refused("not UTF-8".to_owned())),
            Err(_) => {
                self.over = true;
                return Some(refused("the file cannot be read any further".to_owned()));
            }
        };
        // Some programs begin a file with a mark of its byte order.
        let text = text.trim_start_matches('\u{FEFF}').trim();
        if text.is_empty() {
            return None;
        }
        Some(match line::read(text).and_then(|read| self.fits(number, read)) {
            Err(reason) => refused(reason),
            Ok(line::Read { record, left_out }) => Line {
                record: Some(record),
                refusals: left_out
                    .into_iter()
                    .map(|reason| Refusal { line: number, reason, whole_line: false })
                    .collect(),
            },
        })
    }

    /// Whether a record goes with those before it.
    fn fits(&mut self, number: usize, read: line::Read) -> Result<line::Read, String> {
        let record = &read.record;
        if let Some(earlier) = self.seen.get(&record.trn) {
            return Err(format!("trn: the same as on line {earlier}"));
        }
        if index_keys(record).len() > MOST_INDEX_KEYS {
            return Err("more names and numbers than one record can have".to_owned());
        }
        if let RecordStatus::MergedInto(survivor) = &record.status {
            if self.leads_to(survivor, &record.trn) {
                return Err("merged_into: closes a cycle of merges".to_owned());
            }
            self.merges.insert(record.trn.clone(), survivor.clone());
        }
        self.seen.insert(record.trn.clone(), number);
        Ok(read)
    }

    /// Whether the merges so far lead from one record to the other. They are no cycle, so this ends.
    fn leads_to(&self, from: &Trn, to: &Trn) -> bool {
        let mut next = Some(from);
        while let Some(trn) = next {
            if trn == to {
                return true;
            }
            next = self.merges.get(trn);
        }
        false
    }
}
