//! Which calling service somebody came from, for pages that have no journey to ask.
//!
//! Kept in a cookie of its own for a day, so that "start again" and error pages can lead back without a
//! database. It holds a registered name and a registered link, and is shown to nobody else.

use axum::http::{HeaderMap, HeaderValue};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use url::Url;

use crate::cookies;

/// A calling service's name, and where a person starts with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceHint {
    /// Its display name.
    pub name: String,
    /// Where it starts a sign-in, or its own address.
    pub href: String,
}

impl ServiceHint {
    /// The hint a request carries, if it can be read.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let bytes =
            URL_SAFE_NO_PAD.decode(cookies::value(headers, cookies::SERVICE_COOKIE)?).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (href, name) = text.split_once('\n')?;
        // A link is all it may become: never a script.
        let url = Url::parse(href).ok()?;
        matches!(url.scheme(), "https" | "http")
            .then(|| Self { name: name.to_owned(), href: href.to_owned() })
    }

    /// The header that has the browser remember it.
    pub fn remember(&self) -> HeaderValue {
        cookies::service_cookie(URL_SAFE_NO_PAD.encode(format!("{}\n{}", self.href, self.name)))
    }
}
