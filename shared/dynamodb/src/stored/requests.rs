//! How far TRN requests and review tasks are.

use identity::{Nino, Trn};
use journey::{More, Progress, Reason, RequestArrow, TrnOrigin, Wanted};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Stored, maybe, one, shapes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::Progress", tag = "progress", rename_all = "snake_case")]
enum ProgressShape {
    InReview,
    NeedsInformation(#[serde(with = "asked")] Wanted),
    Completed {
        #[serde(with = "one")]
        trn: Trn,
        #[serde(with = "one")]
        origin: TrnOrigin,
    },
    Rejected(#[serde(with = "given")] Reason),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::Reason", rename_all = "snake_case")]
enum ReasonShape {
    NoRecord,
    MoreThanOnePerson,
    SomebodyElses,
    ConnectedElsewhere,
    NotNeeded,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "journey::More")]
struct MoreShape {
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    nino: Option<Nino>,
    #[serde(with = "maybe", default, skip_serializing_if = "Option::is_none")]
    trn: Option<Trn>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    previous_last_name: Option<String>,
}

/// What was asked for, each thing by its name.
#[derive(Serialize, Deserialize)]
struct WantedShape {
    nino: bool,
    trn: bool,
    previous_last_name: bool,
}

impl Stored for Wanted {
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let shape = WantedShape {
            nino: self.nino(),
            trn: self.trn(),
            previous_last_name: self.previous_last_name(),
        };
        shape.serialize(to)
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let WantedShape { nino, trn, previous_last_name } = WantedShape::deserialize(from)?;
        Self::new(nino, trn, previous_last_name)
            .ok_or_else(|| D::Error::custom("nothing was asked for"))
    }
}

impl Stored for RequestArrow {
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        let arrow = Self::ALL.iter().find(|arrow| arrow.name() == name);
        arrow.copied().ok_or_else(|| D::Error::custom("not an arrow"))
    }
}

// A tagged variant holds a map: a value alone is put under a name.
macro_rules! named {
    ($module:ident, $field:ident, $type:ty) => {
        pub(crate) mod $module {
            use serde::{Deserialize, Deserializer, Serialize, Serializer};

            use crate::stored::{Own, Ref};

            #[derive(Serialize)]
            struct Out<'a> {
                $field: Ref<'a, $type>,
            }

            #[derive(Deserialize)]
            struct In {
                $field: Own<$type>,
            }

            pub(crate) fn serialize<S: Serializer>(
                value: &$type,
                to: S,
            ) -> Result<S::Ok, S::Error> {
                Out { $field: Ref(value) }.serialize(to)
            }

            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
                from: D,
            ) -> Result<$type, D::Error> {
                In::deserialize(from).map(|In { $field: Own(value) }| value)
            }
        }
    };
}

named!(asked, wanted, journey::Wanted);
named!(given, reason, journey::Reason);

shapes! {
    ProgressShape => Progress,
    ReasonShape => Reason,
    MoreShape => More,
}
