//! Email on its way out.

use async_trait::async_trait;
use identity::{Email, MessageId};

use crate::Fault;

/// What became of an email.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Posting {
    /// It is on its way. What becomes of it then is told later, by this id.
    Accepted {
        /// What the provider calls it.
        provider_id: String,
    },
    /// The provider will not send to this address at all. Trying again does not help.
    Refused,
}

/// Sends email.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends `email` to one address, for the message `id` of the outbox. It does not recognise a message
    /// that it has sent before: whoever calls keeps account of that. What the provider tells about the
    /// email later carries `id`.
    async fn send(
        &self,
        id: &MessageId,
        to: &Email,
        email: &emails::Email,
    ) -> Result<Posting, Fault>;
}
