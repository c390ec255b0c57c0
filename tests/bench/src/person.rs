//! People who were never there before, each with a record of their own or with none.

use std::sync::atomic::{AtomicU32, Ordering};

use jiff::{ToSpan, civil::date};

use crate::{Trouble, scene::Scene};

/// How many there have been.
static PEOPLE: AtomicU32 = AtomicU32::new(0);

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
    /// The next one.
    pub(crate) async fn new(scene: &Scene, on_record: OnRecord) -> Result<Self, Trouble> {
        let number = PEOPLE.fetch_add(1, Ordering::Relaxed);
        let letter = |place: u32| {
            char::from(b'a' + u8::try_from(number / 26_u32.pow(place) % 26).unwrap_or(0))
        };
        let born = date(1960, 1, 1).saturating_add(i64::from(number).days());
        let person = Self {
            family: format!("Ban{}{}{}ster", letter(2), letter(1), letter(0)),
            born: born.to_string(),
            email: format!("somebody-{number}@example.com"),
            nino: format!("AB{:06}C", 100_000 + number),
            trn: (1_000_000 + number).to_string(),
        };
        let ninos = match on_record {
            OnRecord::Nothing => return Ok(person),
            OnRecord::Numbers => format!("[\"{}\"]", person.nino),
            OnRecord::NameAlone => "[]".to_owned(),
        };
        let record = format!(
            r#"{{"trn":"{}","first_name":"Eleanor","last_name":"{}","date_of_birth":"{}","ninos":{ninos}}}"#,
            person.trn, person.family, person.born
        );
        let (records, refused) = ops::records::read(record.as_bytes());
        if let Some(refused) = refused.first() {
            return Err(Trouble::Scene(refused.to_string()));
        }
        #[expect(clippy::disallowed_methods, reason = "the functions have no other clock")]
        let now = jiff::Timestamp::now();
        scene.store.keep_records(&records, now).await?;
        Ok(person)
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
