//! One line of the file.

use std::collections::BTreeMap;

use identity::{InvalidNino, Nino, RecordName, RecordStatus, TeachingRecord, Trn};
use serde::{Deserialize, de::IgnoredAny};

/// The fields of a line. Fields nobody knows are reported, so that a misspelt one is seen.
#[derive(Deserialize)]
struct Fields {
    trn: String,
    #[serde(default)]
    first_name: Option<String>,
    #[serde(default)]
    middle_name: Option<String>,
    last_name: String,
    #[serde(default)]
    previous_names: Option<Vec<Name>>,
    date_of_birth: String,
    #[serde(default)]
    ninos: Option<Vec<String>>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    merged_into: Option<String>,
    #[serde(default)]
    has_qts: Option<bool>,
    #[serde(default)]
    has_open_alert: Option<bool>,
    #[serde(flatten)]
    #[expect(clippy::zero_sized_map_values, reason = "serde flattens into maps alone")]
    unknown: BTreeMap<String, IgnoredAny>,
}

#[derive(Deserialize)]
struct Name {
    #[serde(default, rename = "first_name")]
    first: Option<String>,
    #[serde(default, rename = "middle_name")]
    middle: Option<String>,
    #[serde(default, rename = "last_name")]
    last: Option<String>,
}

/// A line that was read.
pub(super) struct Read {
    pub(super) record: TeachingRecord,
    /// What of it could not be used.
    pub(super) left_out: Vec<String>,
}

pub(super) fn read(text: &str) -> Result<Read, String> {
    let fields: Fields = serde_json::from_str(text).map_err(|error| not_readable(&error))?;
    let mut left_out = Vec::new();
    if !fields.unknown.is_empty() {
        left_out.push("there is a field nobody knows".to_owned());
    }
    let record = TeachingRecord {
        trn: number(&fields.trn, "trn")?,
        name: RecordName {
            first: fields.first_name.unwrap_or_default(),
            middle: fields.middle_name.unwrap_or_default(),
            last: fields.last_name,
        },
        previous_names: fields.previous_names.unwrap_or_default().into_iter().map(name).collect(),
        date_of_birth: fields
            .date_of_birth
            .parse()
            .map_err(|_| "date_of_birth: not a date in the form YYYY-MM-DD".to_owned())?,
        ninos: ninos(&fields.ninos.unwrap_or_default(), &mut left_out),
        email: email(fields.email, &mut left_out),
        status: status(fields.status.as_deref(), fields.merged_into.as_deref())?,
        has_qts: fields.has_qts.unwrap_or_default(),
        has_open_alert: fields.has_open_alert.unwrap_or_default(),
    };
    if record.name.display().is_empty() {
        return Err("last_name: blank, and so are the other names".to_owned());
    }
    Ok(Read { record, left_out })
}

/// What `serde_json` says, without the values it quotes.
fn not_readable(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let field = said.split('`').nth(1).unwrap_or_default();
    if said.starts_with("missing field") {
        format!("{field}: missing")
    } else if error.is_data() {
        format!("a field has the wrong kind of value, at column {}", error.column())
    } else {
        format!("not JSON, at column {}", error.column())
    }
}

fn number(text: &str, field: &str) -> Result<Trn, String> {
    // A file holds numbers as they are kept: what a person may type is no measure for it.
    if text.len() != 7 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!("{field}: not 7 digits"));
    }
    text.parse().map_err(|_| format!("{field}: 0000000 is nobody's"))
}

fn name(name: Name) -> RecordName {
    RecordName {
        first: name.first.unwrap_or_default(),
        middle: name.middle.unwrap_or_default(),
        last: name.last.unwrap_or_default(),
    }
}

fn ninos(given: &[String], left_out: &mut Vec<String>) -> Vec<Nino> {
    let mut ninos: Vec<Nino> = Vec::new();
    for (index, text) in given.iter().enumerate() {
        let why = match text.parse() {
            Ok(nino) => {
                if !ninos.contains(&nino) {
                    ninos.push(nino);
                }
                continue;
            }
            Err(InvalidNino::Empty) => "blank",
            Err(InvalidNino::Malformed) => "cannot be a National Insurance number",
            Err(InvalidNino::Temporary) => "a temporary number",
            Err(InvalidNino::Example) => "the example number",
        };
        left_out.push(format!("ninos, number {}: {why}", index + 1));
    }
    ninos
}

fn email(given: Option<String>, left_out: &mut Vec<String>) -> Option<identity::Email> {
    let text = given.filter(|text| !text.trim().is_empty())?;
    let email = text.parse().ok();
    if email.is_none() {
        left_out.push("email: not an email address".to_owned());
    }
    email
}

fn status(status: Option<&str>, merged_into: Option<&str>) -> Result<RecordStatus, String> {
    match (status, merged_into.filter(|trn| !trn.is_empty())) {
        (None | Some("active"), None) => Ok(RecordStatus::Active),
        (Some("deactivated"), None) => Ok(RecordStatus::Deactivated),
        (Some("merged"), Some(survivor)) => {
            Ok(RecordStatus::MergedInto(number(survivor, "merged_into")?))
        }
        (Some("merged"), None) => Err("merged_into: missing for a merged record".to_owned()),
        (None | Some("active" | "deactivated"), Some(_)) => {
            Err("merged_into: given for a record that is not merged".to_owned())
        }
        (Some(_), _) => Err("status: not active, deactivated or merged".to_owned()),
    }
}
