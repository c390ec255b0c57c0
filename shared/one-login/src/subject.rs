//! The names and dates of birth in a credential. Typed parts are kept in their order; nothing is joined,
//! split or respelt.

use identity::{DateOfBirth, NamePart, NamePartKind, VerifiedIdentity, VerifiedName};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use jose::Refused;
use serde_json::Value;

/// More names, dates or parts than anybody has.
const MOST: usize = 100;
/// A part longer than any name, in bytes.
const LONGEST_PART: usize = 1024;

const NAME: Refused = Refused::Malformed("vc.credentialSubject.name");
const BIRTH_DATE: Refused = Refused::Malformed("vc.credentialSubject.birthDate");

/// Who a credential (`vc`) is about. Its `type` is not looked at: GOV.UK One Login's documents and
/// services differ about it.
pub(crate) fn identity(vc: &Value, now: Timestamp) -> Result<VerifiedIdentity, Refused> {
    let subject = vc.get("credentialSubject").ok_or(Refused::Missing("vc.credentialSubject"))?;
    let today = now.to_zoned(TimeZone::UTC).date();
    let names: Result<Vec<VerifiedName>, Refused> =
        list(subject, "name", NAME)?.iter().map(name).collect();
    let dates: Result<Vec<DateOfBirth>, Refused> = list(subject, "birthDate", BIRTH_DATE)?
        .iter()
        .map(|entry| date_of_birth(entry, today).ok_or(BIRTH_DATE))
        .collect();
    VerifiedIdentity::new(names?, dates?).map_err(|_| Refused::Malformed("vc.credentialSubject"))
}

fn list<'a>(object: &'a Value, member: &str, refused: Refused) -> Result<&'a [Value], Refused> {
    let list = object.get(member).and_then(Value::as_array).filter(|list| list.len() <= MOST);
    list.map(Vec::as_slice).ok_or(refused)
}

fn name(entry: &Value) -> Result<VerifiedName, Refused> {
    let mut parts = Vec::new();
    for part in list(entry, "nameParts", NAME)? {
        let value = part.get("value").and_then(Value::as_str).ok_or(NAME)?;
        if value.len() > LONGEST_PART {
            return Err(NAME);
        }
        let kind = match part.get("type").and_then(Value::as_str).ok_or(NAME)? {
            "GivenName" => NamePartKind::Given,
            "FamilyName" => NamePartKind::Family,
            // A kind that did not exist when this was written.
            _ => continue,
        };
        parts.push(NamePart { kind, value: value.to_owned() });
    }
    let (from, until) = (date(entry, "validFrom")?, date(entry, "validUntil")?);
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        return Err(NAME);
    }
    VerifiedName::new(parts, from, until).map_err(|_| NAME)
}

/// A date that may be absent or null.
fn date(entry: &Value, member: &str) -> Result<Option<Date>, Refused> {
    match entry.get(member) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let text = value.as_str().ok_or(NAME)?;
            Date::strptime("%Y-%m-%d", text).map(Some).map_err(|_| NAME)
        }
    }
}

fn date_of_birth(entry: &Value, today: Date) -> Option<DateOfBirth> {
    let date: DateOfBirth = entry.get("value")?.as_str()?.parse().ok()?;
    (date.date() <= today).then_some(date)
}
