//! The keys of ID tokens change while people are signed in.

use jose::{Algorithm, Compact, Jwks};
use local::Options;
use oidc::keys::PUBLISHED_AFTER_USE;
use reqwest::{Method, StatusCode};
use signing::LocalKeys;
use url::Url;

use crate::{
    browser::Browser,
    town::{From, Town},
};

#[tokio::test]
async fn nobody_notices_that_the_keys_are_rotated() {
    let settings = vec![("SIGNING_KEYS".to_owned(), next_as_well())];
    let town = Town::with(Options { settings, ..Options::default() }).await;
    let mut browser = Browser::new();
    let found = town.arrive_with_nino(&mut browser, From::Existing, "anne", "AB123456C").await;
    browser.click(&found, "Continue to").await;
    let before = id_token(&town, &mut browser).await;
    let cached = published(&town, &mut browser).await;

    let answer = browser.raw(Method::POST, &town.url("/local/keys/rotate"), &[], None).await;

    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    // Whoever has been found goes straight on.
    browser.open(&format!("{}/sign-in", town.service(From::Existing))).await;
    let after = id_token(&town, &mut browser).await;
    assert_ne!(kid(&before), kid(&after));
    // Those who keep our keys and those who read them again believe both.
    for keys in [&cached, &published(&town, &mut browser).await] {
        assert!(is_signed_by(&before, keys) && is_signed_by(&after, keys));
    }
    assert!(signs_out(&town, &mut browser, &before).await);

    town.wait(PUBLISHED_AFTER_USE);

    let keys = published(&town, &mut browser).await;
    assert!(!is_signed_by(&before, &keys), "it is old");
    assert!(is_signed_by(&after, &keys));
    assert!(!signs_out(&town, &mut browser, &before).await);
    assert!(signs_out(&town, &mut browser, &after).await);
}

/// Making RSA keys takes longer than everything else together: the one that takes over is given as well.
fn next_as_well() -> String {
    LocalKeys::generate().unwrap().with_next().unwrap().to_pem().unwrap()
}

/// The ID token that the service was given last. It forgets it.
async fn id_token(town: &Town, browser: &mut Browser) -> String {
    let sign_out = format!("{}/sign-out", town.service(From::Existing));
    let leaves = browser.open_without_following(&sign_out).await;
    let location = Url::parse(leaves.headers["location"].to_str().unwrap()).unwrap();
    let hint = location.query_pairs().find(|(name, _)| name == "id_token_hint");
    hint.unwrap().1.into_owned()
}

async fn published(town: &Town, browser: &mut Browser) -> Jwks {
    let document = browser.open(&town.url("/.well-known/jwks.json")).await;
    Jwks::parse(&document.body).unwrap()
}

fn is_signed_by(token: &str, keys: &Jwks) -> bool {
    let token = Compact::parse(token).unwrap();
    token.verify_by(keys, &[Algorithm::Rs256, Algorithm::Es256]).is_ok()
}

fn kid(token: &str) -> String {
    Compact::parse(token).unwrap().kid().unwrap().to_owned()
}

/// Whether we know the token as ours: then a sign-out ends at the service, and not at a page of ours.
async fn signs_out(town: &Town, browser: &mut Browser, token: &str) -> bool {
    let back = format!("{}/", town.service(From::Existing));
    let mut logout = Url::parse(&town.url("/oauth2/logout")).unwrap();
    logout.query_pairs_mut().append_pair("id_token_hint", token);
    logout.query_pairs_mut().append_pair("post_logout_redirect_uri", &back);
    browser.open(logout.as_str()).await.url.as_str() == back
}
