//! Telling calling services what has happened (webhooks).

use async_trait::async_trait;
use oidc::webhook::Signed;

use crate::Fault;

/// Calls the calling services.
#[async_trait]
pub trait Webhooks: Send + Sync {
    /// Posts a signed event as it stands to the address in it, and comes back once the service has said that it
    /// took it: 2xx. Anything else, a redirect too, is a fault: the service is to be told again.
    async fn post(&self, event: &Signed) -> Result<(), Fault>;
}
