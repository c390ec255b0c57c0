//! The cookies we set. All are `__Host-`: set over a secure connection, for this host and no other.
//! Browsers treat `localhost` as secure, so they work on one machine as well.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite, time::Duration};
use jose::{Digest, Secret};

/// The browser's session. It ends when the browser is closed, or on our side once nobody has used it for an
/// hour.
pub const SESSION_COOKIE: &str = "__Host-session";

/// Which calling service somebody came from: a name and a link, nothing about a person.
pub(crate) const SERVICE_COOKIE: &str = "__Host-service";

/// The value of a cookie in a request. The first one counts when there are several.
pub(crate) fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// The header that gives a browser its session. `Lax`, because GOV.UK One Login sends people back from
/// another site.
pub fn session_cookie(session: &Secret) -> HeaderValue {
    secret_cookie(SESSION_COOKIE, session)
}

/// The header that takes a browser's session away.
pub(crate) fn no_session_cookie() -> HeaderValue {
    no_cookie(SESSION_COOKIE)
}

/// The header that gives a browser a secret under a name of its own, for as long as it is open.
pub fn secret_cookie(name: &'static str, secret: &Secret) -> HeaderValue {
    header_value(&host_cookie(name, secret.expose().to_owned()))
}

/// The header that takes such a secret away.
pub fn no_cookie(name: &'static str) -> HeaderValue {
    let mut cookie = host_cookie(name, String::new());
    cookie.set_max_age(Duration::ZERO);
    header_value(&cookie)
}

/// What the secret digests to that a browser has under this name, if it has one.
pub fn presented(headers: &HeaderMap, name: &str) -> Option<Digest> {
    value(headers, name).map(|value| Secret::presented(value).digest())
}

/// The header that has a browser remember a service for a day.
pub(crate) fn service_cookie(value: String) -> HeaderValue {
    let mut cookie = host_cookie(SERVICE_COOKIE, value);
    cookie.set_max_age(Duration::DAY);
    header_value(&cookie)
}

fn host_cookie(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .build()
}

fn header_value(cookie: &Cookie<'static>) -> HeaderValue {
    HeaderValue::from_str(&cookie.to_string()).expect("our cookies are base64url and ASCII names")
}
