//! Asking a function over HTTP, in process, and reading what it answers.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header},
};
use form_urlencoded::Serializer;
use jose::Secret;
use tower::ServiceExt;

/// The cookie that names a browser's session.
pub const SESSION_COOKIE: &str = "__Host-session";

/// What every answer carries, word for word, but for what `Cache-Control` says of static files.
const SECURITY: [(&str, &str); 8] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'",
    ),
    ("strict-transport-security", "max-age=63072000; includeSubDomains; preload"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("permissions-policy", "accelerometer=(), camera=(), geolocation=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cache-control", "no-store"),
];

/// What a function answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as text.
    pub body: String,
}

/// Asks for a page.
pub fn get(path: &str) -> Request<Body> {
    request("GET", path, None)
}

/// Sends a form.
pub fn post(path: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let body = Serializer::new(String::new()).extend_pairs(fields).finish();
    with(request("POST", path, Some(body)), "content-type", "application/x-www-form-urlencoded")
}

/// Sends a body as it stands.
///
/// # Panics
/// The method or the path is none.
pub fn request(method: &str, path: &str, body: Option<String>) -> Request<Body> {
    let body = body.map_or_else(Body::empty, Body::from);
    Request::builder().method(method).uri(path).body(body).expect("the path is one")
}

/// The request with this header, in place of any of that name.
///
/// # Panics
/// It cannot be a header.
#[must_use]
pub fn with(mut request: Request<Body>, name: &'static str, value: &str) -> Request<Body> {
    let value = HeaderValue::from_str(value).expect("the value is one of a header");
    request.headers_mut().insert(HeaderName::from_static(name), value);
    request
}

/// The request as a browser in this session sends it.
#[must_use]
pub fn in_session(request: Request<Body>, session: &Secret) -> Request<Body> {
    with(request, "cookie", &format!("{SESSION_COOKIE}={}", session.expose()))
}

/// What is said about every cookie, besides how long it lasts.
const OF_A_COOKIE: [&str; 4] = ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"];

/// That a cookie is for this host alone, over a secure connection, and for no script.
///
/// # Panics
/// It is not.
pub fn is_host_cookie(cookie: &str) {
    let (pair, attributes) = cookie.split_once("; ").unwrap_or((cookie, ""));
    assert!(pair.starts_with("__Host-") && pair.contains('='), "{pair}");
    let mut said: Vec<&str> =
        attributes.split("; ").filter(|each| !each.starts_with("Max-Age=")).collect();
    said.sort_unstable();
    assert_eq!(said, OF_A_COOKIE, "{pair}");
}

/// Asks a function. Whatever it answers has to carry the security headers, and cookies for this host alone.
///
/// # Panics
/// A security header is missing or says something else, or a cookie may go elsewhere.
pub async fn ask(router: &Router, request: Request<Body>) -> Answer {
    let is_asset = request.uri().path().starts_with("/assets/");
    let asked = format!("{} {}", request.method(), request.uri().path());
    let Ok(response) = router.clone().oneshot(request).await;
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("the body is in memory");
    let body = String::from_utf8_lossy(&body).into_owned();
    let answer = Answer { status: parts.status, headers: parts.headers, body };
    for (name, starts) in SECURITY.into_iter().filter(|(name, _)| {
        // Files named by what is in them are kept for ever.
        !(is_asset && *name == "cache-control" && answer.status == StatusCode::OK)
    }) {
        let value = answer.header(name).unwrap_or_default();
        assert!(value.starts_with(starts), "{asked}: {}: {name}: {value:?}", answer.status);
    }
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        is_host_cookie(cookie.to_str().expect("cookies are ASCII"));
    }
    answer
}

impl Answer {
    /// A header, if it is there and can be read.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Where it leads; empty if nowhere.
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_default()
    }

    /// A parameter of where it leads.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let (_, query) = self.location().split_once('?')?;
        form_urlencoded::parse(query.as_bytes())
            .find(|(each, _)| each == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The cookie of this name that it sets, with everything that is said about it.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let cookies = self.headers.get_all(header::SET_COOKIE).iter();
        cookies
            .filter_map(|cookie| cookie.to_str().ok())
            .find(|cookie| cookie.split('=').next() == Some(name))
    }

    /// The session it gives the browser.
    pub fn session(&self) -> Option<Secret> {
        let (_, rest) = self.cookie(SESSION_COOKIE)?.split_once('=')?;
        Some(Secret::presented(rest.split(';').next().unwrap_or_default()))
    }

    /// What the page is about.
    pub fn heading(&self) -> String {
        let start = self.body.split_once("<h1").map_or("", |(_, rest)| rest);
        let heading = start.split_once("</h1>").map_or("", |(heading, _)| heading);
        words(heading.split_once('>').map_or("", |(_, text)| text))
    }

    /// Everything there is to read, on one line, without what stands in the head.
    pub fn text(&self) -> String {
        words(self.body.split_once("<main").map_or(&self.body, |(_, main)| main))
    }

    /// The messages of the error summary.
    pub fn error(&self) -> Option<String> {
        let (_, list) = self.body.split_once("govuk-error-summary__list")?;
        let (_, item) = list.split_once("<li>")?;
        Some(words(item.split_once("</li>")?.0))
    }

    /// What the text field of this name holds.
    pub fn value(&self, name: &str) -> Option<&str> {
        let is_it = |tag: &&str| {
            tag.contains(&format!("name=\"{name}\"")) && !tag.contains("type=\"radio\"")
        };
        let tag = self.body.split("<input").skip(1).map(upto_end).find(is_it)?;
        Some(tag.split_once("value=\"")?.1.split('"').next().unwrap_or_default())
    }

    /// Which radio of this name is chosen.
    pub fn chosen(&self, name: &str) -> Option<&str> {
        let is_it =
            |tag: &&str| tag.contains(&format!("name=\"{name}\"")) && tag.contains(" checked");
        let tag = self.body.split("<input").skip(1).map(upto_end).find(is_it)?;
        Some(tag.split_once("value=\"")?.1.split('"').next().unwrap_or_default())
    }

    /// Whether a link leads there.
    pub fn links_to(&self, href: &str) -> bool {
        self.body.contains(&format!("href=\"{href}\""))
    }
}

fn upto_end(tag: &str) -> &str {
    tag.split('>').next().unwrap_or_default()
}

/// What stands outside the tags.
fn words(markup: &str) -> String {
    let texts =
        markup.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text = texts.collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
