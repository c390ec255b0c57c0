//! The access token of a request (RFC 6750 section 2): in the `Authorization` header or, in a `POST`, in
//! the form. A token in the query is not looked at: queries end up in logs.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, Method, header},
};
use jose::Secret;
use oidc::{LARGEST_REQUEST, Parameters, Problem, Refusal};

/// Ours are shorter.
const LONGEST_TOKEN: usize = 512;

/// The token, if one came along.
pub async fn bearer(request: Request) -> Result<Option<Secret>, Refusal> {
    let (parts, body) = request.into_parts();
    let in_header = in_header(&parts.headers)?;
    let in_form = if parts.method == Method::POST && is_form(&parts.headers) {
        in_form(body).await?
    } else {
        None
    };
    match (in_header, in_form) {
        (Some(_), Some(_)) => Err(Refusal::of(Problem::RepeatedParameter, "access_token")),
        (token, None) | (None, token) => Ok(token),
    }
}

/// A header of another scheme brings no token.
fn in_header(headers: &HeaderMap) -> Result<Option<Secret>, Refusal> {
    let malformed = || Refusal::from(Problem::MalformedRequest);
    let mut sent = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(only), None) = (sent.next(), sent.next()) else {
        return if headers.contains_key(header::AUTHORIZATION) {
            Err(malformed())
        } else {
            Ok(None)
        };
    };
    let text = only.to_str().map_err(|_| malformed())?;
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Ok(None);
    }
    if is_token(token) { Ok(Some(Secret::presented(token))) } else { Err(malformed()) }
}

/// The syntax of RFC 6750 section 2.1.
fn is_token(text: &str) -> bool {
    let unpadded = text.trim_end_matches('=');
    (1..=LONGEST_TOKEN).contains(&text.len())
        && !unpadded.is_empty()
        && unpadded.bytes().all(|b| {
            b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~' | b'+' | b'/')
        })
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

async fn in_form(body: Body) -> Result<Option<Secret>, Refusal> {
    let malformed = || Refusal::from(Problem::MalformedRequest);
    let body = to_bytes(body, LARGEST_REQUEST).await.map_err(|_| malformed())?;
    let form = Parameters::read(&body).map_err(|_| malformed())?;
    Ok(form.optional("access_token", LONGEST_TOKEN)?.map(Secret::presented))
}
