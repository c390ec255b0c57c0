//! Calls over HTTPS. Those to OpenID providers (GOV.UK One Login, and the sign-in of support staff) are short,
//! bounded, never redirected, and always have a `User-Agent`, without which One Login answers 403. The TLS
//! they have is that of every other call.
//!
//! What is asked, and whether an answer is believed, is its adapter's.

use std::{
    future::Future,
    pin::Pin,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use http::StatusCode;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use ports::{Fault, MoreRoots};
use reqwest::redirect::Policy;
use tls::Vouching;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
const TOTAL_TIMEOUT: Duration = Duration::from_secs(5);

/// How much of an answer is read, in bytes, unless more is asked for.
pub const ANSWER_LIMIT: usize = 64 * 1024;

/// Why a call brought no answer. Says nothing of what was sent.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// Nothing came, or not to its end, or too late.
    #[error("no answer came")]
    Transport(#[source] reqwest::Error),
    /// More came than was asked for: this many bytes.
    #[error("the answer is longer than {0} bytes")]
    TooLong(usize),
    /// Nothing was sent.
    #[error("the request could not be built")]
    Request(#[source] reqwest::Error),
    /// Nothing was sent: nobody is called there.
    #[error("the address is none that may be called")]
    Address,
}

impl CallError {
    /// Whether the same call may do better at once. One that took all its time may not be repeated:
    /// whoever waits for the page would have gone.
    pub fn is_quick(&self) -> bool {
        match self {
            Self::Transport(error) => !error.is_timeout(),
            Self::TooLong(_) | Self::Request(_) | Self::Address => false,
        }
    }
}

/// Gets documents.
#[async_trait]
pub trait Fetch: Send + Sync {
    /// Gets a document of at most `limit` bytes, whatever its status.
    ///
    /// # Errors
    /// See [`CallError`].
    async fn get(&self, url: &str, limit: usize) -> Result<HttpResponse, CallError>;
}

/// Makes the calls.
#[derive(Debug, Clone)]
pub struct Caller {
    client: reqwest::Client,
}

impl Caller {
    /// Calls that say who makes them. A client keeps its connections between calls.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new(user_agent: &str, more_roots: &MoreRoots) -> Result<Self, Fault> {
        let built = reqwest::Client::builder()
            .user_agent(user_agent)
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TOTAL_TIMEOUT)
            .tls_backend_preconfigured(tls::config(Vouching::Anybody, more_roots)?)
            .build();
        let client = built.map_err(|error| Fault::new("building an HTTP client", error))?;
        Ok(Self { client })
    }
}

#[async_trait]
impl Fetch for Caller {
    async fn get(&self, url: &str, limit: usize) -> Result<HttpResponse, CallError> {
        let request = self.client.get(url).build().map_err(CallError::Request)?;
        send(&self.client, request, limit).await
    }
}

/// Sends a request, and reads at most `limit` bytes of what is answered.
///
/// # Errors
/// See [`CallError`].
pub async fn send(
    client: &reqwest::Client,
    request: reqwest::Request,
    limit: usize,
) -> Result<HttpResponse, CallError> {
    let failed = |error: reqwest::Error| CallError::Transport(error.without_url());
    let mut response = client.execute(request).await.map_err(failed)?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if body.len() + chunk.len() > limit {
            return Err(CallError::TooLong(limit));
        }
        body.extend_from_slice(&chunk);
    }
    let mut answer = HttpResponse::new(body);
    *answer.status_mut() = response.status();
    *answer.headers_mut() = std::mem::take(response.headers_mut());
    Ok(answer)
}

/// Makes one call for `openidconnect`, and keeps what came: the library hands over what it understood,
/// and our own check reads the bytes. They hold tokens, so they cannot be shown.
pub struct Recorder<'a> {
    caller: &'a Caller,
    kept: Mutex<Option<(StatusCode, Vec<u8>)>>,
}

impl<'a> Recorder<'a> {
    /// A recorder for one call.
    pub fn new(caller: &'a Caller) -> Self {
        Self { caller, kept: Mutex::new(None) }
    }

    /// The status and the body of the answer, if one came.
    pub fn into_kept(self) -> Option<(StatusCode, Vec<u8>)> {
        self.kept.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'c> AsyncHttpClient<'c> for Recorder<'_> {
    type Error = CallError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, CallError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let request = request.try_into().map_err(CallError::Request)?;
            let answer = send(&self.caller.client, request, ANSWER_LIMIT).await?;
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            *kept = Some((answer.status(), answer.body().clone()));
            Ok(answer)
        })
    }
}
