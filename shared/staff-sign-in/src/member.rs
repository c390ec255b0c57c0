//! Who a believed ID token is about, and what they may do.

use std::collections::BTreeSet;

use identity::StaffId;
use jose::{Claims, Refused};
use ports::{StaffMember, StaffRole};
use serde_json::Value;

use crate::settings::{RoleValues, Settings};

/// A name longer than any, in characters: the rest is left out.
const LONGEST_NAME: usize = 100;

/// The member of staff, or `None` if they have no role.
pub(crate) fn member(claims: &Claims, settings: &Settings) -> Result<Option<StaffMember>, Refused> {
    let (id, own) = if let Some(tenant) = &settings.tenant {
        let object = claims.text("oid")?;
        (StaffId::of_object(&settings.issuer, tenant, object), object)
    } else {
        let subject = claims.text("sub")?;
        (StaffId::of_subject(&settings.issuer, subject), subject)
    };
    let id = id.map_err(|_| Refused::Malformed("who it is about"))?;
    let name = name(claims)?.unwrap_or_else(|| own.to_owned());
    let roles = roles(claims, &settings.roles)?;
    Ok((!roles.is_empty()).then_some(StaffMember { id, name, roles }))
}

/// What they are called, if the token says so in a way that can be read.
fn name(claims: &Claims) -> Result<Option<String>, Refused> {
    let whole = claims.optional_text("name")?.unwrap_or_default();
    let given = claims.optional_text("given_name")?.unwrap_or_default();
    let family = claims.optional_text("family_name")?.unwrap_or_default();
    Ok(legible(whole).or_else(|| legible(&format!("{given} {family}"))))
}

fn legible(name: &str) -> Option<String> {
    let shown: String = name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    let trimmed = shown.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// What they may do. Whoever has no role has no claim; a claim that is no list of text is a lie.
fn roles(claims: &Claims, values: &RoleValues) -> Result<BTreeSet<StaffRole>, Refused> {
    const MALFORMED: Refused = Refused::Malformed("roles");
    let Some(claim) = claims.get("roles") else { return Ok(BTreeSet::new()) };
    let listed = claim.as_array().ok_or(MALFORMED)?;
    let texts: Option<Vec<&str>> = listed.iter().map(Value::as_str).collect();
    Ok(texts.ok_or(MALFORMED)?.into_iter().filter_map(|value| values.role(value)).collect())
}
