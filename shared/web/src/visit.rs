//! Whose request this is, as far as the request says.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, HeaderValue, Method, request::Parts},
};
use identity::JourneyId;
use jose::Digest;

use crate::{Failure, cookies};

/// The browser a request comes from: what its session cookie says.
#[derive(Debug, Clone)]
pub struct Browser {
    /// The session it names, if it has a cookie.
    pub session: Option<Digest>,
}

impl<S: Send + Sync> FromRequestParts<S> for Browser {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self { session: cookies::presented(&parts.headers, cookies::SESSION_COOKIE) })
    }
}

impl Browser {
    /// The header that takes the session away.
    pub fn forget() -> HeaderValue {
        cookies::no_session_cookie()
    }
}

/// A visit to a page of a journey: the journey in the path and the session in the cookie. Whether they
/// belong together is for the store to say.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The journey named in the path.
    pub journey: JourneyId,
    /// The session named in the cookie.
    pub session: Digest,
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let path =
            RawPathParams::from_request_parts(parts, state).await.map_err(|_| Failure::NotFound)?;
        let journey = path
            .iter()
            .find(|(name, _)| *name == "journey")
            .and_then(|(_, id)| id.parse().ok())
            .ok_or(Failure::StartAgain)?;
        let Ok(browser) = Browser::from_request_parts(parts, state).await;
        let session = browser.session.ok_or(Failure::StartAgain)?;
        Ok(Self { journey, session })
    }
}

/// Whether nobody is looking yet: a `HEAD`, or a browser that fetches a page in case it is wanted
/// (`Sec-Purpose: prefetch`, Fetch Standard). Such a request must start nothing.
pub fn is_speculative(method: &Method, headers: &HeaderMap) -> bool {
    let prefetches = |name| {
        headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).is_some_and(|value| {
            value.to_ascii_lowercase().contains("prefetch") || value.contains("prerender")
        })
    };
    method == Method::HEAD || ["sec-purpose", "purpose", "x-moz"].into_iter().any(prefetches)
}
