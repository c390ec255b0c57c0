//! Signing out from the service: here, at GOV.UK One Login, and back.

use crate::{
    browser::Browser,
    library::{Library, Proof},
    scene::{Scene, sign_in, told},
};

#[tokio::test(flavor = "multi_thread")]
async fn openid_client_signs_out() {
    signs_out(Library::OpenidClient).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn authlib_signs_out() {
    signs_out(Library::Authlib).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn omniauth_signs_out() {
    signs_out(Library::Omniauth).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn openidconnect_signs_out() {
    signs_out(Library::Openidconnect).await;
}

async fn signs_out(library: Library) {
    let scene = Scene::new(library, &[Proof::Secret]).await;
    let service = scene.start(&scene.clients[0]).unwrap();
    let mut browser = Browser::new();
    told(&sign_in(&mut browser, &service).await, &service);
    let now = format!("{}/now", service.address);
    told(&browser.open(&now).await, &service);
    let signed_in = browser.cookies.clone();

    let after = browser.open(&format!("{}/sign-out", service.address)).await;

    assert_eq!(told(&after, &service)["signed_out"], true, "with the state that was sent");
    let one_login = scene.stack.addresses.one_login.as_ref().unwrap();
    assert!(after.way.iter().any(|url| url.as_str().starts_with(one_login)), "{:?}", after.way);
    browser.cookies = signed_in;
    let dead = browser.open(&now).await;
    assert!(!dead.status.is_success(), "the tokens are dead: {}", dead.body);
}
