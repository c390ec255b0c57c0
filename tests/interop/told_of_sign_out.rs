//! Being told that somebody signed out elsewhere (OpenID Connect Back-Channel Logout).

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    browser::Browser,
    library::{Library, Proof, Service},
    proxy::Tampering,
    scene::{Scene, is_about_anne, sign_in, told},
};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

#[tokio::test(flavor = "multi_thread")]
async fn openid_client_ends_a_session_whose_person_signs_out_with_us() {
    ends(Library::OpenidClient).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn openidconnect_ends_a_session_whose_person_signs_out_with_us() {
    ends(Library::Openidconnect).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn openid_client_ends_none_by_a_token_that_was_tampered_with() {
    ends_none(Library::OpenidClient).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn openidconnect_ends_none_by_a_token_that_was_tampered_with() {
    ends_none(Library::Openidconnect).await;
}

async fn ends(library: Library) {
    let scene = Scene::new(library, &[Proof::Key]).await;
    let service = scene.start(&scene.clients[0]).unwrap();
    let mut browser = Browser::new();
    told(&sign_in(&mut browser, &service).await, &service);
    let now = format!("{}/now", service.address);
    is_about_anne(&told(&browser.open(&now).await, &service));

    let question = browser.open(&format!("{}/sign-out", scene.proxy.address)).await;
    browser.send(&question, &[]).await;

    for _ in 0..100 {
        if browser.open(&now).await.body.contains("we: signed out elsewhere") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nobody told the service: {}", service.log());
}

async fn ends_none(library: Library) {
    let scene = Scene::new(library, &[Proof::Key]).await;
    scene.proxy.tamper(Tampering::SignedAnew);
    let service = scene.start(&scene.clients[0]).unwrap();
    let mut browser = Browser::new();
    let claims = told(&sign_in(&mut browser, &service).await, &service);
    let good = json!({
        "iss": scene.proxy.address, "aud": claims["aud"], "sub": claims["sub"], "sid": claims["sid"],
        "iat": claims["iat"], "exp": claims["iat"].as_i64().unwrap() + 120, "jti": "once",
        "events": { EVENT: {} },
    });
    let typ = oidc::logout_token::TYP;
    let with = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        (typ, claims)
    };
    let ago = claims["iat"].as_i64().unwrap() - 600;

    for (typ, claims) in [
        with("events", Value::Null),
        with("events", json!({})),
        with("events", json!({ "http://schemas.openid.net/event/another": {} })),
        with("nonce", json!("of-an-id-token")),
        with("iss", json!("https://somebody-else.example")),
        with("aud", json!("somebody-else")),
        with("exp", json!(ago)),
        with("iat", json!(ago)),
        (oidc::hint::TYP, good.clone()),
    ] {
        let token = scene.proxy.token(typ, &claims);

        assert_eq!(notify(&mut browser, &service, &token).await, 400, "{typ} {claims}");
    }
    let flipped = scene.proxy.token(typ, &good) + "A";
    assert_eq!(notify(&mut browser, &service, &flipped).await, 400);
    let now = format!("{}/now", service.address);
    is_about_anne(&told(&browser.open(&now).await, &service));

    assert_eq!(notify(&mut browser, &service, &scene.proxy.token(typ, &good)).await, 200);
    assert!(browser.open(&now).await.body.contains("we: signed out elsewhere"));
}

/// What the service answers to a logout token.
async fn notify(browser: &mut Browser, service: &Service, token: &str) -> u16 {
    let form = Some(format!("logout_token={token}"));
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let url = format!("{}/back-channel-logout", service.address);
    browser.raw(reqwest::Method::POST, &url, &headers, form).await.status.as_u16()
}
