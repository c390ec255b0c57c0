//! What API Gateway hands over, through the reader of `lambda_http`, to a function that answers everything.
#![no_main]

use std::sync::{Arc, OnceLock};

use axum::{Router, http::header};
use base64::{Engine, engine::general_purpose::STANDARD};
use fuzz::{
    ours::{ISSUER, now, runtime},
    plain::object,
};
use http_body_util::BodyExt;
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use ports::{Clock, Entropy, Variables};
use serde_json::Value;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use url::Url;
use web::Deployment;

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        now()
    }
}

impl Entropy for Still {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

thread_local! {
    static RUNTIME: Runtime = runtime();
}

fn site() -> &'static Router {
    static SITE: OnceLock<Router> = OnceLock::new();
    SITE.get_or_init(|| {
        let settings = Variables::new(|name| {
            Some(match name {
                "ISSUER" => ISSUER.to_owned(),
                "SUPPORT_EMAIL" => "support@example.com".to_owned(),
                _ => return None,
            })
        });
        let deployment = Deployment::read(&settings, Arc::new(Still), Arc::new(Still));
        site::router(&deployment.expect("the settings are good"))
    })
}

fuzz_target!(|data: &[u8]| {
    let Ok(event) = str::from_utf8(data) else { return };
    if !is_from_a_gateway(event) {
        return;
    }
    let Ok(request) = lambda_http::request::from_str(event) else { return };
    let method = request.method().clone();
    let answer = RUNTIME.with(|runtime| {
        runtime.block_on(async {
            let Ok(answer) = site().clone().oneshot(request).await;
            let (parts, body) = answer.into_parts();
            (parts, body.collect().await.expect("it has an end").to_bytes())
        })
    });
    let (parts, body) = answer;
    assert!(!parts.status.is_server_error(), "answered {}", parts.status);
    assert!(parts.headers.get(header::LOCATION).is_none(), "it sends people nowhere");
    for name in ["content-security-policy", "x-content-type-options", "cache-control"] {
        assert!(parts.headers.contains_key(name), "{name} is missing");
    }
    assert_eq!(parts.status == 405, parts.headers.contains_key(header::ALLOW), "{method}");
    let html = parts
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "text/html; charset=utf-8");
    assert!(!html || str::from_utf8(&body).is_ok());
});

/// Whether a gateway could have sent it. The reader of `lambda_http` panics on what only somebody else would send:
/// a body that is not encoded as it says, an address that is none.
fn is_from_a_gateway(event: &str) -> bool {
    let Some(event) = &object(event.as_bytes()) else { return false };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let in_address = |byte: u8| byte.is_ascii_graphic() && !b"\"#<>\\^`{|}".contains(&byte);
    let (path, query) = (text(&event["rawPath"]), text(&event["rawQueryString"]));
    let context = &event["requestContext"];
    let is_host = |host: &str| {
        let plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
        plain && Url::parse(&format!("https://{host}/")).is_ok()
    };
    let named = |name: &'static str| {
        let headers = event["headers"].as_object().into_iter().flatten();
        headers
            .filter(move |(each, _)| each.eq_ignore_ascii_case(name))
            .map(|(_, value)| text(value))
    };
    let body = text(&event["body"]);
    path.starts_with('/')
        && path.bytes().chain(query.bytes()).all(in_address)
        && context["stage"] == "$default"
        && is_host(&text(&context["domainName"]))
        && ["host", "x-forwarded-host"].into_iter().flat_map(named).all(|host| is_host(&host))
        && named("x-forwarded-proto").all(|scheme| scheme == "https")
        && (event["isBase64Encoded"] != true || STANDARD.decode(body).is_ok())
}
