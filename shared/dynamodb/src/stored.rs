//! Stored shapes, apart from the domain types they hold.
//!
//! Each shape mirrors a domain type (serde's `remote`), so that adding or renaming a field there does
//! not compile before somebody has thought of what is stored. What is written has the version
//! [`crate::item::VERSION`]; a change that old items cannot be read with is a new version, and the
//! fixtures in `tests/fixtures` must still load.

mod calling;
mod deliveries;
mod documents;
mod granted;
mod guesses;
mod journeys;
mod leaves;
mod people;
mod records;
mod registered;
mod requests;
mod reviews;
mod sessions;
mod signing_keys;
mod staff;
mod stages;
mod users;
mod work;

pub(crate) use leaves::expiry;
pub(crate) use work::{AuditEvent, TrnRequest, TrnRequestState, TrnRequestView};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value with a stored shape.
pub(crate) trait Stored: Sized {
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;
}

// serde's `remote` makes two free functions of each shape; this ties them to the type they are for.
macro_rules! shapes {
    ($($shape:ident => $domain:ty),* $(,)?) => {$(
        impl $crate::stored::Stored for $domain {
            fn write<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $shape::serialize(self, to)
            }

            fn read<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $shape::deserialize(from)
            }
        }
    )*};
}
pub(crate) use shapes;

/// A borrowed value, in its stored shape.
pub(crate) struct Ref<'a, T>(pub(crate) &'a T);

impl<T: Stored> Serialize for Ref<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.write(to)
    }
}

/// A value read from its stored shape.
pub(crate) struct Own<T>(pub(crate) T);

impl<'de, T: Stored> Deserialize<'de> for Own<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::read(from).map(Self)
    }
}

/// For fields that hold one value.
pub(crate) mod one {
    use serde::{Deserializer, Serializer};

    use super::Stored;

    pub(crate) fn serialize<T: Stored, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        value.write(to)
    }

    pub(crate) fn deserialize<'de, T: Stored, D: Deserializer<'de>>(
        from: D,
    ) -> Result<T, D::Error> {
        T::read(from)
    }
}

/// For fields that may hold a value.
pub(crate) mod maybe {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Own, Ref, Stored};

    #[expect(clippy::ref_option, reason = "the signature is serde's")]
    pub(crate) fn serialize<T: Stored, S: Serializer>(
        value: &Option<T>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        value.as_ref().map(Ref).serialize(to)
    }

    pub(crate) fn deserialize<'de, T: Stored, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<T>, D::Error> {
        Ok(Option::deserialize(from)?.map(|Own(value)| value))
    }
}

/// For fields that hold a list.
pub(crate) mod many {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Own, Ref, Stored};

    pub(crate) fn serialize<T: Stored, S: Serializer>(
        values: &[T],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(values.iter().map(Ref))
    }

    pub(crate) fn deserialize<'de, T: Stored, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<T>, D::Error> {
        Ok(Vec::deserialize(from)?.into_iter().map(|Own(value)| value).collect())
    }
}
