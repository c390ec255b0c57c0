//! Any teaching record, of few names, days, numbers and addresses, so that records and people meet.

use identity::{DateOfBirth, Email, Nino, RecordName, RecordStatus, TeachingRecord, Trn};
use proptest::{collection::vec, option, prelude::*, sample::select};

fn record_name() -> impl Strategy<Value = RecordName> {
    let words =
        || select(vec!["", "Anne", "Ann", "José", "Smith", "Smith-Jones", "O’Brien", "de Souza"]);
    (words(), words(), words()).prop_map(|(first, middle, last)| RecordName {
        first: first.to_owned(),
        middle: middle.to_owned(),
        last: last.to_owned(),
    })
}

/// Any record, of few names, days, numbers and addresses.
pub(crate) fn record() -> impl Strategy<Value = TeachingRecord> {
    let few =
        |of: u32| (0..of).prop_map(|number| format!("{:07}", number + 1).parse::<Trn>().unwrap());
    let status = prop_oneof![
        4 => Just(RecordStatus::Active),
        1 => Just(RecordStatus::Deactivated),
        2 => few(30).prop_map(RecordStatus::MergedInto),
    ];
    let names = (record_name(), vec(record_name(), 0..3));
    let numbers = (vec(a_nino(), 0..3), option::of(an_email()));
    (few(30), names, a_birthday(), numbers, status, any::<bool>(), any::<bool>()).prop_map(
        |(
            trn,
            (name, previous_names),
            date_of_birth,
            (ninos, email),
            status,
            has_qts,
            has_open_alert,
        )| {
            TeachingRecord {
                trn,
                name,
                previous_names,
                date_of_birth,
                ninos,
                email,
                status,
                has_qts,
                has_open_alert,
            }
        },
    )
}

pub(crate) fn a_birthday() -> impl Strategy<Value = DateOfBirth> {
    select(vec!["1990-05-01", "1990-01-05", "1985-12-24"]).prop_map(|date| date.parse().unwrap())
}

pub(crate) fn a_nino() -> impl Strategy<Value = Nino> {
    select(vec!["AB123456C", "CE222222A", "WM333333B"]).prop_map(|nino| nino.parse().unwrap())
}

pub(crate) fn an_email() -> impl Strategy<Value = Email> {
    select(vec!["anne@example.com", "ANNE@example.com", "jose@example.com"])
        .prop_map(|email| email.parse().unwrap())
}
