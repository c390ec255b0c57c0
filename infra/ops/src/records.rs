//! Teaching records as a file brings them: JSON Lines, one person a line.
//!
//! A line that cannot be read is reported with its number and left out; the rest is loaded. No report
//! holds anything a line says about a person.

mod line;

use std::{collections::BTreeMap, fmt, io::BufRead};

use identity::{RecordStatus, TeachingRecord, Trn};

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

/// Reads every line. Of two lines with one TRN the later one counts, and the earlier is reported.
pub fn read(file: impl BufRead) -> (Vec<TeachingRecord>, Vec<Refusal>) {
    let mut refusals = Vec::new();
    let mut records: BTreeMap<Trn, (usize, TeachingRecord)> = BTreeMap::new();
    for (index, text) in file.split(b'\n').enumerate() {
        let number = index + 1;
        let mut refuse = |reason: &str, whole_line| {
            refusals.push(Refusal { line: number, reason: reason.to_owned(), whole_line });
        };
        let text = match text.map(String::from_utf8) {
            Ok(Ok(text)) if text.trim().is_empty() => continue,
            Ok(Ok(text)) => text,
            Ok(Err(_)) => {
                refuse("not UTF-8", true);
                continue;
            }
            Err(_) => {
                refuse("the file cannot be read any further", true);
                break;
            }
        };
        match line::read(&text) {
            Ok(read) => {
                for part in read.left_out {
                    refuse(&part, false);
                }
                let before = records.insert(read.record.trn.clone(), (number, read.record));
                if let Some((earlier, _)) = before {
                    refuse(
                        &format!("takes the place of line {earlier}, which has the same TRN"),
                        false,
                    );
                }
            }
            Err(reason) => refuse(&reason, true),
        }
    }
    for (line, trn) in closing_a_cycle(&records) {
        records.remove(&trn);
        let reason = "closes a cycle of merges".to_owned();
        refusals.push(Refusal { line, reason, whole_line: true });
    }
    refusals.sort_by_key(|refusal| refusal.line);
    let mut records: Vec<(usize, TeachingRecord)> = records.into_values().collect();
    records.sort_by_key(|(line, _)| *line);
    (records.into_iter().map(|(_, record)| record).collect(), refusals)
}

/// The last line of each cycle of merges: without it, no chain comes back to where it began.
fn closing_a_cycle(records: &BTreeMap<Trn, (usize, TeachingRecord)>) -> Vec<(usize, Trn)> {
    // 0: not looked at. The number of the walk that came past first, otherwise.
    let mut seen: BTreeMap<&Trn, usize> = BTreeMap::new();
    let mut closing = Vec::new();
    for (walk, start) in records.keys().enumerate() {
        let mut chain: Vec<(usize, &Trn)> = Vec::new();
        let mut next = Some(start);
        while let Some(trn) = next {
            if let Some(by) = seen.get(trn) {
                if *by == walk {
                    let cycle = chain.iter().skip_while(|(_, each)| *each != trn);
                    closing.extend(cycle.max().map(|(line, trn)| (*line, (*trn).clone())));
                }
                break;
            }
            seen.insert(trn, walk);
            let Some((line, record)) = records.get(trn) else { break };
            chain.push((*line, trn));
            next = match &record.status {
                RecordStatus::MergedInto(survivor) => Some(survivor),
                RecordStatus::Active | RecordStatus::Deactivated => None,
            };
        }
    }
    closing
}
