//! What became of emails.

use jiff::Timestamp;
use ports::{Delivery, Dropped};
use serde::{Deserialize, Serialize};

use super::{one, shapes};

/// `delivery` says how far it is: conditions are on it, and on when a lease is over, in milliseconds.
#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Delivery", tag = "delivery", rename_all = "snake_case")]
enum DeliveryShape {
    Leased {
        #[serde(
            rename = "leased_until",
            with = "jiff::fmt::serde::timestamp::millisecond::required"
        )]
        until: Timestamp,
    },
    Sent {
        provider_id: String,
        at: Timestamp,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delivered_at: Option<Timestamp>,
    },
    Dropped {
        #[serde(with = "one")]
        why: Dropped,
        at: Timestamp,
    },
    CameBack {
        at: Timestamp,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ports::Dropped", rename_all = "snake_case")]
enum DroppedShape {
    NothingToTell,
    Suppressed,
    Refused,
}

shapes! {
    DeliveryShape => Delivery,
    DroppedShape => Dropped,
}
