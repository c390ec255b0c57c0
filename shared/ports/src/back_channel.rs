//! Telling calling services that a sign-in has ended (OpenID Connect Back-Channel Logout 1.0).

use async_trait::async_trait;
use identity::MessageId;
use jiff::Timestamp;

use crate::Fault;

/// Calls the calling services.
#[async_trait]
pub trait BackChannel: Send + Sync {
    /// Posts a logout token to the address that a service registered, and comes back once the service has
    /// said that it was heard: 200 or 204. Anything else is a fault: the service is to be told again.
    async fn log_out(&self, uri: &str, logout_token: &str) -> Result<(), Fault>;
}

/// Accounts for what calling services were told.
#[async_trait]
pub trait ToldServices: Send + Sync {
    /// Whether the service of this message of the outbox was told.
    async fn was_told(&self, message: &MessageId) -> Result<bool, Fault>;

    /// Notes that it was. Doing so again changes nothing that matters.
    async fn told(&self, message: &MessageId, at: Timestamp) -> Result<(), Fault>;
}
