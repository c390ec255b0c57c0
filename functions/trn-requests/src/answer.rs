//! The good answer, which a client may keep to ask whether it still holds (RFC 9110 section 13.1.2).

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use oidc::trn_request::{ASK_AGAIN_AFTER, RequestStatus, entity_tag, has_already};
use web::resource;

/// How far the request is, or that it is as far as the client knows.
pub(crate) fn told(status: &RequestStatus, asked: &HeaderMap) -> Response {
    let body = status.body();
    let tag = entity_tag(&body);
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let mut response = if has_already(&tag, known) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        resource::good(&body)
    };
    let headers = response.headers_mut();
    // The client may keep it, nobody between us may, and it has to ask before it uses it again.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.remove(header::PRAGMA);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if status.may_change() {
        headers.insert(header::RETRY_AFTER, ASK_AGAIN_AFTER.into());
    }
    response
}
