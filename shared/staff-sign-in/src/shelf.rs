//! A document that is kept in memory, and fetched again now and then. Staff sign in a few times a day, so
//! that it is worth nobody's while to keep it in a store as well.

use std::sync::Arc;

use http::StatusCode;
use https::{ANSWER_LIMIT, Caller, Fetch};
use jiff::{SignedDuration, Timestamp};
use ports::Fault;
use tokio::sync::Mutex;
use tracing::{info, warn};

use crate::settings::Known;

/// How long a document is fresh.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// How old a document may get while it cannot be refreshed.
const LAST_RESORT: SignedDuration = SignedDuration::from_hours(24);
/// How long to wait before asking again, whatever for.
const PATIENCE: SignedDuration = SignedDuration::from_secs(60);

/// What a document of the provider is read as.
pub(crate) trait Readable: Sized + Send + Sync {
    /// What it is called in faults: "fetching …".
    const FETCHING: &'static str;

    /// Reads one, or says why it is no good: then the one before stays.
    fn read(body: &str, known: &Known) -> Result<Self, Unusable>;
}

/// A document that cannot be used, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unusable(pub(crate) &'static str);

/// What it takes to get a document.
#[derive(Debug)]
pub(crate) struct Library {
    pub(crate) caller: Caller,
    pub(crate) known: Known,
}

/// One document. Fetched by one caller at a time, while others wait for what comes.
#[derive(Debug)]
pub(crate) struct Shelf<T> {
    copy: Mutex<Option<Copy<T>>>,
}

#[derive(Debug)]
struct Copy<T> {
    url: String,
    read: Arc<T>,
    fetched_at: Timestamp,
    /// When it was last asked for, in vain or not.
    asked_at: Timestamp,
}

impl<T: Readable> Shelf<T> {
    pub(crate) fn new() -> Self {
        Self { copy: Mutex::new(None) }
    }

    /// The document: a fresh one if it can be had, or the last good one for a day.
    pub(crate) async fn get(
        &self,
        library: &Library,
        url: &str,
        now: Timestamp,
    ) -> Result<Arc<T>, Fault> {
        self.having(library, url, now, |_| true).await
    }

    /// The document, refreshed if it does not have what is looked for and nobody asked within the last
    /// minute. Whether it has it then is for the caller to find out.
    pub(crate) async fn having(
        &self,
        library: &Library,
        url: &str,
        now: Timestamp,
        has: impl Fn(&T) -> bool + Send,
    ) -> Result<Arc<T>, Fault> {
        let mut copy = self.copy.lock().await;
        let held = copy.as_mut().filter(|held| held.url == url && held.age(now) <= LAST_RESORT);
        let Some(held) = held else {
            let read = Arc::new(fetch::<T>(library, url).await?);
            let url = url.to_owned();
            *copy = Some(Copy { url, read: read.clone(), fetched_at: now, asked_at: now });
            return Ok(read);
        };
        let will_do = held.age(now) < FRESH && has(&held.read);
        if will_do || now.duration_since(held.asked_at) < PATIENCE {
            return Ok(held.read.clone());
        }
        held.asked_at = now;
        match fetch::<T>(library, url).await {
            Ok(read) => {
                info!(%url, "a document was fetched again");
                held.read = Arc::new(read);
                held.fetched_at = now;
            }
            Err(fault) => warn!(%url, fault = ?fault, "the last good document stays"),
        }
        Ok(held.read.clone())
    }
}

impl<T> Copy<T> {
    fn age(&self, now: Timestamp) -> SignedDuration {
        now.duration_since(self.fetched_at)
    }
}

/// Fetches the document. What fails at once is tried once more.
async fn fetch<T: Readable>(library: &Library, url: &str) -> Result<T, Fault> {
    let fault = |unusable: Unusable| Fault::new(T::FETCHING, unusable);
    let first = library.caller.get(url, ANSWER_LIMIT).await;
    let again = match &first {
        Ok(answer) => answer.status().is_server_error(),
        Err(error) => error.is_quick(),
    };
    let answer = if again { library.caller.get(url, ANSWER_LIMIT).await } else { first };
    let answer = answer.map_err(|error| Fault::new(T::FETCHING, error))?;
    if answer.status() != StatusCode::OK {
        return Err(fault(Unusable("the status is not 200")));
    }
    let body = String::from_utf8(answer.into_body());
    let body = body.map_err(|_| fault(Unusable("the document is not text")))?;
    T::read(&body, &library.known).map_err(fault)
}
