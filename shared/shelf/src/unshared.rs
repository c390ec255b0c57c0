//! Documents that are kept in memory alone.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use ports::{Document, Documents, Fault};

/// How long nobody else may force a refresh.
const FORCED_EVERY: SignedDuration = SignedDuration::from_secs(60);

/// No store behind a shelf: for what is asked for so seldom that sharing it between processes is worth nobody's
/// while.
#[derive(Debug, Default)]
pub struct Unshared {
    forced_at: Mutex<HashMap<String, Timestamp>>,
}

#[async_trait]
impl Documents for Unshared {
    async fn kept(&self, _: &str) -> Result<Option<Document>, Fault> {
        Ok(None)
    }

    async fn keep(&self, _: &Document) -> Result<(), Fault> {
        Ok(())
    }

    async fn may_force_refresh(&self, url: &str, now: Timestamp) -> Result<bool, Fault> {
        let mut forced_at = self.forced_at.lock().unwrap_or_else(PoisonError::into_inner);
        let before = now - FORCED_EVERY;
        let may = forced_at.get(url).is_none_or(|forced| *forced <= before);
        if may {
            forced_at.insert(url.to_owned(), now);
        }
        Ok(may)
    }
}
