//! Teaching records. Each is stored once under its TRN and once more under every index key, and a
//! query reads some hundred at a time: the attribute names are short.

use identity::{DateOfBirth, Email, Nino, RecordName, RecordStatus, TeachingRecord, Trn};
use serde::{Deserialize, Serialize};

use super::{many, maybe, one, shapes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "identity::RecordName")]
struct RecordNameShape {
    #[serde(rename = "f", default, skip_serializing_if = "String::is_empty")]
    first: String,
    #[serde(rename = "m", default, skip_serializing_if = "String::is_empty")]
    middle: String,
    #[serde(rename = "l", default, skip_serializing_if = "String::is_empty")]
    last: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "identity::RecordStatus")]
enum RecordStatusShape {
    #[serde(rename = "a")]
    Active,
    #[serde(rename = "d")]
    Deactivated,
    #[serde(rename = "m")]
    MergedInto(#[serde(with = "one")] Trn),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "identity::TeachingRecord")]
struct TeachingRecordShape {
    #[serde(rename = "t", with = "one")]
    trn: Trn,
    #[serde(rename = "n", with = "one")]
    name: RecordName,
    #[serde(rename = "p", with = "many", default, skip_serializing_if = "Vec::is_empty")]
    previous_names: Vec<RecordName>,
    #[serde(rename = "b", with = "one")]
    date_of_birth: DateOfBirth,
    #[serde(rename = "i", with = "many", default, skip_serializing_if = "Vec::is_empty")]
    ninos: Vec<Nino>,
    #[serde(rename = "e", with = "maybe", default, skip_serializing_if = "Option::is_none")]
    email: Option<Email>,
    #[serde(rename = "s", with = "one")]
    status: RecordStatus,
    #[serde(rename = "q")]
    has_qts: bool,
    #[serde(rename = "o")]
    has_open_alert: bool,
}

shapes! {
    RecordNameShape => RecordName,
    RecordStatusShape => RecordStatus,
    TeachingRecordShape => TeachingRecord,
}
