//! A file of teaching records: JSON Lines.
#![no_main]

use std::collections::{BTreeMap, BTreeSet};

use identity::RecordStatus;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let (records, refusals) = ops::records::read(data);

    let blank = |line: &&[u8]| {
        str::from_utf8(line).is_ok_and(|line| line.trim_start_matches('\u{FEFF}').trim().is_empty())
    };
    let lines = data.split(|byte| *byte == b'\n').filter(|line| !blank(line)).count();
    let left_out = refusals.iter().filter(|refusal| refusal.whole_line).count();
    assert_eq!(records.len() + left_out, lines, "every line is loaded or refused");
    for refusal in &refusals {
        assert!(refusal.line >= 1 && refusal.line <= data.split(|byte| *byte == b'\n').count());
        // A reason is made of our own words.
        assert!(refusal.reason.is_ascii() && refusal.reason.len() <= 80, "{}", refusal.reason);
    }

    let mut merges = BTreeMap::new();
    let mut trns = BTreeSet::new();
    for record in &records {
        assert!(trns.insert(record.trn.clone()), "a TRN is there twice");
        assert!(!record.name.display().is_empty());
        let distinct: BTreeSet<_> = record.ninos.iter().collect();
        assert_eq!(distinct.len(), record.ninos.len(), "a NINO is there twice");
        if let RecordStatus::MergedInto(survivor) = &record.status {
            merges.insert(record.trn.clone(), survivor.clone());
        }
    }
    for start in merges.keys() {
        let mut at = start;
        let mut steps = 0;
        while let Some(next) = merges.get(at) {
            (at, steps) = (next, steps + 1);
            assert!(steps <= merges.len(), "merges lead round");
        }
    }
});
