//! Asking how far a TRN request is, as the documentation shows it.

use std::process::Command;

use local::{Options, Stack};
use serde_json::Value;

use crate::{browser::Browser, document, scene};

#[tokio::test(flavor = "multi_thread")]
async fn a_service_asks_how_far_a_trn_request_is() {
    let keys = ["ONE_LOGIN_PRIVATE_KEY", "SIGNING_KEYS"];
    let settings = keys.map(|name| (name.to_owned(), scene::keys().to_owned())).to_vec();
    let stack = Stack::start(Options { settings, ..Options::default() }).await.unwrap();
    let mut browser = Browser::new();
    let picker = browser.open(&format!("{}/sign-in", stack.addresses.allocate)).await;
    let nino = browser.send(&picker, &[("persona", "gus")]).await;
    let trn = browser.send(&nino, &[("have_nino", "no")]).await;
    let ask = browser.send(&trn, &[("have_trn", "no")]).await;
    let given = browser.send(&ask, &[]).await;
    let told = browser.click(&given, "Continue to").await.text();
    let claim = |name: &str| {
        let (_, after) = told.split_once(&format!("{name} \"")).unwrap();
        after.split('"').next().unwrap().to_owned()
    };

    let output = Command::new("sh")
        .args(["-ec", &document::snippet("trn-request.sh")])
        .env("ISSUER", &stack.addresses.issuer)
        .env("CLIENT_ID", "sample-allocate")
        .env("CLIENT_SECRET", "the-secret-of-sample-allocate-on-one-machine")
        .env("TRN_REQUEST_ID", claim("trn_request_id"))
        .output()
        .unwrap();

    assert!(output.status.success(), "is curl there? {}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["status"], "completed");
    assert_eq!(answer["trn"], claim("trn").as_str());
}
