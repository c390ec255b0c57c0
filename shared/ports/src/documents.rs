//! Documents of others that are kept, so that a cold start during an outage still works.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::Fault;

/// A document as it was last fetched: GOV.UK One Login's discovery document, keys or DID document; the keys of a calling
/// service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its URL.
    pub url: String,
    /// Its body, as it came.
    pub body: String,
    /// When it was fetched.
    pub fetched_at: Timestamp,
    /// Until when it may be used without asking again (`Cache-Control: max-age`). After that it is
    /// stale, and still kept if a refresh fails.
    pub fresh_until: Timestamp,
    /// When a refresh was last forced by an unknown key.
    pub forced_at: Option<Timestamp>,
}

/// Where fetched documents are kept.
#[async_trait]
pub trait Documents: Send + Sync {
    /// The document fetched from `url`, however old.
    async fn kept(&self, url: &str) -> Result<Option<Document>, Fault>;

    /// Keeps a document in place of the one from the same URL.
    async fn keep(&self, document: &Document) -> Result<(), Fault>;

    /// Says that an unknown key forces a refresh of `url` now. `false` if somebody did so less than 60
    /// seconds ago: then nobody may, so that unknown keys cannot make us flood its owner.
    async fn may_force_refresh(&self, url: &str, now: Timestamp) -> Result<bool, Fault>;
}
