//! The people in the picker, each with the records that make their outcome.

use identity::{DateOfBirth, RecordName, RecordStatus, TeachingRecord, Trn};
use testing::one_login::{People, Persona};

/// Somebody in the picker, and what is on record about them.
struct Character {
    persona: Persona,
    records: Vec<TeachingRecord>,
}

/// Everybody in the picker.
pub(crate) fn people() -> People {
    People::new(characters().into_iter().map(|character| character.persona).collect())
}

/// The records of everybody in the picker.
pub(crate) fn records() -> Vec<TeachingRecord> {
    characters().into_iter().flat_map(|character| character.records).collect()
}

fn characters() -> Vec<Character> {
    let anne = Sketch::new("anne", "Anne", "Smith", "1990-05-01");
    let bea = Sketch::new("bea", "Beatrice", "Okafor", "1984-11-23");
    let cai = Sketch::new("cai", "Kathryn", "Lloyd", "1979-02-14");
    let dev = Sketch::new("dev", "Dev", "Patel", "1988-08-08");
    let eve = Sketch::new("eve", "Éloïse", "O’Neill", "1992-03-30");
    let fay = Sketch::new("fay", "Fay", "Brown", "1995-06-17");
    let gus = Sketch::new("gus", "Gustav", "Lindqvist", "2001-01-09");
    let hal = Sketch::new("hal", "Harold", "Finch", "1967-12-02");
    let ida = Sketch::new("ida", "Ida", "Marsh", "1971-07-21");
    let jon = Sketch::new("jon", "Jon", "Webb", "1999-10-05");
    let kim = Sketch::new("kim", "Kim", "Reed", "1993-04-12");
    let lou = Sketch::new("lou", "Louise", "Hart", "1986-09-14");
    vec![
        anne.meets(
            "Found by National Insurance number: AB 12 34 56 C",
            vec![anne.record("1234567", Some("AB123456C"))],
        ),
        bea.meets(
            "The record has no National Insurance number. Found by TRN: 2345678",
            vec![bea.record("2345678", None)],
        ),
        cai.meets(
            "On record as Kate Evans, previously Lloyd. Found by National Insurance number: CE 23 45 67 A",
            vec![TeachingRecord {
                name: name("Kate", "Evans"),
                previous_names: vec![name("Kate", "Lloyd")],
                ..cai.record("2456789", Some("CE234567A"))
            }],
        ),
        dev.meets(
            "Two records. National Insurance number JK 34 56 78 B is not enough: TRN 2678901 settles it; \
             TRN 2567890, or saying that there is none, goes to support staff",
            vec![
                dev.record("2567890", None),
                dev.record("2678901", Some("JK345678B")),
            ],
        ),
        eve.meets(
            "On record as ELOISE ONEILL. Found by National Insurance number: LM 45 67 89 D",
            vec![TeachingRecord {
                name: name("ELOISE", "ONEILL"),
                ..eve.record("2789012", Some("LM456789D"))
            }],
        ),
        fay.meets(
            "TRN 0123456 was merged: found, with the new TRN 2890123",
            vec![
                TeachingRecord {
                    status: RecordStatus::MergedInto(trn("2890123")),
                    ..fay.record("0123456", None)
                },
                fay.record("2890123", Some("PR567890C")),
            ],
        ),
        gus.meets(
            "No record. Where the service may give a TRN, issued at once; elsewhere support staff are asked",
            vec![],
        ),
        hal.meets(
            "The record (TRN 2901234) was deactivated: never found",
            vec![TeachingRecord {
                status: RecordStatus::Deactivated,
                ..hal.record("2901234", Some("SX678901A"))
            }],
        ),
        ida.meets(
            "Possible duplicate: a record under the same name and birthday, without numbers she knows. \
             Where the service may give a TRN, support staff decide",
            vec![ida.record("2912345", None)],
        ),
        lou.meets(
            "Look-up fails: TRN 2823456 is hers, under another last name and year of birth. Support staff \
             decide",
            vec![TeachingRecord {
                name: name("Louise", "Bennett"),
                date_of_birth: "1968-09-14".parse().expect("the cast has real birthdays"),
                ..lou.record("2823456", None)
            }],
        ),
        Character {
            persona: Persona {
                outcome: "Identity not proved: the not-verified page".to_owned(),
                provable: false,
                ..jon.persona()
            },
            records: vec![],
        },
        Character {
            persona: Persona {
                outcome: "GOV.UK One Login is busy when proving identity".to_owned(),
                turned_back: Some("temporarily_unavailable".to_owned()),
                ..kim.persona()
            },
            records: vec![],
        },
    ]
}

/// A made-up person.
struct Sketch {
    key: &'static str,
    first: &'static str,
    last: &'static str,
    born: DateOfBirth,
}

impl Sketch {
    fn new(key: &'static str, first: &'static str, last: &'static str, born: &str) -> Self {
        Self { key, first, last, born: born.parse().expect("the cast has real birthdays") }
    }

    fn email(&self) -> String {
        format!("{}@example.com", self.key)
    }

    fn persona(&self) -> Persona {
        Persona::new(self.key, self.first, self.last, self.born, self.email())
    }

    fn meets(&self, outcome: &str, records: Vec<TeachingRecord>) -> Character {
        Character { persona: Persona { outcome: outcome.to_owned(), ..self.persona() }, records }
    }

    fn record(&self, number: &str, nino: Option<&str>) -> TeachingRecord {
        TeachingRecord {
            trn: trn(number),
            name: name(self.first, self.last),
            previous_names: vec![],
            date_of_birth: self.born,
            ninos: nino
                .map(|nino| nino.parse().expect("the cast has real numbers"))
                .into_iter()
                .collect(),
            email: None,
            status: RecordStatus::Active,
            has_qts: false,
            has_open_alert: false,
        }
    }
}

fn name(first: &str, last: &str) -> RecordName {
    RecordName { first: first.to_owned(), middle: String::new(), last: last.to_owned() }
}

fn trn(number: &str) -> Trn {
    number.parse().expect("the cast has real numbers")
}
