//! Two hundred made-up teachers, always the same: ordinary ones, and every kind of record that makes
//! matching hard.

use identity::{DateOfBirth, Email, Nino, RecordName, RecordStatus, TeachingRecord, Trn};
use jiff::{ToSpan, civil};

use super::names::{FIRST, LAST};

/// How many records there are.
const RECORDS: usize = 200;

/// The made-up register: 200 records with TRNs from 1000007 on, all different. Most are active, with a NINO
/// and an email address. Some have previous names, middle names or several NINOs; some have no NINO, were
/// deactivated, or were merged into another; a few are namesakes with one birthday, or two records of one
/// person, one of which holds the NINO.
pub fn register() -> Vec<TeachingRecord> {
    let mut records: Vec<TeachingRecord> = (0..RECORDS).map(ordinary).collect();
    for at in (0..RECORDS).step_by(20) {
        // What each is, seen from the first of twenty.
        records[at + 3].ninos.clear();
        records[at + 5].status = RecordStatus::Deactivated;
        records[at + 7].previous_names = vec![previous(at + 7)];
        records[at + 9].has_qts = false;
        records[at + 9].email = None;
        records[at + 11].has_open_alert = at % 40 == 0;
        let another = nino(at + 11 + RECORDS);
        records[at + 11].ninos.push(another);
        records[at + 13] = merged(&records[at + 13], &records[at + 12]);
        records[at + 15] = namesake(&records[at + 15], &records[at + 14]);
        records[at + 17] = second_record(&records[at + 17], &records[at + 16]);
    }
    records
}

/// One of a few numbers that look as if they were drawn.
fn drawn(at: usize, salt: usize, of: usize) -> usize {
    // Knuth's multiplicative hash: always the same, and spread out.
    let mixed = (at * 31 + salt * 17 + 7).wrapping_mul(2_654_435_761);
    (mixed >> 8) % of
}

fn ordinary(at: usize) -> TeachingRecord {
    let first = FIRST[drawn(at, 1, FIRST.len())];
    let last = LAST[drawn(at, 2, LAST.len())];
    let middle = if drawn(at, 3, 3) == 0 { FIRST[drawn(at, 4, FIRST.len())] } else { "" };
    TeachingRecord {
        trn: trn(at),
        name: RecordName {
            first: first.to_owned(),
            middle: middle.to_owned(),
            last: last.to_owned(),
        },
        previous_names: Vec::new(),
        date_of_birth: born(at),
        ninos: vec![nino(at)],
        email: Some(email(at, first, last)),
        status: RecordStatus::Active,
        has_qts: true,
        has_open_alert: false,
    }
}

fn trn(at: usize) -> Trn {
    format!("{}", 1_000_007 + at * 4_637).parse().expect("seven digits")
}

/// Between 1958 and 2003.
fn born(at: usize) -> DateOfBirth {
    let days = i64::try_from(drawn(at, 5, 16_500)).expect("a small number");
    let date = civil::date(1958, 1, 1).saturating_add(days.days());
    DateOfBirth::try_from(date).expect("it is after 1850")
}

/// No two are the same: the digits count up.
fn nino(at: usize) -> Nino {
    const PREFIXES: [&str; 8] = ["AB", "CE", "HJ", "JK", "NP", "PR", "SX", "WM"];
    let prefix = PREFIXES[at % PREFIXES.len()];
    let suffix = ["A", "B", "C", "D"][drawn(at, 6, 4)];
    let number = 100_003 + at * 1_777;
    format!("{prefix}{number}{suffix}").parse().expect("prefixes and suffixes are ones HMRC issues")
}

fn email(at: usize, first: &str, last: &str) -> Email {
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
    };
    let address = format!("{}.{}{at}@example.com", plain(first), plain(last));
    address.parse().expect("letters, a dot and an @")
}

fn previous(at: usize) -> RecordName {
    let name = ordinary(at).name;
    RecordName { last: LAST[drawn(at, 7, LAST.len())].to_owned(), ..name }
}

/// The same person's record, from before the two were found to be one.
fn merged(record: &TeachingRecord, survivor: &TeachingRecord) -> TeachingRecord {
    TeachingRecord {
        name: survivor.name.clone(),
        date_of_birth: survivor.date_of_birth,
        status: RecordStatus::MergedInto(survivor.trn.clone()),
        ..record.clone()
    }
}

/// Somebody else of the same name, born on the same day.
fn namesake(record: &TeachingRecord, other: &TeachingRecord) -> TeachingRecord {
    TeachingRecord {
        name: other.name.clone(),
        date_of_birth: other.date_of_birth,
        ..record.clone()
    }
}

/// A second record of the same person: qualifications, and no NINO.
fn second_record(record: &TeachingRecord, other: &TeachingRecord) -> TeachingRecord {
    TeachingRecord { ninos: Vec::new(), email: None, ..namesake(record, other) }
}
