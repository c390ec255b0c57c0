//! People who were never there before, each with a record of their own or with none.

use jiff::{ToSpan, civil::date};
use serde_json::json;

/// Somebody.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    family: String,
    born: String,
    email: String,
    pub(crate) nino: String,
    pub(crate) trn: String,
}

/// What is on record about somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OnRecord {
    /// Nothing.
    Nothing,
    /// A record with both numbers.
    Numbers,
    /// A record without a National Insurance number, so that only name and date of birth lead to it.
    NameAlone,
}

impl Person {
    /// Each number is somebody else, below 20,000.
    pub(crate) fn number(number: u32) -> Self {
        let letter = |place: u32| {
            char::from(b'a' + u8::try_from(number / 26_u32.pow(place) % 26).unwrap_or(0))
        };
        let born = date(1960, 1, 1).saturating_add(i64::from(number).days());
        Self {
            family: format!("Ban{}{}{}{}ster", letter(3), letter(2), letter(1), letter(0)),
            born: born.to_string(),
            email: format!("somebody-{number}@example.com"),
            nino: format!("AB{:06}C", 100_000 + number),
            trn: (1_000_000 + number).to_string(),
        }
    }

    /// Their record, as a line of a file of records.
    pub(crate) fn record(&self, on_record: OnRecord) -> Option<String> {
        let ninos = match on_record {
            OnRecord::Nothing => return None,
            OnRecord::Numbers => vec![&self.nino],
            OnRecord::NameAlone => Vec::new(),
        };
        let record = json!({
            "trn": self.trn,
            "first_name": "Eleanor",
            "last_name": self.family,
            "date_of_birth": self.born,
            "ninos": ninos,
        });
        Some(record.to_string())
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
