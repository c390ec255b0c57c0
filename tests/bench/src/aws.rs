//! What stands in for AWS: an embedded DynamoDB, a key of KMS, secrets, email and queues that take everything. It counts what it is
//! asked.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use aws_lc_rs::{
    digest::{Digest, SHA256},
    signature::{RSA_PKCS1_SHA256, RsaKeyPair},
};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

/// What SES answers to an email (Amazon SES API Reference, `SendEmail`).
const SENT: &str = r#"<SendEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendEmailResult><MessageId>0102</MessageId></SendEmailResult><ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></SendEmailResponse>"#;

/// How often each operation was asked for, as `GetItem`, `Sign`, `SendEmail`.
pub(crate) type Asked = BTreeMap<String, u64>;

/// AWS, as far as the functions see it.
#[derive(Clone)]
pub(crate) struct Aws(Arc<Inner>);

struct Inner {
    /// Where the embedded DynamoDB answers.
    dynamodb: String,
    http: reqwest::Client,
    key: RsaKeyPair,
    /// What Secrets Manager holds, by ARN.
    secrets: BTreeMap<String, String>,
    asked: Mutex<Asked>,
}

impl Aws {
    pub(crate) fn new(dynamodb: &str, key: RsaKeyPair, secrets: BTreeMap<String, String>) -> Self {
        let (dynamodb, http) = (dynamodb.to_owned(), reqwest::Client::new());
        Self(Arc::new(Inner { dynamodb, http, key, secrets, asked: Mutex::default() }))
    }

    pub(crate) fn router(&self) -> Router {
        Router::new().fallback(answer).with_state(self.clone())
    }

    /// What was asked since this was called last.
    pub(crate) fn asked(&self) -> Asked {
        std::mem::take(&mut *self.0.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn count(&self, operation: &str) {
        let mut asked = self.0.asked.lock().unwrap_or_else(PoisonError::into_inner);
        *asked.entry(operation.to_owned()).or_default() += 1;
    }

    async fn dynamodb(&self, headers: &HeaderMap, body: Bytes) -> Response {
        let mut request = self.0.http.post(&self.0.dynamodb).body(body);
        for (name, value) in headers.iter().filter(|(name, _)| *name != header::HOST) {
            request = request.header(name, value);
        }
        let Ok(answer) = request.send().await else {
            return StatusCode::BAD_GATEWAY.into_response();
        };
        let (status, headers) = (answer.status(), answer.headers().clone());
        (status, headers, answer.bytes().await.unwrap_or_default()).into_response()
    }

    /// A signature over a digest.
    fn sign(&self, body: &Value) -> Option<Value> {
        let digest = STANDARD.decode(body["Message"].as_str()?).ok()?;
        let digest = Digest::import_less_safe(&digest, &SHA256).ok()?;
        let mut signature = vec![0; self.0.key.public_modulus_len()];
        self.0.key.sign_digest(&RSA_PKCS1_SHA256, &digest, &mut signature).ok()?;
        Some(json!({
            "KeyId": body["KeyId"],
            "Signature": STANDARD.encode(signature),
            "SigningAlgorithm": body["SigningAlgorithm"],
        }))
    }

    fn secret(&self, body: &Value) -> Option<Value> {
        let arn = body["SecretId"].as_str()?;
        Some(json!({ "ARN": arn, "Name": arn, "SecretString": self.0.secrets.get(arn)? }))
    }
}

/// Answers in the way of whichever service is meant: most say in a header what they are asked, and take JSON.
async fn answer(State(aws): State<Aws>, headers: HeaderMap, body: Bytes) -> Response {
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok());
    let Some((service, operation)) = target.and_then(|target| target.rsplit_once('.')) else {
        if body.starts_with(b"Action=SendEmail") {
            aws.count("SendEmail");
            return ([(header::CONTENT_TYPE, "text/xml")], SENT).into_response();
        }
        // Somebody who only wants a connection.
        return "healthy".into_response();
    };
    if service.starts_with("DynamoDB") {
        aws.count(&with_size(operation, &body));
        return aws.dynamodb(&headers, body).await;
    }
    aws.count(operation);
    let asked: Value = serde_json::from_slice(&body).unwrap_or_default();
    let answer = match operation {
        "Sign" => aws.sign(&asked),
        "GetSecretValue" => aws.secret(&asked),
        "SendMessageBatch" => Some(taken(&asked)),
        _ => None,
    };
    match answer {
        Some(answer) => {
            let kind = "application/x-amz-json-1.1";
            ([(header::CONTENT_TYPE, kind)], answer.to_string()).into_response()
        }
        None => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// An operation, and how many writes are in it if it is a transaction.
fn with_size(operation: &str, body: &[u8]) -> String {
    let asked: Value = serde_json::from_slice(body).unwrap_or_default();
    let writes = asked["TransactItems"].as_array().map(Vec::len);
    writes.map_or_else(|| operation.to_owned(), |writes| format!("{operation} of {writes}"))
}

/// What a queue answers that took every message.
fn taken(asked: &Value) -> Value {
    let entries = asked["Entries"].as_array().into_iter().flatten();
    let taken = entries.map(|entry| json!({ "Id": entry["Id"], "MessageId": entry["Id"] }));
    json!({ "Successful": taken.collect::<Vec<_>>(), "Failed": [] })
}
