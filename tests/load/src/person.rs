//! People who were never there before, each with a record.

use jiff::{ToSpan, civil::date};
use serde_json::json;

/// How many there are. Whoever comes after the last one is the first one again.
pub(crate) const PEOPLE: u32 = 6_000;

/// Somebody.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    family: String,
    born: String,
    email: String,
    pub(crate) nino: String,
    trn: String,
}

impl Person {
    /// Each number is somebody else.
    pub(crate) fn number(number: u32) -> Self {
        let number = number % PEOPLE;
        let letter = |place: u32| {
            char::from(b'a' + u8::try_from(number / 26_u32.pow(place) % 26).unwrap_or(0))
        };
        // Forty years of birthdays: some share one, as people do.
        let born = date(1960, 1, 1).saturating_add(i64::from(number % 14_600).days());
        Self {
            family: format!("Ban{}{}{}ster", letter(2), letter(1), letter(0)),
            born: born.to_string(),
            email: format!("somebody-{number}@example.com"),
            nino: format!("AB{:06}C", 100_000 + number),
            trn: (1_000_000 + number).to_string(),
        }
    }

    /// Their record, as a line of a file of records.
    pub(crate) fn record(&self) -> String {
        let record = json!({
            "trn": self.trn,
            "first_name": "Eleanor",
            "last_name": self.family,
            "date_of_birth": self.born,
            "ninos": [self.nino],
        });
        record.to_string()
    }

    /// How they tell GOV.UK One Login who they are.
    pub(crate) fn fields(&self) -> [(&'static str, &str); 5] {
        [
            ("given_names", "Eleanor"),
            ("family_name", &self.family),
            ("date_of_birth", &self.born),
            ("email", &self.email),
            ("provable", "yes"),
        ]
    }
}
