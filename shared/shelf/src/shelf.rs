//! One document.

use std::sync::Arc;

use http::{HeaderMap, Response, StatusCode, header::CACHE_CONTROL};
use https::Fetch;
use jiff::{SignedDuration, Timestamp};
use ports::{Document, Documents, Fault, Measured};
use tokio::sync::Mutex;
use tracing::{error, info, warn};

/// How long a document is fresh that does not say.
const UNSTATED_LIFE: SignedDuration = SignedDuration::from_hours(1);
/// From when on somebody has to look at why a document cannot be refreshed.
const ALARM: SignedDuration = SignedDuration::from_hours(6);
/// How long to wait before asking again after a refresh failed.
const PATIENCE: SignedDuration = SignedDuration::from_secs(60);

/// What a document is read as.
pub trait Readable: Sized + Send + Sync {
    /// What is known of its owner before it is read.
    type Known: Send + Sync;

    /// What it is called in faults: "fetching …".
    const FETCHING: &'static str;
    /// How much of it is read, in bytes.
    const LIMIT: usize;
    /// How long it is fresh at most, whatever it says: a key that was taken back has to go.
    const LONGEST_LIFE: SignedDuration;
    /// How old it may get while it cannot be refreshed.
    const LAST_RESORT: SignedDuration;

    /// Reads one.
    ///
    /// # Errors
    /// It is no good: then the one before stays.
    fn read(body: &str, known: &Self::Known) -> Result<Self, Unusable>;
}

/// A document that cannot be used, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(pub &'static str);

/// What it takes to get a document.
#[derive(Clone)]
pub struct Library<K> {
    /// Gets it from its owner.
    pub caller: Arc<dyn Fetch>,
    /// Keeps it between processes.
    pub store: Arc<dyn Documents>,
    /// What is known of its owner.
    pub known: K,
}

/// One document, by its URL. Fetched by one caller at a time, while others wait for what comes.
pub struct Shelf<T> {
    copy: Mutex<Option<Copy<T>>>,
}

struct Copy<T> {
    document: Document,
    read: Arc<T>,
    /// Until when no refresh is tried, because one has just failed.
    patient_until: Option<Timestamp>,
}

impl<T> Default for Shelf<T> {
    /// Nothing is on it yet.
    fn default() -> Self {
        Self { copy: Mutex::new(None) }
    }
}

impl<T: Readable> Shelf<T> {
    /// The document: a fresh one if it can be had, or the last good one for a while
    /// ([`Readable::LAST_RESORT`]).
    ///
    /// # Errors
    /// There is none.
    pub async fn get(
        &self,
        library: &Library<T::Known>,
        url: &str,
        now: Timestamp,
    ) -> Result<Arc<T>, Fault> {
        let mut copy = self.copy.lock().await;
        if let Some(held) = copy.as_ref().filter(|held| held.will_do(url, now)) {
            return Ok(held.read.clone());
        }
        adopt(&mut copy, library, url).await;
        if let Some(held) = copy.as_ref().filter(|held| held.will_do(url, now)) {
            return Ok(held.read.clone());
        }
        match fetch(library, url, now).await {
            Ok((document, read)) => Ok(replace(&mut copy, library, document, read).await),
            Err(fault) => {
                let last = copy.as_mut().filter(|held| held.is_for(url) && !held.is_too_old(now));
                let Some(last) = last else { return Err(fault) };
                let stale = now.duration_since(last.document.fresh_until);
                let stale_hours = stale.as_hours();
                if stale < ALARM {
                    warn!(%url, stale_hours, fault = ?fault, "the last good document stays");
                } else {
                    error!(%url, stale_hours, fault = ?fault, "the last good document is old");
                    Measured::OldDocument.log();
                }
                last.patient_until = Some(now.saturating_add(PATIENCE).unwrap_or(now));
                Ok(last.read.clone())
            }
        }
    }

    /// The document, refreshed if it does not have what is looked for. Whether it has it then is for the
    /// caller to find out.
    ///
    /// # Errors
    /// There is none, or it could not be refreshed.
    pub async fn having(
        &self,
        library: &Library<T::Known>,
        url: &str,
        now: Timestamp,
        has: impl Fn(&T) -> bool + Send,
    ) -> Result<Arc<T>, Fault> {
        let held = self.get(library, url, now).await?;
        if has(&held) { Ok(held) } else { self.refreshed(library, url, now, has).await }
    }

