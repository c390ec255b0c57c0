//! A store of documents that lives as long as its test.

use std::{collections::HashMap, sync::Mutex};

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use ports::{Document, Documents, Fault};

/// Documents by URL, each replaced as a whole.
#[derive(Default)]
pub(crate) struct KeptInMemory {
    documents: Mutex<HashMap<String, Document>>,
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
        let mut documents = self.documents.lock().unwrap();
        let Some(document) = documents.get_mut(url) else { return Ok(true) };
        let a_minute = SignedDuration::from_secs(60);
        if document.forced_at.is_some_and(|at| now.duration_since(at) < a_minute) {
            return Ok(false);
        }
        document.forced_at = Some(now);
        Ok(true)
    }
}
