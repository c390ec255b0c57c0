//! Tables of cases that read like those of the specification.
//!
//! A row is `| verified names | born | NINO | TRN | records | decision |`.
//!
//! - Verified names: `given / family`, the current one first, earlier ones after `+`.
//! - Born, NINO, TRN: `ok` is as on the record everybody starts from (Anne Smith, 1990-05-01,
//!   AB123456C, 1234567), `-` is not given. Several dates of birth stand side by side.
//! - Records: `first / middle / last` and what differs from that record after `;`
//!   (`was first / middle / last`, `born …`, `nino …` or `nino -`, `trn …`, `email …`,
//!   `deactivated`, `merged into …`). Several records are parted by `&`.
//! - Decision: `match`, `match 7654321`, `match 7654321 from 1234567`, `ask`, `two records`,
//!   `candidates`, `none`; for an allocation `match`, `nobody`, `duplicate`. What the reasons must
//!   say stands after a colon.

use identity::{
    DateOfBirth, Email, NamePart, NamePartKind, Nino, RecordName, RecordStatus, TeachingRecord,
    Trn, VerifiedIdentity, VerifiedName,
};
use matching::{Allocation, Candidate, Decision, Evidence, allocate, look_up};

/// Everything one row says.
pub(crate) struct Row {
    pub(crate) text: String,
    pub(crate) identity: VerifiedIdentity,
    pub(crate) nino: Option<Nino>,
    pub(crate) trn: Option<Trn>,
    pub(crate) email: Option<Email>,
    pub(crate) refused: Vec<Trn>,
    pub(crate) records: Vec<TeachingRecord>,
    pub(crate) expected: String,
}

impl Row {
    pub(crate) fn evidence(&self) -> Evidence<'_> {
        Evidence {
            identity: &self.identity,
            email: self.email.as_ref(),
            nino: self.nino.as_ref(),
            trn: self.trn.as_ref(),
            refused: &self.refused,
        }
    }
}

/// The rows of a table, its heading left out.
pub(crate) fn rows(table: &str) -> Vec<Row> {
    table.lines().map(str::trim).filter(|line| !line.is_empty()).skip(1).map(row).collect()
}

fn row(line: &str) -> Row {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [names, born, nino, trn, records, expected] = cells[..] else {
        panic!("six cells, please: {line}")
    };
    let (trn, refused) = match trn.split_once("refused") {
        Some((trn, refused)) => (trn.trim(), vec![parse::<Trn>(refused.trim())]),
        None => (trn, vec![]),
    };
    let (nino, email) = match nino.split_once("email") {
        Some((nino, email)) => (nino.trim(), Some(parse(email.trim()))),
        None => (nino, None),
    };
    Row {
        text: line.to_owned(),
        identity: identity(names, born),
        nino: given(nino, "AB123456C"),
        trn: given(trn, "1234567"),
        email,
        refused,
        records: records.split('&').map(record).collect(),
        expected: expected.to_owned(),
    }
}

fn parse<T: std::str::FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("cannot read {text:?}"))
}

fn given<T: std::str::FromStr>(cell: &str, ok: &str) -> Option<T> {
    match cell {
        "-" => None,
        "ok" => Some(parse(ok)),
        other => Some(parse(other)),
    }
}

/// An identity of names as in a table cell, the current one first.
pub(crate) fn identity(names: &str, born: &str) -> VerifiedIdentity {
    let ended = Some(parse("2015-01-01"));
    let names = names.split('+').enumerate().map(|(at, name)| {
        let (given, family) = name.split_once('/').unwrap();
        let part = |kind, value: &str| NamePart { kind, value: value.trim().to_owned() };
        let parts = vec![part(NamePartKind::Given, given), part(NamePartKind::Family, family)];
        VerifiedName::new(parts, None, if at == 0 { None } else { ended }).unwrap()
    });
    let born = born.split_whitespace().map(|date| if date == "ok" { "1990-05-01" } else { date });
    VerifiedIdentity::new(names.collect(), born.map(parse::<DateOfBirth>).collect()).unwrap()
}

/// A record as in a table cell.
pub(crate) fn record(cell: &str) -> TeachingRecord {
    let mut says = cell.split(';').map(str::trim);
    let mut record = TeachingRecord {
        trn: parse("1234567"),
        name: record_name(says.next().unwrap()),
        previous_names: vec![],
        date_of_birth: parse("1990-05-01"),
        ninos: vec![parse("AB123456C")],
        email: None,
        status: RecordStatus::Active,
        has_qts: true,
        has_open_alert: false,
    };
    for said in says {
        match said.split_once(' ').unwrap_or((said, "")) {
            ("was", name) => record.previous_names.push(record_name(name)),
            ("born", date) => record.date_of_birth = parse(date),
            ("nino", "-") => record.ninos.clear(),
            ("nino", ninos) => record.ninos = ninos.split_whitespace().map(parse).collect(),
            ("trn", trn) => record.trn = parse(trn),
            ("email", email) => record.email = Some(parse(email)),
            ("deactivated", _) => record.status = RecordStatus::Deactivated,
            ("merged", into) => {
                record.status =
                    RecordStatus::MergedInto(parse(into.strip_prefix("into ").unwrap()));
            }
            (other, _) => panic!("a record does not say {other:?}"),
        }
    }
    record
}

fn record_name(text: &str) -> RecordName {
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    let [first, middle, last] = parts[..] else { panic!("first / middle / last, please: {text}") };
    RecordName { first: first.to_owned(), middle: middle.to_owned(), last: last.to_owned() }
}

/// Looks every row up and lists those that are decided otherwise.
pub(crate) fn check_look_ups(table: &str) {
    check(table, |row| describe(&look_up(&row.evidence(), &row.records)));
}

/// Decides every row as an allocation and lists those that are decided otherwise.
pub(crate) fn check_allocations(table: &str) {
    check(table, |row| match allocate(&row.evidence(), &row.records) {
        Allocation::Match(found) => describe(&Decision::Match(found)),
        Allocation::Nobody => ("nobody".to_owned(), String::new()),
        Allocation::PossibleDuplicate(candidates) => ("duplicate".to_owned(), words(&candidates)),
    });
}

fn check(table: &str, decide: impl Fn(&Row) -> (String, String)) {
    let rows = rows(table);
    assert!(!rows.is_empty());
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let (decision, words) = decide(row);
            let (expected, reason) = row.expected.split_once(':').unwrap_or((&row.expected, ""));
            let right = match expected.trim() {
                "match" => decision == "match 1234567",
                expected => decision == expected,
            };
            let said = reason.split(',').all(|reason| words.contains(reason.trim()));
            (!right || !said).then(|| format!("{}\n    but: {decision}: {words}", row.text))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// A decision as tables say it, and its reasons.
pub(crate) fn describe(decision: &Decision) -> (String, String) {
    match decision {
        Decision::Match(found) => {
            let from = found.merged_from.as_ref();
            let from = from.map(|trn| format!(" from {}", trn.as_str())).unwrap_or_default();
            (format!("match {}{from}", found.trn.as_str()), found.in_words())
        }
        Decision::AskForTrn { records } => ("ask".to_owned(), words(records)),
        Decision::TwoRecords { records } => ("two records".to_owned(), words(records)),
        Decision::Candidates(candidates) => ("candidates".to_owned(), words(candidates)),
        Decision::None => ("none".to_owned(), String::new()),
    }
}

fn words(candidates: &[Candidate]) -> String {
    candidates.iter().map(Candidate::in_words).collect::<Vec<_>>().join(" & ")
}
