//! That a form came from the page we gave this browser.
//!
//! A form's token is made from an id that never leaves the store, so no other site can know it; and what
//! the browser itself says of where the form comes from must agree.

use axum::http::HeaderMap;
use identity::{BrowserId, JourneyId};
use jose::Digest;

use crate::{Deployment, Failure, Form};

/// The token of a journey's forms.
pub fn of_journey(browser: &BrowserId, journey: &JourneyId) -> String {
    token(browser, journey.as_str())
}

/// The token of forms that belong to no journey.
pub fn of_browser(browser: &BrowserId) -> String {
    token(browser, "")
}

/// Whether a form is ours: its field `csrf` is the token.
///
/// # Errors
/// "Start again": the form is from an earlier session, or from somebody else.
pub fn check(
    headers: &HeaderMap,
    deployment: &Deployment,
    form: &Form,
    token: &str,
) -> Result<(), Failure> {
    if comes_from_us(headers, &deployment.origin()) && form.field("csrf") == token {
        Ok(())
    } else {
        Err(Failure::StartAgain)
    }
}

fn token(browser: &BrowserId, of: &str) -> String {
    Digest::of(format!("csrf:{}:{of}", browser.as_str()).as_bytes()).as_str().to_owned()
}

/// Both headers are set by the browser alone; one that sends neither is judged by the token.
fn comes_from_us(headers: &HeaderMap, origin: &str) -> bool {
    let says = |name: &str| headers.get(name).map(|value| value.as_bytes().to_ascii_lowercase());
    let site = says("sec-fetch-site").is_none_or(|site| site == b"same-origin" || site == b"none");
    let origin = says("origin").is_none_or(|said| said == origin.to_ascii_lowercase().as_bytes());
    site && origin
}
