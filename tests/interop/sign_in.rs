//! Signing in, from discovery alone: what the service is told, and a code that is used twice.

use serde_json::json;

use crate::{
    browser::Browser,
    library::{Library, Proof},
    scene::{Scene, is_about_anne, told, up_to_the_way_back},
};

#[tokio::test(flavor = "multi_thread")]
async fn openid_client_signs_in() {
    signs_in(Library::OpenidClient).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn authlib_signs_in() {
    signs_in(Library::Authlib).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn omniauth_signs_in() {
    signs_in(Library::Omniauth).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn openidconnect_signs_in() {
    signs_in(Library::Openidconnect).await;
}

/// With a key and ES256, then with a secret and RS256.
async fn signs_in(library: Library) {
    let scene = Scene::new(library, &[Proof::Key, Proof::Secret]).await;
    for (client, algorithm) in scene.clients.iter().zip(["ES256", "RS256"]) {
        let service = scene.start(client).unwrap();
        let mut browser = Browser::new();
        let back = up_to_the_way_back(&mut browser, &service).await.unwrap();
        let before = browser.cookies.clone();

        let claims = told(&browser.open(back.as_str()).await, &service);

        is_about_anne(&claims);
        let audience = &claims["aud"];
        assert!(*audience == client.id || *audience == json!([client.id]), "{audience}");
        assert_eq!(scene.proxy.signed_with().algorithm, algorithm);
        assert!(scene.proxy.jwks_fetched() > 0, "the signature was looked at");
        let now = format!("{}/now", service.address);
        let userinfo = told(&browser.open(&now).await, &service);
        is_about_anne(&userinfo);
        assert_eq!(userinfo["sub"], claims["sub"]);

        let after = std::mem::replace(&mut browser.cookies, before);
        let again = browser.open(back.as_str()).await;
        assert!(again.body.contains("invalid_grant"), "{}", again.body);
        browser.cookies = after;
        let revoked = browser.open(&now).await;
        assert!(!revoked.status.is_success(), "a code used twice revokes what it gave");
    }
}
