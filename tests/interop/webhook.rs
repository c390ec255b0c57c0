//! Hearing of events as the documentation shows it: with Node.js's own cryptography, from our published keys.

use std::time::Duration;

use local::{Options, Stack};
use ports::Clock;
use reqwest::{Client, StatusCode};
use serde_json::Value;

use crate::{
    library::Service,
    scene::{self, folder, free_port},
};

/// The product, and a service that was pinged once.
struct Pinged {
    stack: Stack,
    service: Service,
    /// The request as it came.
    request: Value,
}

impl Pinged {
    async fn new() -> Self {
        let (folder, here, behind) = (folder(), free_port(), free_port());
        let file = folder.join("clients.toml");
        let webhook_url = format!("http://localhost:{here}/webhook");
        let client = format!(
            "[[client]]\nclient_id = 'hears'\nname = 'Hears'\nrecord_policy = 'allocate'\n\
             redirect_uris = ['http://localhost:{here}/callback']\n\
             auth_method = 'client_secret_post'\nclient_secret = 'of this test alone'\n\
             webhook_url = '{webhook_url}'\n"
        );
        std::fs::write(&file, client).unwrap();
        let keys = ["ONE_LOGIN_PRIVATE_KEY", "SIGNING_KEYS"];
        let settings = keys.map(|name| (name.to_owned(), scene::keys().to_owned())).to_vec();
        let options =
            Options { clients: Some(file), port: Some(behind), settings, ..Options::default() };
        let stack = Stack::start(options).await.unwrap();
        let service =
            Service::that_hears((&stack.addresses.issuer, &webhook_url), here, &folder).unwrap();
        let pinged = Self { stack, service, request: Value::Null };
        pinged.ping().await;
        let request = pinged.account().await["requests"][0].clone();
        Self { request, ..pinged }
    }

    /// Has the service pinged, and waits until it has answered.
    async fn ping(&self) {
        let (store, now) = (&self.stack.store, self.stack.clock.now());
        store.ping(&"hears".parse().unwrap(), now).await.unwrap();
        for _ in 0..100 {
            self.stack.messages.settle().await;
            if !self.account().await["requests"].as_array().unwrap().is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("nobody told the service: {}", self.service.log());
    }

    /// What the service has heard, and what came.
    async fn account(&self) -> Value {
        self.at("/").await
    }

    async fn at(&self, path: &str) -> Value {
        let answer = Client::new().get(format!("{}{path}", self.service.address)).send().await;
        serde_json::from_str(&answer.unwrap().text().await.unwrap()).unwrap()
    }

    /// What the service answers to the request as it came, with some of its headers and its body changed.
    async fn again(&self, changed: &[(&str, &str)], body: Option<&str>) -> StatusCode {
        let mut request = Client::new().post(format!("{}/webhook", self.service.address));
        for name in ["content-type", "content-digest", "signature-input", "signature"] {
            let change = changed.iter().find(|(each, _)| *each == name).map(|(_, value)| *value);
            request = request.header(name, change.unwrap_or_else(|| self.header(name)));
        }
        let body = body.unwrap_or_else(|| self.request["body"].as_str().unwrap()).to_owned();
        request.body(body).send().await.unwrap().status()
    }

    fn header(&self, name: &str) -> &str {
        self.request["headers"][name].as_str().unwrap()
    }
}

/// Headers that say something else, and another body.
type Change<'a> = (Vec<(&'a str, &'a str)>, Option<&'a str>);

#[tokio::test(flavor = "multi_thread")]
async fn a_service_hears_an_event_once_however_often_it_comes() {
    let pinged = Pinged::new().await;

    let again = pinged.again(&[], None).await;

    let account = pinged.account().await;
    let heard = account["heard"].as_array().unwrap();
    assert_eq!((again, heard.len()), (StatusCode::NO_CONTENT, 1), "{}", pinged.service.log());
    assert_eq!(heard[0]["type"], "ping");
    assert_eq!(heard[0]["source"], pinged.stack.addresses.issuer);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_believes_nothing_that_was_tampered_with() {
    let pinged = Pinged::new().await;
    let (input, signature) = (pinged.header("signature-input"), pinged.header("signature"));
    let forged = r#"{"specversion":"1.0","id":"forged","type":"trn_request.completed"}"#;
    let digest = jose::content_digest(forged);
    let created = input.split("created=").nth(1).unwrap().split(';').next().unwrap();
    let later = (created.parse::<i64>().unwrap() + 1).to_string();
    let kid = input.split('"').nth_back(5).unwrap();
    assert_eq!(kid.len(), 43, "{input}");
    let inputs = [
        input.replace(created, &later),
        input.replace(kid, "another"),
        input.replace(" \"content-digest\"", ""),
        input.replace("\"@method\" ", ""),
        input.replace("webhook=", "another="),
        input.replace("teaching-record-webhook", "another"),
        input.replace(&format!(";created={created}"), ""),
        input.replace("ecdsa-p256-sha256", "hmac-sha256"),
        String::new(),
    ];
    let (start, end) = signature.split_at(20);
    let flipped = format!("{}{}{end}", &start[..19], if start.ends_with('A') { 'B' } else { 'A' });

    let mut changes: Vec<Change<'_>> = vec![
        (vec![], Some(forged)),
        (vec![("content-digest", &digest)], Some(forged)),
        (vec![("content-digest", &digest)], None),
        (vec![("content-digest", "")], Some(forged)),
        (vec![("content-type", "application/json")], None),
        (vec![("signature", &flipped)], None),
        (vec![("signature", "webhook=::")], None),
        (vec![("signature", "")], None),
    ];
    changes.extend(inputs.iter().map(|input| {
        assert!(input != pinged.header("signature-input"));
        (vec![("signature-input", input.as_str())], None)
    }));
    for (changed, body) in changes {
        let answer = pinged.again(&changed, body).await;

        assert_eq!(answer, StatusCode::BAD_REQUEST, "{changed:?} {body:?}");
    }
    assert_eq!(pinged.account().await["heard"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_believes_no_signature_that_is_older_than_five_minutes_or_comes_from_the_future()
{
    let pinged = Pinged::new().await;
    for (seconds, answer) in [(250, 204), (350, 400), (-350, 400)] {
        pinged.at(&format!("/clock?seconds={seconds}")).await;

        assert_eq!(pinged.again(&[], None).await.as_u16(), answer, "{seconds}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_believes_no_event_that_was_meant_for_another_address() {
    let pinged = Pinged::new().await;
    let folder = folder();
    let port = free_port();
    let elsewhere = format!("http://localhost:{port}/webhook");
    let issuer = &pinged.stack.addresses.issuer;
    let other = Service::that_hears((issuer, &elsewhere), port, &folder).unwrap();

    let answer = Pinged { service: other, ..pinged }.again(&[], None).await;

    assert_eq!(answer, StatusCode::BAD_REQUEST);
}
