//! Made-up people and records, alike enough that every rule and guard comes up.

use std::fmt;

use identity::{
    DateOfBirth, Email, NamePart, NamePartKind, Nino, RecordName, RecordStatus, TeachingRecord,
    Trn, VerifiedIdentity, VerifiedName,
};
use matching::Evidence;
use proptest::{collection::vec, prelude::*};

const FIRST_NAMES: [&str; 13] = [
    "Anne",
    "Annie",
    "Jane",
    "Louise",
    "Mary-Anne",
    "Anne Louise",
    "Jean-Luc",
    "Stéphanie",
    "Stephanei",
    "A",
    "Dr Anne",
    "",
    "O'Shea",
];
const LAST_NAMES: [&str; 12] = [
    "Smith",
    "Smyth",
    "Smith-Jones",
    "Jones",
    "O’Brien",
    "O Brien",
    "de Souza",
    "Souza",
    "García",
    "Anne",
    "",
    "Smith Jr",
];
const DATES: [&str; 4] = ["1990-05-01", "1990-01-05", "1990-05-02", "1961-02-03"];
const NINOS: [&str; 3] = ["AB123456C", "CE222222A", "JK333333B"];
const EMAILS: [&str; 2] = ["a@example.com", "B@example.com"];
/// Each record has one of its own.
const TRNS: [&str; 6] = ["1111111", "2222222", "3333333", "4444444", "5555555", "6666666"];

/// The number of cases every law is tried with.
pub(crate) fn cases() -> ProptestConfig {
    ProptestConfig::with_cases(10_000)
}

/// What is known about one person, and records that may be theirs.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) identity: VerifiedIdentity,
    pub(crate) nino: Option<Nino>,
    pub(crate) trn: Option<Trn>,
    pub(crate) email: Option<Email>,
    pub(crate) refused: Vec<Trn>,
    pub(crate) records: Vec<TeachingRecord>,
}

impl Scene {
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

/// Values redact themselves; these are nobody's, and a law that fails must say of whom.
impl fmt::Debug for Scene {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for name in self.identity.names() {
            writeln!(f, "\n{:?} / {:?}", name.given(), name.family())?;
        }
        let dates = |dates: &[DateOfBirth]| dates.iter().map(|date| date.iso()).collect::<Vec<_>>();
        writeln!(f, "born {:?}", dates(self.identity.dates_of_birth()))?;
        writeln!(f, "nino {:?}", self.nino.as_ref().map(Nino::as_str))?;
        writeln!(f, "trn {:?}", self.trn.as_ref().map(Trn::as_str))?;
        writeln!(f, "refused {:?}", self.refused.iter().map(Trn::as_str).collect::<Vec<_>>())?;
        for record in &self.records {
            let names = std::iter::once(&record.name).chain(&record.previous_names);
            let names: Vec<_> =
                names.map(|RecordName { first, middle, last }| [first, middle, last]).collect();
            let status = match &record.status {
                RecordStatus::Active => "active",
                RecordStatus::Deactivated => "deactivated",
                RecordStatus::MergedInto(trn) => trn.as_str(),
            };
            let ninos: Vec<&str> = record.ninos.iter().map(Nino::as_str).collect();
            let born = dates(&[record.date_of_birth]);
            writeln!(f, "{}: {names:?} {born:?} {ninos:?} {status}", record.trn.as_str())?;
        }
        Ok(())
    }
}

/// A verified name, in use or not any more.
pub(crate) fn verified_name(given: &str, family: &str, is_current: bool) -> VerifiedName {
    let part = |kind, value: &str| NamePart { kind, value: value.to_owned() };
    let parts = vec![part(NamePartKind::Given, given), part(NamePartKind::Family, family)];
    let until = if is_current { None } else { Some("2015-01-01".parse().unwrap()) };
    VerifiedName::new(parts, None, until).unwrap()
}

/// Choices made from bytes: quick to make, and they shrink towards the plainest.
struct Choices(std::vec::IntoIter<u8>);

impl Choices {
    fn below(&mut self, count: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % count
    }

    /// Once in so many times.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    fn one_of<T: std::str::FromStr<Err: fmt::Debug>>(&mut self, texts: &[&str]) -> T {
        texts[self.below(texts.len())].parse().unwrap()
    }

    fn maybe<T: std::str::FromStr<Err: fmt::Debug>>(&mut self, texts: &[&str]) -> Option<T> {
        let chosen = self.one_of(texts);
        if self.once_in(2) { Some(chosen) } else { None }
    }

    fn name(&mut self) -> RecordName {
        let first = FIRST_NAMES[self.below(FIRST_NAMES.len())];
        let last = LAST_NAMES[self.below(LAST_NAMES.len())];
        RecordName {
            first: if first.is_empty() && last.is_empty() { "Anne" } else { first }.to_owned(),
            middle: ["", "", "Louise", "Jo"][self.below(4)].to_owned(),
            last: last.to_owned(),
        }
    }

    fn record(&mut self, trn: &str) -> TeachingRecord {
        TeachingRecord {
            trn: trn.parse().unwrap(),
            name: self.name(),
            previous_names: if self.once_in(3) { vec![self.name()] } else { vec![] },
            date_of_birth: self.one_of(&DATES),
            ninos: (0..self.below(3)).map(|_| self.one_of(&NINOS)).collect(),
            email: self.maybe(&EMAILS),
            status: match self.below(9) {
                0..=5 => RecordStatus::Active,
                6 => RecordStatus::Deactivated,
                _ => RecordStatus::MergedInto(self.one_of(&TRNS)),
            },
            has_qts: true,
            has_open_alert: false,
        }
    }

    fn identity(&mut self) -> VerifiedIdentity {
        let mut names = vec![verified(&self.name(), true)];
        for _ in 0..self.below(3) {
            names.push(verified(&self.name(), false));
        }
        let dates = (0..=self.below(2)).map(|_| self.one_of(&DATES)).collect();
        VerifiedIdentity::new(names, dates).unwrap()
    }

    fn scene(&mut self) -> Scene {
        let mut records: Vec<TeachingRecord> =
            TRNS[..self.below(6)].iter().map(|trn| self.record(trn)).collect();
        // Namesakes, or one person twice.
        if let ([one, other, ..], true) = (&mut records[..], self.once_in(2)) {
            other.name = one.name.clone();
            other.date_of_birth = one.date_of_birth;
        }
        let mut scene = Scene {
            identity: self.identity(),
            nino: self.maybe(&NINOS),
            trn: self.maybe(&TRNS),
            email: self.maybe(&EMAILS),
            refused: if self.once_in(4) { vec![self.one_of(&TRNS)] } else { vec![] },
            records,
        };
        let Some(record) = scene.records.first() else { return scene };
        if self.once_in(2) {
            let names = vec![verified(&record.name, true)];
            scene.identity = VerifiedIdentity::new(names, vec![record.date_of_birth]).unwrap();
        }
        if self.once_in(2) {
            scene.nino = record.ninos.first().cloned();
        }
        scene
    }
}

/// A record's name as a verified one.
pub(crate) fn verified(name: &RecordName, is_current: bool) -> VerifiedName {
    verified_name(&format!("{} {}", name.first, name.middle), &name.last, is_current)
}

/// A person and up to five records. Often the person is the one the first record describes, and
/// often the second record is like the first.
pub(crate) fn scene() -> impl Strategy<Value = Scene> {
    vec(any::<u8>(), 96).prop_map(|bytes| Choices(bytes.into_iter()).scene())
}
