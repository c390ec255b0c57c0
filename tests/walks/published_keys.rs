//! A calling service that publishes its keys, and changes them.

use std::{
    env, fs,
    sync::{Arc, Mutex},
};

use axum::{Router, routing::get};
use jose::{Algorithm, Jwks, Unsigned};
use local::Options;
use ports::{Clock, Signer};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use signing::LocalKeys;
use tokio::net::TcpListener;

use crate::{browser::Browser, town::Town};

/// What the service publishes now.
type Published = Arc<Mutex<String>>;

fn publish(published: &Published, keys: &LocalKeys) {
    let public = keys.current(Algorithm::Es256).unwrap().public.clone();
    *published.lock().unwrap() = Jwks::new(vec![public]).to_json().to_string();
}

/// A town with a service that publishes its keys, and where it does.
async fn town() -> (Town, Published) {
    let published = Published::default();
    let said = published.clone();
    let router = Router::new().route("/keys", get(async move || said.lock().unwrap().clone()));
    let listener = TcpListener::bind("localhost:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let file = env::temp_dir().join(format!("publishing-{port}.toml"));
    let registration = format!(
        "[[client]]\nclient_id = 'publishing'\nname = 'Publishing'\nrecord_policy = 'allocate'\n\
         redirect_uris = ['http://localhost:{port}/callback']\nauth_method = 'private_key_jwt'\n\
         jwks_uri = 'http://localhost:{port}/keys'\n"
    );
    fs::write(&file, registration).unwrap();
    let town = Town::with(Options { clients: Some(file.clone()), ..Options::default() }).await;
    fs::remove_file(file).unwrap();
    (town, published)
}

/// What the service is answered when it asks for a token of its own, signed with this key.
async fn asks(town: &Town, keys: &LocalKeys, id: &str) -> StatusCode {
    let now = town.stack.clock.now().as_second();
    let key = keys.current(Algorithm::Es256).unwrap();
    let claims = json!({
        "iss": "publishing", "sub": "publishing", "aud": town.stack.addresses.issuer, "jti": id,
        "iat": now, "exp": now + 60,
    });
    let Value::Object(claims) = claims else { unreachable!() };
    let unsigned = Unsigned::new(Algorithm::Es256, key.kid(), "JWT", &claims);
    let signature = keys.sign(key, unsigned.signing_input()).await.unwrap();
    let form = format!(
        "grant_type=client_credentials&client_assertion_type=\
         urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion={}",
        unsigned.assemble(&signature)
    );
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    let url = town.url("/oauth2/token");
    Browser::new().raw(Method::POST, &url, &kind, Some(form)).await.status
}

#[tokio::test]
async fn a_service_changes_its_keys_by_itself() {
    let (town, published) = town().await;
    let (old, new) = (LocalKeys::generate().unwrap(), LocalKeys::generate().unwrap());
    publish(&published, &old);

    assert_eq!(asks(&town, &old, "1").await, StatusCode::OK);
    assert_eq!(asks(&town, &old, "1").await, StatusCode::UNAUTHORIZED, "an assertion is good once");
    assert_eq!(asks(&town, &new, "2").await, StatusCode::UNAUTHORIZED, "it is not published");

    publish(&published, &new);
    town.wait(jiff::SignedDuration::from_mins(1));

    assert_eq!(asks(&town, &new, "3").await, StatusCode::OK);
    assert_eq!(asks(&town, &old, "4").await, StatusCode::UNAUTHORIZED, "it was taken away");
}
