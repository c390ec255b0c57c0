//! Refreshing: each refresh token brings the next, and one that is used twice ends them all.

use crate::{
    browser::Browser,
    library::{Library, Proof},
    scene::{Scene, is_about_anne, sign_in, told},
};

#[tokio::test(flavor = "multi_thread")]
async fn openid_client_refreshes() {
    refreshes(Library::OpenidClient, Proof::Key).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn authlib_refreshes() {
    refreshes(Library::Authlib, Proof::Key).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn omniauth_refreshes() {
    refreshes(Library::Omniauth, Proof::Secret).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn openidconnect_refreshes() {
    refreshes(Library::Openidconnect, Proof::Key).await;
}

async fn refreshes(library: Library, proof: Proof) {
    let scene = Scene::new(library, &[proof]).await;
    let service = scene.start(&scene.clients[0]).unwrap();
    let mut browser = Browser::new();
    let first = told(&sign_in(&mut browser, &service).await, &service);
    let before = browser.cookies.clone();
    let refresh = format!("{}/refresh", service.address);
    let now = format!("{}/now", service.address);

    for _ in 0..2 {
        let claims = told(&browser.open(&refresh).await, &service);
        is_about_anne(&claims);
        for same in ["iss", "sub", "aud", "auth_time", "sid"] {
            assert_eq!(claims[same], first[same], "{same}");
        }
        is_about_anne(&told(&browser.open(&now).await, &service));
    }

    // Somebody has the first one as well.
    let latest = std::mem::replace(&mut browser.cookies, before);
    let reused = browser.open(&refresh).await;
    assert!(reused.body.contains("invalid_grant"), "{}", reused.body);
    browser.cookies = latest;
    let ended = browser.open(&refresh).await;
    assert!(ended.body.contains("invalid_grant"), "the family is dead: {}", ended.body);
    let dead = browser.open(&now).await;
    assert!(!dead.status.is_success(), "and so are its access tokens: {}", dead.body);
}
