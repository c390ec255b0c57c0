//! People and teaching records for tests, and a made-up register.

mod names;
mod register;

use std::fmt::Write;

use identity::{
    DateOfBirth, Email, NamePart, NamePartKind, Nino, RecordName, RecordStatus, TeachingRecord,
    Trn, VerifiedIdentity, VerifiedName,
};

pub use register::register;

/// A verified identity of one current name and one date of birth (`YYYY-MM-DD`).
///
/// # Panics
/// The names are blank, or the date is none.
pub fn identity(given: &str, family: &str, born: &str) -> VerifiedIdentity {
    VerifiedIdentity::new(vec![name(given, family)], vec![date(born)])
        .expect("there is a current name and a date")
}

/// A verified name in use today: given names apart by spaces, and a family name.
///
/// # Panics
/// Both are blank.
pub fn name(given: &str, family: &str) -> VerifiedName {
    let given = given.split_whitespace().map(|value| (NamePartKind::Given, value));
    let family = std::iter::once((NamePartKind::Family, family));
    let parts = given.chain(family).map(|(kind, value)| NamePart { kind, value: value.to_owned() });
    VerifiedName::new(parts.collect(), None, None).expect("a name holds something")
}

/// A date of birth, `YYYY-MM-DD`.
///
/// # Panics
/// It is none.
pub fn date(text: &str) -> DateOfBirth {
    text.parse().expect("a date of birth is written YYYY-MM-DD")
}

/// A TRN.
///
/// # Panics
/// It is none.
pub fn trn(text: &str) -> Trn {
    text.parse().expect("a TRN has seven digits")
}

/// A NINO.
///
/// # Panics
/// It is none.
pub fn nino(text: &str) -> Nino {
    text.parse().expect("a NINO has two letters, six digits and a letter")
}

/// An email address.
///
/// # Panics
/// It is none.
pub fn email(text: &str) -> Email {
    text.parse().expect("an email address has an @")
}

/// An active record: `Anne Smith`, `Mary Anne Smith`; the words between the first and the last are middle
/// names.
///
/// # Panics
/// The TRN or the date is none.
pub fn record(number: &str, called: &str, born: &str) -> TeachingRecord {
    TeachingRecord {
        trn: trn(number),
        name: record_name(called),
        previous_names: Vec::new(),
        date_of_birth: date(born),
        ninos: Vec::new(),
        email: None,
        status: RecordStatus::Active,
        has_qts: true,
        has_open_alert: false,
    }
}

/// A record's name: the first word, the words between, the last word.
pub fn record_name(called: &str) -> RecordName {
    let words: Vec<&str> = called.split_whitespace().collect();
    match words.as_slice() {
        [] => RecordName::default(),
        [last] => RecordName { last: (*last).to_owned(), ..RecordName::default() },
        [first, middle @ .., last] => RecordName {
            first: (*first).to_owned(),
            middle: middle.join(" "),
            last: (*last).to_owned(),
        },
    }
}

/// A teaching record as a line of a file for `cargo ops records load`, without its end.
pub fn line(record: &TeachingRecord) -> String {
    let name = |name: &RecordName| {
        serde_json::json!({
            "first_name": name.first, "middle_name": name.middle, "last_name": name.last,
        })
    };
    let mut line = name(&record.name);
    line["trn"] = record.trn.as_str().into();
    line["date_of_birth"] = record.date_of_birth.iso().into();
    line["previous_names"] = record.previous_names.iter().map(name).collect();
    line["ninos"] = record.ninos.iter().map(Nino::as_str).collect();
    line["email"] = record.email.as_ref().map(Email::as_str).into();
    line["has_qts"] = record.has_qts.into();
    line["has_open_alert"] = record.has_open_alert.into();
    match &record.status {
        RecordStatus::Active => line["status"] = "active".into(),
        RecordStatus::Deactivated => line["status"] = "deactivated".into(),
        RecordStatus::MergedInto(survivor) => {
            line["status"] = "merged".into();
            line["merged_into"] = survivor.as_str().into();
        }
    }
    line.to_string()
}

/// Teaching records as a file for `cargo ops records load`.
pub fn file(records: &[TeachingRecord]) -> String {
    records.iter().fold(String::new(), |mut file, record| {
        writeln!(file, "{}", line(record)).expect("text takes text");
        file
    })
}
