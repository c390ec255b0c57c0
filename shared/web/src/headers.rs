//! What every response carries.

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

/// Origins a page's form may lead to besides our own. Browsers check the whole chain of redirects, so
/// signing out has to name GOV.UK One Login's.
#[derive(Debug, Clone, Default)]
pub struct FormAction(pub Vec<String>);

const PERMISSIONS: &str = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), \
                           microphone=(), payment=(), usb=()";

/// Sets the security headers. What a handler set itself stays.
pub(crate) fn secure(response: &mut Response) {
    let extra = response.extensions().get::<FormAction>().cloned().unwrap_or_default();
    let policy = content_security_policy(&extra);
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    set(header::CONTENT_SECURITY_POLICY, policy);
    set(
        header::STRICT_TRANSPORT_SECURITY,
        HeaderValue::from_static("max-age=63072000; includeSubDomains; preload"),
    );
    set(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    set(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    // Not `no-referrer`: browsers then send `Origin: null` with our own forms.
    set(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    set(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS));
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    set(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    set(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

fn content_security_policy(extra: &FormAction) -> HeaderValue {
    let form_action =
        extra.0.iter().fold("'self'".to_owned(), |list, origin| format!("{list} {origin}"));
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; \
         form-action {form_action}; frame-ancestors 'none'; base-uri 'none'"
    );
    HeaderValue::from_str(&policy).expect("origins are ASCII")
}
