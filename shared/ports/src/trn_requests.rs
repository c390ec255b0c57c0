//! TRN requests, as calling services are told of them.

use async_trait::async_trait;
use identity::RequestId;
use oidc::trn_request::TrnRequest;

use crate::Fault;

/// Where it can be read how far a TRN request is.
#[async_trait]
pub trait TrnRequests: Send + Sync {
    /// The request as it stands now, whosever it is.
    async fn trn_request(&self, id: &RequestId) -> Result<Option<TrnRequest>, Fault>;
}
