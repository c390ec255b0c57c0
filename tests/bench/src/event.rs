//! Requests, as API Gateway hands them to a function (payload format 2.0), and messages, as a queue does.

use serde_json::{Value, json};
use url::Url;

/// A phone's browser, as most people have one.
const USER_AGENT: &str = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36";

/// A request that is about to be made.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) url: Url,
    /// As `name=value`, apart by `; `.
    pub(crate) cookies: String,
    /// What is posted, as a form.
    pub(crate) form: Option<String>,
    /// What it says in `Authorization`.
    pub(crate) authorization: Option<String>,
}

impl Request {
    pub(crate) fn get(url: &Url, cookies: &str) -> Self {
        Self { url: url.clone(), cookies: cookies.to_owned(), form: None, authorization: None }
    }

    pub(crate) fn post(url: &Url, cookies: &str, form: String) -> Self {
        Self { form: Some(form), ..Self::get(url, cookies) }
    }

    pub(crate) fn event(&self) -> String {
        let url = &self.url;
        let method = if self.form.is_some() { "POST" } else { "GET" };
        let host = url.host_str().unwrap_or_default();
        let authority = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let mut headers = json!({
            "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "accept-encoding": "gzip, deflate, br, zstd",
            "accept-language": "en-GB,en;q=0.9",
            "host": authority,
            "sec-fetch-dest": "document",
            "sec-fetch-mode": "navigate",
            "sec-fetch-site": "same-origin",
            "sec-fetch-user": "?1",
            "user-agent": USER_AGENT,
            "x-amzn-trace-id": "Root=1-691f24a0-000000000000000000000013",
            "x-forwarded-for": "203.0.113.7",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
        });
        if let Some(form) = &self.form {
            headers["origin"] = url.origin().ascii_serialization().into();
            headers["content-type"] = "application/x-www-form-urlencoded".into();
            headers["content-length"] = form.len().to_string().into();
        }
        if let Some(authorization) = &self.authorization {
            headers["authorization"] = authorization.as_str().into();
        }
        let cookies: Vec<&str> =
            self.cookies.split("; ").filter(|cookie| !cookie.is_empty()).collect();
        json!({
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": url.path(),
            "rawQueryString": url.query().unwrap_or_default(),
            "cookies": cookies,
            "headers": headers,
            "requestContext": {
                "accountId": "123456789012",
                "apiId": "a1b2c3d4e5",
                "domainName": host,
                "domainPrefix": "connect",
                "http": {
                    "method": method,
                    "path": url.path(),
                    "protocol": "HTTP/1.1",
                    "sourceIp": "203.0.113.7",
                    "userAgent": USER_AGENT,
                },
                "requestId": "JKJaXmPLvHc0019=",
                "routeKey": "$default",
                "stage": "$default",
                "time": "20/Nov/2026:14:24:00 +0000",
                "timeEpoch": 1_795_184_640_000_u64,
            },
            "body": self.form,
            "isBase64Encoded": false,
        })
        .to_string()
    }
}

/// One message of a queue, which names a message of the outbox.
pub(crate) fn message(id: &str) -> String {
    let record: Value = json!({
        "messageId": "19dd0b57-b21e-4ac1-bd88-01bbb068cb70",
        "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
        "body": json!({ "v": 1, "message": id }).to_string(),
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": "1767222000000",
            "SenderId": "AROAEXAMPLEID:outbox-relay",
            "ApproximateFirstReceiveTimestamp": "1767222000010",
        },
        "messageAttributes": {},
        "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-west-2:123456789012:connect-Email",
        "awsRegion": "eu-west-2",
    });
    json!({ "Records": [record] }).to_string()
}
