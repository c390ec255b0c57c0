//! Values that are stored as one text or number.

use std::borrow::Cow;

use identity::{
    BrowserId, ClientId, DateOfBirth, Email, JourneyId, MessageId, Nino, Reference, RequestId,
    SessionId, StaffId, Subject, TaskId, Trn,
};
use jose::{Digest, Jwks, PublicKey, Secret, strict_object};
use serde::{Deserialize, Deserializer, Serializer, de::Error};

use super::Stored;

// Each is the same two lines: as text, and parsed again.
macro_rules! texts {
    ($($name:ident: $write:expr, $read:expr;)*) => {$(
        impl Stored for $name {
            fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                let text: fn(&Self) -> Cow<'_, str> = $write;
                to.serialize_str(&text(self))
            }

            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let value: fn(&str) -> Option<Self> = $read;
                value(&String::deserialize(from)?)
                    .ok_or_else(|| D::Error::custom(concat!("not a ", stringify!($name))))
            }
        }
    )*};
}

texts! {
    BrowserId: |id| id.as_str().into(), |text| text.parse().ok();
    ClientId: |id| id.as_str().into(), |text| text.parse().ok();
    DateOfBirth: |date| date.iso().into(), |text| text.parse().ok();
    Digest: |digest| digest.as_str().into(), Digest::from_stored;
    Email: |email| email.as_str().into(), |text| text.parse().ok();
    JourneyId: |id| id.as_str().into(), |text| text.parse().ok();
    Jwks: |keys| keys.to_json().to_string().into(), |text| Jwks::parse(text).ok();
    MessageId: |id| id.as_str().into(), |text| text.parse().ok();
    Nino: |nino| nino.as_str().into(), |text| text.parse().ok();
    PublicKey: |key| key.to_jwk().to_string().into(), named_by_itself;
    Reference: |reference| reference.as_str().into(), |text| text.parse().ok();
    RequestId: |id| id.as_str().into(), |text| text.parse().ok();
    Secret: |secret| secret.expose().into(), |text| Some(Secret::presented(text));
    SessionId: |id| id.as_str().into(), |text| text.parse().ok();
    StaffId: |id| id.as_str().into(), |text| text.parse().ok();
    Subject: |subject| subject.as_str().into(), |text| text.parse().ok();
    TaskId: |id| id.as_str().into(), |text| text.parse().ok();
    Trn: |trn| trn.as_str().into(), |text| text.parse().ok();
}

/// A key whose id is its thumbprint, so that nobody can have another stand in for it.
fn named_by_itself(text: &str) -> Option<PublicKey> {
    let key = PublicKey::from_jwk(&strict_object(text.as_bytes())?).ok()?;
    (key.kid == Some(key.thumbprint())).then_some(key)
}

/// For the attribute by which DynamoDB expires items: whole seconds since 1970.
pub(crate) mod expiry {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(at.as_second())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        Timestamp::from_second(i64::deserialize(from)?).map_err(D::Error::custom)
    }
}
