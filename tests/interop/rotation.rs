//! Our keys change while somebody is signed in: the library fetches the new one by itself.

use jiff::SignedDuration;

use crate::{
    browser::Browser,
    library::{Library, Proof},
    scene::{Scene, is_about_anne, sign_in, told},
};

#[tokio::test(flavor = "multi_thread")]
async fn openid_client_follows_a_rotation() {
    follows(Library::OpenidClient).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn authlib_follows_a_rotation() {
    follows(Library::Authlib).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn omniauth_follows_a_rotation() {
    follows(Library::Omniauth).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn openidconnect_follows_a_rotation() {
    follows(Library::Openidconnect).await;
}

async fn follows(library: Library) {
    let scene = Scene::new(library, &[Proof::Key]).await;
    let service = scene.start(&scene.clients[0]).unwrap();
    let mut browser = Browser::new();
    told(&sign_in(&mut browser, &service).await, &service);
    let before = browser.cookies.clone();
    let (old, fetched) = (scene.proxy.signed_with(), scene.proxy.jwks_fetched());
    // A library that has just fetched our keys may not ask again within a minute. The service around `openidconnect`
    // has no clock to move: it asks whenever it meets a key that is new to it.
    scene.stack.clock.advance(SignedDuration::from_mins(2));
    browser.open(&format!("{}/clock?seconds=120", service.address)).await;

    // The local stack was given one key of each kind: what takes over was never published before.
    let rotate = format!("{}/local/keys/rotate", scene.proxy.address);
    let rotated = browser.raw(reqwest::Method::POST, &rotate, &[], None).await;
    assert_eq!(rotated.status, 204, "{}", rotated.body);

    is_about_anne(&told(&browser.open(&format!("{}/refresh", service.address)).await, &service));
    let new = scene.proxy.signed_with();
    assert_eq!(new.algorithm, old.algorithm);
    assert_ne!(new.key, old.key);
    assert!(scene.proxy.jwks_fetched() > fetched, "fetched again");
    let another = told(&sign_in(&mut Browser::new(), &service).await, &service);
    is_about_anne(&another);

    // What the old key signed is still good to sign out with.
    browser.cookies.extend(before);
    let after = browser.open(&format!("{}/sign-out", service.address)).await;
    assert_eq!(told(&after, &service)["signed_out"], true);
}