    /// The document after something in it was missed: whichever is newest of ours, the store's and, if
    /// nobody forced a refresh within the last minute, its owner's.
    async fn refreshed(
        &self,
        library: &Library<T::Known>,
        url: &str,
        now: Timestamp,
        has: impl Fn(&T) -> bool + Send,
    ) -> Result<Arc<T>, Fault> {
        let mut copy = self.copy.lock().await;
        adopt(&mut copy, library, url).await;
        if let Some(held) = copy.as_ref().filter(|held| held.is_for(url) && has(&held.read)) {
            return Ok(held.read.clone());
        }
        if library.store.may_force_refresh(url, now).await? {
            info!(%url, "something unknown forces a refresh");
            let (document, read) = fetch(library, url, now).await?;
            let document = Document { forced_at: Some(now), ..document };
            return Ok(replace(&mut copy, library, document, read).await);
        }
        let held = copy.as_ref().filter(|held| held.is_for(url));
        held.map(|held| held.read.clone())
            .ok_or_else(|| Fault::new(T::FETCHING, Unusable("a refresh was forced just now")))
    }
}

impl<T: Readable> Copy<T> {
    fn is_for(&self, url: &str) -> bool {
        self.document.url == url
    }

    fn will_do(&self, url: &str, now: Timestamp) -> bool {
        let fresh = now < self.document.fresh_until;
        let patient = self.patient_until.is_some_and(|until| now < until) && !self.is_too_old(now);
        self.is_for(url) && (fresh || patient)
    }

    fn is_too_old(&self, now: Timestamp) -> bool {
        now.duration_since(self.document.fetched_at) > T::LAST_RESORT
    }
}

/// Takes the store's copy in place of ours if it is newer and can be read. A store that fails is no
/// reason not to ask its owner.
async fn adopt<T: Readable>(copy: &mut Option<Copy<T>>, library: &Library<T::Known>, url: &str) {
    let stored = match library.store.kept(url).await {
        Ok(Some(stored)) => stored,
        Ok(None) => return,
        Err(fault) => {
            warn!(%url, fault = ?fault, "the store did not give a document");
            return;
        }
    };
    let ours = copy.as_ref().filter(|held| held.is_for(url));
    if ours.is_some_and(|held| held.document.fetched_at >= stored.fetched_at) {
        return;
    }
    match T::read(&stored.body, &library.known) {
        Ok(read) => {
            *copy = Some(Copy { document: stored, read: Arc::new(read), patient_until: None });
        }
        Err(unusable) => warn!(%url, %unusable, "the store's document is passed over"),
    }
}

/// Puts a document in place of ours and of the store's.
async fn replace<T: Readable>(
    copy: &mut Option<Copy<T>>,
    library: &Library<T::Known>,
    document: Document,
    read: T,
) -> Arc<T> {
    if let Err(fault) = library.store.keep(&document).await {
        warn!(url = document.url, fault = ?fault, "the store did not keep a document");
    }
    let read = Arc::new(read);
    *copy = Some(Copy { document, read: read.clone(), patient_until: None });
    read
}

/// Fetches the document. What fails at once is tried once more.
async fn fetch<T: Readable>(
    library: &Library<T::Known>,
    url: &str,
    now: Timestamp,
) -> Result<(Document, T), Fault> {
    let fault = |error| Fault::new(T::FETCHING, error);
    let first = library.caller.get(url, T::LIMIT).await;
    let again = match &first {
        Ok(answer) => answer.status().is_server_error(),
        Err(error) => error.is_quick(),
    };
    let answer = if again { library.caller.get(url, T::LIMIT).await } else { first };
    let answer = answer.map_err(|error| Fault::new(T::FETCHING, error))?;
    if answer.status() != StatusCode::OK {
        return Err(fault(Unusable("the status is not 200")));
    }
    let fresh_until =
        now.saturating_add(life(answer.headers()).min(T::LONGEST_LIFE)).unwrap_or(now);
    let body = text(answer).ok_or_else(|| fault(Unusable("the document is not text")))?;
    let read = T::read(&body, &library.known).map_err(fault)?;
    let url = url.to_owned();
    Ok((Document { url, body, fetched_at: now, fresh_until, forced_at: None }, read))
}

fn text(answer: Response<Vec<u8>>) -> Option<String> {
    String::from_utf8(answer.into_body()).ok()
}

/// How long an answer may be kept (RFC 9111 section 5.2.2.1).
fn life(headers: &HeaderMap) -> SignedDuration {
    let lines = headers.get_all(CACHE_CONTROL).iter().filter_map(|line| line.to_str().ok());
    let mut directives = lines.flat_map(|line| line.split(',')).map(str::trim);
    let stated = directives.find_map(|directive| {
        let (name, seconds) = directive.split_once('=')?;
        let seconds = name.eq_ignore_ascii_case("max-age").then(|| seconds.trim_matches('"'))?;
        seconds.parse().ok().map(SignedDuration::from_secs)
    });
    stated.unwrap_or(UNSTATED_LIFE).max(SignedDuration::ZERO)
}
