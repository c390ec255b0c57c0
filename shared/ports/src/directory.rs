//! The calling services.

use async_trait::async_trait;
use identity::ClientId;
use oidc::Client;

use crate::Fault;

/// The registered calling services.
#[async_trait]
pub trait Clients: Send + Sync {
    /// The registration, or `None` for a client ID nobody has.
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, Fault>;
}
