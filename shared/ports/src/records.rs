//! The register of teaching records.

use async_trait::async_trait;
use identity::{TeachingRecord, Trn};
use matching::Evidence;

use crate::Fault;

/// The register of teaching records.
#[async_trait]
pub trait Teachers: Send + Sync {
    /// The record with this TRN, whatever its status.
    async fn record(&self, trn: &Trn) -> Result<Option<TeachingRecord>, Fault>;

    /// Every record the matching rules have to see for this evidence: those under any of its search
    /// keys, the one with the stated TRN, and the survivors of merged ones among them. The queries run
    /// at the same time, are the same ones whatever they find, and never scan.
    async fn around(&self, evidence: &Evidence<'_>) -> Result<Vec<TeachingRecord>, Fault>;
}
