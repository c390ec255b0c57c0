//! The `Cookie` header: each line of the data is one.
#![no_main]

use axum::http::{HeaderMap, HeaderValue, header};
use jose::Secret;
use libfuzzer_sys::fuzz_target;
use url::Url;
use web::{SESSION_COOKIE, ServiceHint, presented};

fuzz_target!(|data: &[u8]| {
    let mut headers = HeaderMap::new();
    for line in data.split(|byte| *byte == b'\n') {
        if let Ok(value) = HeaderValue::from_bytes(line) {
            headers.append(header::COOKIE, value);
        }
    }

    let expected = plainly(&headers).map(|value| Secret::presented(value).digest());
    assert_eq!(presented(&headers, SESSION_COOKIE), expected);

    if let Some(hint) = ServiceHint::of(&headers) {
        let url = Url::parse(&hint.href).expect("it leads somewhere");
        assert!(matches!(url.scheme(), "https" | "http"), "a link that is none");
        let written = hint.remember();
        let pair = written.to_str().expect("ASCII").split(';').next().expect("a pair");
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(pair).expect("ASCII"));
        assert_eq!(ServiceHint::of(&headers).as_ref(), Some(&hint));
    }
});

/// The first cookie of that name (RFC 6265 section 5.4, read leniently: spaces around are nobody's).
fn plainly(headers: &HeaderMap) -> Option<String> {
    for header in headers.get_all(header::COOKIE) {
        let Ok(line) = header.to_str() else { continue };
        for pair in line.split(';') {
            if let Some((name, value)) = pair.split_once('=')
                && name.trim() == SESSION_COOKIE
            {
                return Some(value.trim().to_owned());
            }
        }
    }
    None
}
