//! Clients that publish their keys, in place of registering them.

use axum::http::StatusCode;
use jose::{Algorithm, Jwks};
use oidc::{AuthMethod, ClientKeys, IdTokenAlgorithm};
use signing::LocalKeys;

use crate::{
    every_request::assertion,
    world::{ISSUER, World, form, post},
};

const ADDRESS: &str = "https://npq.example/jwks.json";

/// A client that publishes its keys at [`ADDRESS`].
fn publishing() -> World {
    let world = World::new();
    let keys = ClientKeys::Url(ADDRESS.to_owned());
    world.register(AuthMethod::PrivateKeyJwt(keys), IdTokenAlgorithm::Rs256);
    world
}

fn publish(world: &World, keys: &LocalKeys) {
    let public = keys.current(Algorithm::Es256).unwrap().public.clone();
    let mut published = world.store.published.lock().unwrap();
    published.insert(ADDRESS.to_owned(), Jwks::new(vec![public]));
}

#[tokio::test]
async fn a_client_is_believed_by_the_key_it_publishes() {
    let (world, keys) = (publishing(), LocalKeys::generate().unwrap());
    publish(&world, &keys);
    let shown = assertion(&keys, ISSUER, "j1").await;

    let answer = world.ask(post(&format!("{}&{shown}", form(&[])), None)).await;

    assert_eq!(answer.status, StatusCode::OK);
    let kid = keys.current(Algorithm::Es256).unwrap().kid().to_owned();
    assert_eq!(*world.store.fetched.lock().unwrap(), [(ADDRESS.to_owned(), Some(kid))]);
}

#[tokio::test]
async fn row_29_nobody_is_believed_by_another_key_or_while_there_is_none() {
    let (world, keys) = (publishing(), LocalKeys::generate().unwrap());
    let shown = assertion(&keys, ISSUER, "j1").await;
    let asked = format!("{}&{shown}", form(&[]));

    let with_none = world.ask(post(&asked, None)).await;
    publish(&world, &LocalKeys::generate().unwrap());
    let with_another = world.ask(post(&asked, None)).await;

    for answer in [&with_none, &with_another] {
        assert_eq!(answer.refusal(), (401, "invalid_client", "client_authentication_failed"));
    }
    publish(&world, &keys);
    let good = world.ask(post(&asked, None)).await;
    assert_eq!(good.status, StatusCode::OK, "neither the code nor the assertion was used up");
}

#[tokio::test]
async fn nobody_has_keys_fetched_with_what_could_not_be_good() {
    let world = publishing();
    let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    for nothing in
        ["a.b.c", "eyJhbGciOiJub25lIn0.eyJpc3MiOiJucHEifQ.", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA"]
    {
        let shown =
            [("client_assertion_type", kind), ("client_assertion", nothing), ("client_id", "npq")];

        let answer = world.ask(post(&form(&shown), None)).await;

        assert_eq!(answer.refusal(), (401, "invalid_client", "client_authentication_failed"));
    }
    let by_secret = world.ask(post(&form(&[]), Some("npq:s3cret"))).await;
    assert_eq!(by_secret.refusal(), (401, "invalid_client", "client_authentication_failed"));
    assert!(world.store.fetched.lock().unwrap().is_empty());
}
