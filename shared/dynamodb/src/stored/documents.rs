//! Documents of others.

use jiff::Timestamp;
use ports::Document;
use serde::{Deserialize, Serialize};

use super::shapes;

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Document")]
struct DocumentShape {
    url: String,
    body: String,
    fetched_at: Timestamp,
    fresh_until: Timestamp,
    // A number, because a condition compares it.
    #[serde(with = "milliseconds", default, skip_serializing_if = "Option::is_none")]
    forced_at: Option<Timestamp>,
}

shapes! { DocumentShape => Document }

mod milliseconds {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[expect(clippy::ref_option, reason = "the signature is serde's")]
    pub(super) fn serialize<S: Serializer>(
        at: &Option<Timestamp>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        at.map(Timestamp::as_millisecond).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        let milliseconds = Option::<i64>::deserialize(from)?;
        milliseconds.map(Timestamp::from_millisecond).transpose().map_err(D::Error::custom)
    }
}
