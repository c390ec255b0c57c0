//! Whom news is for.

use async_trait::async_trait;
use identity::{ClientId, MessageId, Subject, Trn};
use jiff::{SignedDuration, Timestamp};

use crate::{Fault, Outgoing};

/// How long after it was last told of somebody a calling service hears of them.
pub const HEARS_FOR: SignedDuration = SignedDuration::from_hours(365 * 24);

/// Knows who has to hear of something, and has them told.
#[async_trait]
pub trait Audience: Send + Sync {
    /// The calling services that were told of this user within [`HEARS_FOR`].
    async fn services_of(&self, user: &Subject, now: Timestamp) -> Result<Vec<ClientId>, Fault>;

    /// The users whose record this is: those who were joined to it, and to any that lives on in it.
    async fn holders_of(&self, record: &Trn) -> Result<Vec<Subject>, Fault>;

    /// Has the messages go out that come of this piece of news, each under the name of whom it is for. However often
    /// that is done, each goes out once.
    async fn pass_on(
        &self,
        news: &MessageId,
        messages: &[(String, Outgoing)],
        at: Timestamp,
    ) -> Result<(), Fault>;
}
