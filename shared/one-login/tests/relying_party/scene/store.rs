//! A store of documents that lives as long as its test.

use std::{collections::HashMap, sync::Mutex};

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use ports::{Document, Documents, Fault};

/// Documents by URL.
#[derive(Default)]
pub(crate) struct KeptInMemory {
    documents: Mutex<HashMap<String, Document>>,
    forced: Mutex<HashMap<String, Timestamp>>,
}

#[async_trait]
impl Documents for KeptInMemory {
    async fn kept(&self, url: &str) -> Result<Option<Document>, Fault> {
        Ok(self.documents.lock().unwrap().get(url).cloned())
    }

    async fn keep(&self, document: &Document) -> Result<(), Fault> {
        self.documents.lock().unwrap().insert(document.url.clone(), document.clone());
        Ok(())
    }

    async fn may_force_refresh(&self, url: &str, now: Timestamp) -> Result<bool, Fault> {
        let mut forced = self.forced.lock().unwrap();
        let recent = forced
            .get(url)
            .is_some_and(|at| now.duration_since(*at) < SignedDuration::from_secs(60));
        if !recent {
            forced.insert(url.to_owned(), now);
        }
        Ok(!recent)
    }
}
