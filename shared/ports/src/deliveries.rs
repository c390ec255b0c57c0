//! What became of emails, and where none may be sent any more.

use async_trait::async_trait;
use identity::{Email, MessageId};
use jiff::Timestamp;

use crate::Fault;

/// What became of an email so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// Somebody is sending it.
    Leased {
        /// Until when nobody else does.
        until: Timestamp,
    },
    /// The provider has it.
    Sent {
        /// What the provider calls it.
        provider_id: String,
        /// When it was sent.
        at: Timestamp,
        /// When it arrived, as far as that was told.
        delivered_at: Option<Timestamp>,
    },
    /// It was not sent, and will not be.
    Dropped {
        /// Why.
        why: Dropped,
        /// When that was decided.
        at: Timestamp,
    },
    /// It could not be delivered.
    CameBack {
        /// When it came back.
        at: Timestamp,
    },
}

/// Why an email is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dropped {
    /// What it would tell is not true any more, or was never.
    NothingToTell,
    /// Whoever reads mail there complained about ours.
    Suppressed,
    /// The provider does not send to that address.
    Refused,
}

/// What came of asking for a message to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lease {
    /// It is the caller's to send.
    Taken,
    /// Somebody else is sending it.
    Busy,
    /// It was sent, dropped or came back: there is nothing left to do.
    Settled,
}

/// Accounts for emails on their way out.
///
/// Email cannot be sent exactly once: whoever crashes between the provider's answer and [`Deliveries::sent`]
/// leaves a message that is sent again when its lease is over. That is at most one email too many for each
/// crash, and none too few.
#[async_trait]
pub trait Deliveries: Send + Sync {
    /// Takes the message to send it, in one conditional write: until `until` nobody else can. A lease that
    /// is over at `now` can be taken by anybody.
    async fn lease(&self, id: &MessageId, now: Timestamp, until: Timestamp)
    -> Result<Lease, Fault>;

    /// Notes that the provider has it. What was noted before stays.
    async fn sent(&self, id: &MessageId, provider_id: &str, at: Timestamp) -> Result<(), Fault>;

    /// Notes that it is not sent. What was noted before stays. If there was something to tell about a
    /// settled task, the task is put back on support staff's list in the same transaction: the person has
    /// to be told in another way.
    async fn dropped(&self, id: &MessageId, why: Dropped, at: Timestamp) -> Result<(), Fault>;

    /// Whether nothing may be sent to this address.
    async fn is_suppressed(&self, address: &Email) -> Result<bool, Fault>;
}

/// Accounts for what the provider tells about emails later. It may tell anything twice, late, and in any
/// order.
#[async_trait]
pub trait Feedback: Send + Sync {
    /// Notes that a message arrived: it was sent, even if that could not be noted then.
    async fn delivered(
        &self,
        id: &MessageId,
        provider_id: &str,
        at: Timestamp,
    ) -> Result<(), Fault>;

    /// Notes that a message could not be delivered. In the same transaction the task it is about, if there
    /// is one, has it in its history, and if it is settled is put back on support staff's list. A message
    /// nobody knows is passed over.
    async fn came_back(&self, id: &MessageId, at: Timestamp) -> Result<(), Fault>;

    /// Nothing is ever sent to this address again.
    async fn suppress(&self, address: &Email, at: Timestamp) -> Result<(), Fault>;
}
