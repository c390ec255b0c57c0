//! What functions that run elsewhere take for AWS: DynamoDB, and keys of KMS to sign with. A function knows one address for both.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::json;
use signing::RotatingKeys;

#[derive(Clone)]
struct Aws {
    /// The address of DynamoDB.
    tables: String,
    keys: Arc<RotatingKeys>,
    http: reqwest::Client,
}

/// What KMS is asked to sign.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Sign {
    key_id: String,
    /// A digest, in base64: nobody here sends more.
    message: String,
    signing_algorithm: String,
}

/// Signs with these keys, and passes everything else on to DynamoDB.
pub(crate) fn router(tables: &str, keys: Arc<RotatingKeys>) -> Router {
    let http = reqwest::Client::builder().build().expect("the platform has TLS");
    Router::new().fallback(answer).with_state(Aws { tables: tables.to_owned(), keys, http })
}

async fn answer(State(aws): State<Aws>, headers: HeaderMap, body: Bytes) -> Response {
    let asked = headers.get("x-amz-target").and_then(|target| target.to_str().ok());
    match asked {
        Some("TrentService.Sign") => sign(&aws.keys, &body),
        Some(_) | None => pass_on(&aws, headers, body).await,
    }
}

fn sign(keys: &RotatingKeys, body: &[u8]) -> Response {
    let Ok(asked) = serde_json::from_slice::<Sign>(body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let digest = STANDARD.decode(&asked.message).unwrap_or_default();
    let Ok(signature) = keys.keys().sign_digest(&asked.key_id, &digest) else {
        let kind = json!({ "__type": "NotFoundException" });
        return (StatusCode::BAD_REQUEST, Json(kind)).into_response();
    };
    let elliptic = asked.signing_algorithm.starts_with("ECDSA");
    let signature = if elliptic { der(&signature) } else { signature };
    Json(json!({
        "KeyId": asked.key_id,
        "SigningAlgorithm": asked.signing_algorithm,
        "Signature": STANDARD.encode(signature),
    }))
    .into_response()
}

/// Two numbers in a row as KMS has them: a DER sequence of two integers (RFC 3279 section 2.2.3).
fn der(numbers: &[u8]) -> Vec<u8> {
    let (r, s) = numbers.split_at(numbers.len() / 2);
    element(0x30, [integer(r), integer(s)].concat())
}

/// Without zeros in front, but for the one that says that it is positive.
fn integer(number: &[u8]) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let number = &number[zeros..];
    let sign = number.first().is_none_or(|first| *first >= 0x80).then_some(0);
    element(0x02, sign.into_iter().chain(number.iter().copied()).collect())
}

/// All that is told here is shorter than 128 bytes.
fn element(tag: u8, content: Vec<u8>) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap_or(u8::MAX);
    [vec![tag, length], content].concat()
}

async fn pass_on(aws: &Aws, mut headers: HeaderMap, body: Bytes) -> Response {
    // They are about this connection.
    for name in [header::HOST, header::CONTENT_LENGTH, header::CONNECTION] {
        headers.remove(name);
    }
    let asked = aws.http.post(&aws.tables).headers(headers).body(body).send().await;
    let Ok(answer) = asked else { return StatusCode::BAD_GATEWAY.into_response() };
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    headers.remove(header::TRANSFER_ENCODING);
    let Ok(body) = answer.bytes().await else { return StatusCode::BAD_GATEWAY.into_response() };
    (status, headers, Body::from(body)).into_response()
}

#[cfg(test)]
mod tests {
    use super::der;

    #[test]
    fn a_signature_is_read_back_from_what_kms_would_answer() {
        for (first, last) in [(0x80, 0x01), (0x00, 0xFF), (0x7F, 0x80)] {
            let mut numbers = [0x11; 64];
            (numbers[0], numbers[32]) = (first, last);

            assert_eq!(jose::fixed_signature(&der(&numbers)), Some(numbers));
        }
    }
}
