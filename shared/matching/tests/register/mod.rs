//! Teachers born on one day, as many as asked for.

use identity::{
    NamePart, NamePartKind, RecordName, RecordStatus, TeachingRecord, VerifiedIdentity,
    VerifiedName,
};

/// The day they were all born on.
const BORN: &str = "1990-05-01";
const FIRST_NAMES: [&str; 15] = [
    "Alice",
    "Bronwen",
    "Charlotte",
    "David",
    "Eleanor",
    "Fatima",
    "Gareth",
    "Harpreet",
    "Ian",
    "José",
    "Katherine",
    "Łukasz",
    "Mary-Anne",
    "Niamh",
    "Olumide",
];
const LAST_NAMES: [&str; 11] = [
    "Adeyemi",
    "Begum",
    "Chaudhry",
    "de Souza",
    "Evans",
    "Fitzgerald",
    "García López",
    "Hughes",
    "Islam",
    "Jones",
    "O’Brien",
];

/// So many records, every third with a previous name and every second with a middle name and an email
/// address. Nobody among them is called Smith, or anything like Anne.
pub(crate) fn born_on_one_day(count: usize) -> Vec<TeachingRecord> {
    (0..count).map(record).collect()
}

fn record(at: usize) -> TeachingRecord {
    let first = FIRST_NAMES[at % FIRST_NAMES.len()];
    let middle = if at.is_multiple_of(2) { FIRST_NAMES[(at + 7) % FIRST_NAMES.len()] } else { "" };
    let name = |last: usize| RecordName {
        first: first.to_owned(),
        middle: middle.to_owned(),
        last: LAST_NAMES[last % LAST_NAMES.len()].to_owned(),
    };
    TeachingRecord {
        trn: format!("{}", 1_000_000 + at).parse().expect("seven digits"),
        name: name(at),
        previous_names: if at.is_multiple_of(3) { vec![name(at + 4)] } else { Vec::new() },
        date_of_birth: BORN.parse().expect("a date"),
        ninos: vec![format!("AB{}C", 100_000 + at).parse().expect("HMRC issues such numbers")],
        email: at
            .is_multiple_of(2)
            .then(|| format!("a{at}@example.com").parse().expect("it has an @")),
        status: RecordStatus::Active,
        has_qts: true,
        has_open_alert: false,
    }
}

/// A person of these names, given and family, the current one first, born on that day.
pub(crate) fn person(names: &[(&str, &str)], born: &str) -> VerifiedIdentity {
    let names = names.iter().enumerate().map(|(at, (given, family))| {
        let part = |kind, value: &str| NamePart { kind, value: value.to_owned() };
        let parts = vec![part(NamePartKind::Given, given), part(NamePartKind::Family, family)];
        let until = (at > 0).then(|| "2015-06-30".parse().expect("a date"));
        VerifiedName::new(parts, None, until).expect("a name")
    });
    VerifiedIdentity::new(names.collect(), vec![born.parse().expect("a date")])
        .expect("there is a current name and a date")
}
