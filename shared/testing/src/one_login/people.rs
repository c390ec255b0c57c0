//! The people who can sign in at the stand-in.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use identity::{DateOfBirth, NamePart, NamePartKind, VerifiedName};

/// Somebody who has a GOV.UK One Login.
#[derive(Debug, Clone)]
pub struct Persona {
    /// What tests and forms call them.
    pub key: String,
    /// What the list of people calls them.
    pub title: String,
    /// What is expected to happen to them, for whoever picks from the list.
    pub outcome: String,
    /// Their stable identifier.
    pub subject: String,
    /// Their verified email address.
    pub email: String,
    /// Their names, each with the time it was used.
    pub names: Vec<VerifiedName>,
    /// Their dates of birth, the most certain first.
    pub dates_of_birth: Vec<DateOfBirth>,
    /// Whether they can prove who they are.
    pub provable: bool,
    /// The return codes that come with their identity, or instead of it: single letters.
    pub return_codes: Vec<char>,
    /// The error that they come back with from proving their identity, if they never get that far.
    pub turned_back: Option<String>,
}

impl Persona {
    /// Somebody with one name and one date of birth who can prove both. Their subject is made from
    /// their email address, so that whoever types the same address again is the same user.
    pub fn new(
        key: impl Into<String>,
        given_names: &str,
        family_name: &str,
        date_of_birth: DateOfBirth,
        email: impl Into<String>,
    ) -> Self {
        let email = email.into();
        let given = given_names.split_whitespace().map(|name| (NamePartKind::Given, name));
        let family = std::iter::once((NamePartKind::Family, family_name));
        let parts =
            given.chain(family).map(|(kind, value)| NamePart { kind, value: value.to_owned() });
        let name = VerifiedName::new(parts.collect(), None, None);
        Self {
            key: key.into(),
            title: format!("{given_names} {family_name}"),
            outcome: String::new(),
            subject: subject_of(&email),
            email,
            names: name.into_iter().collect(),
            dates_of_birth: vec![date_of_birth],
            provable: true,
            return_codes: Vec::new(),
            turned_back: None,
        }
    }
}

/// A subject as GOV.UK One Login makes them.
fn subject_of(email: &str) -> String {
    let hash = digest(&SHA256, email.trim().to_lowercase().as_bytes());
    format!("urn:fdc:gov.uk:2022:{}", URL_SAFE_NO_PAD.encode(hash))
}

/// The people in the list, in its order.
#[derive(Debug, Clone, Default)]
pub struct People(Vec<Persona>);

impl People {
    /// These people. Of two with one key, the first is meant by it.
    pub fn new(people: Vec<Persona>) -> Self {
        Self(people)
    }

    /// The person with this key.
    pub fn get(&self, key: &str) -> Option<&Persona> {
        self.0.iter().find(|person| person.key == key)
    }

    /// Everybody.
    pub fn iter(&self) -> impl Iterator<Item = &Persona> {
        self.0.iter()
    }
}
