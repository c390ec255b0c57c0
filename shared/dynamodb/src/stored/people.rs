//! The people in front of the screen.

use identity::{DateOfBirth, NamePart, OneLoginUser, Person, VerifiedIdentity, VerifiedName};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Stored, many, one, shapes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "identity::OneLoginUser")]
struct OneLoginUserShape {
    #[serde(with = "one")]
    subject: identity::Subject,
    #[serde(with = "one")]
    email: identity::Email,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "identity::Person")]
struct PersonShape {
    #[serde(with = "one")]
    user: OneLoginUser,
    #[serde(with = "one")]
    identity: VerifiedIdentity,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "identity::NamePartKind", rename_all = "snake_case")]
enum NamePartKindShape {
    Given,
    Family,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "identity::NamePart")]
struct NamePartShape {
    #[serde(with = "NamePartKindShape")]
    kind: identity::NamePartKind,
    value: String,
}

shapes! {
    OneLoginUserShape => OneLoginUser,
    PersonShape => Person,
    NamePartShape => NamePart,
}

#[derive(Serialize, Deserialize)]
struct VerifiedNameShape {
    #[serde(with = "many")]
    parts: Vec<NamePart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_until: Option<Date>,
}

impl Stored for VerifiedName {
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let shape = VerifiedNameShape {
            parts: self.parts().to_vec(),
            valid_from: self.valid_from(),
            valid_until: self.valid_until(),
        };
        shape.serialize(to)
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let VerifiedNameShape { parts, valid_from, valid_until } =
            VerifiedNameShape::deserialize(from)?;
        Self::new(parts, valid_from, valid_until).map_err(D::Error::custom)
    }
}

#[derive(Serialize, Deserialize)]
struct VerifiedIdentityShape {
    #[serde(with = "many")]
    names: Vec<VerifiedName>,
    #[serde(with = "many")]
    dates_of_birth: Vec<DateOfBirth>,
}

impl Stored for VerifiedIdentity {
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let shape = VerifiedIdentityShape {
            names: self.names().to_vec(),
            dates_of_birth: self.dates_of_birth().to_vec(),
        };
        shape.serialize(to)
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let VerifiedIdentityShape { names, dates_of_birth } =
            VerifiedIdentityShape::deserialize(from)?;
        Self::new(names, dates_of_birth).map_err(D::Error::custom)
    }
}
