//! Loading a file into the store.

use std::io::{self, BufRead, Write};

use dynamodb::{KeptRecords, Store};
use identity::TeachingRecord;
use jiff::Timestamp;
use ports::Fault;

use super::lines;

/// How many records are handed to the store at once, and how often progress is shown.
const AT_ONCE: usize = 1_000;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Loaded {
    /// What keeping the records changed.
    pub kept: KeptRecords,
    /// How many lines were left out.
    pub left_out: usize,
    /// How many lines were loaded without a part of them.
    pub in_part: usize,
}

impl Loaded {
    /// Whether anything of the file was refused.
    pub fn refused_any(&self) -> bool {
        self.left_out + self.in_part > 0
    }

    fn add(&mut self, kept: KeptRecords) {
        self.kept.new += kept.new;
        self.kept.changed += kept.changed;
        self.kept.unchanged += kept.unchanged;
    }
}

/// Loads every line that can be loaded, in order, and writes each refusal to `report`. The file is never
/// held as a whole. After a fault, loading the same file again carries on: what is there already is only
/// read.
///
/// # Errors
/// The store failed. What came before is loaded.
pub async fn load(
    store: &Store,
    file: impl BufRead,
    now: Timestamp,
    report: &mut dyn Write,
    progress: &mut dyn Write,
) -> Result<Loaded, Fault> {
    let unwritable = |error: io::Error| Fault::new("reporting", error);
    let mut loaded = Loaded::default();
    let mut waiting: Vec<TeachingRecord> = Vec::with_capacity(AT_ONCE);
    let mut read = 0_usize;
    for line in lines(file) {
        read += 1;
        for refusal in &line.refusals {
            writeln!(report, "{refusal}").map_err(unwritable)?;
        }
        match line.record {
            None => loaded.left_out += 1,
            Some(record) => {
                loaded.in_part += usize::from(!line.refusals.is_empty());
                waiting.push(record);
            }
        }
        if waiting.len() == AT_ONCE {
            loaded.add(store.keep_records(&waiting, now).await?);
            waiting.clear();
            // The same line of the terminal, again and again.
            write!(progress, "\r{read} lines")
                .and_then(|()| progress.flush())
                .map_err(unwritable)?;
        }
    }
    loaded.add(store.keep_records(&waiting, now).await?);
    writeln!(progress, "\r{read} lines").map_err(unwritable)?;
    Ok(loaded)
}
