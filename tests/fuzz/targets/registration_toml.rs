//! A file of registrations.
#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use oidc::{
    AuthMethod, Client, ClientKeys,
    registration::{Place, read},
};
use url::{Host, Url};

fuzz_target!(|data: &[u8]| {
    let Ok(file) = str::from_utf8(data) else { return };
    let deployed = read(file, Place::Deployed);
    let local = read(file, Place::LocalStack);
    if let Ok(clients) = &deployed {
        assert_eq!(local.as_ref(), Ok(clients), "what may be deployed may be tried");
    }
    for (clients, place) in [(&deployed, Place::Deployed), (&local, Place::LocalStack)] {
        match clients {
            Ok(clients) => {
                let ids: BTreeSet<&str> =
                    clients.iter().map(|client| client.service.id.as_str()).collect();
                assert_eq!(ids.len(), clients.len(), "an id is used twice");
                clients.iter().for_each(|client| good(client, place));
            }
            Err(invalid) => assert!(!invalid.mistakes.is_empty()),
        }
    }
});

fn good(client: &Client, place: Place) {
    assert!(!client.redirect_uris.is_empty());
    let one = [&client.backchannel_logout_uri, &client.initiate_login_uri, &client.webhook_url];
    let all = client.redirect_uris.iter().chain(&client.post_logout_redirect_uris);
    for address in all.chain(one.into_iter().flatten()) {
        address_is_good(address, place);
    }
    match &client.auth_method {
        AuthMethod::ClientSecretBasic(secrets) | AuthMethod::ClientSecretPost(secrets) => {
            assert!((1..=2).contains(&secrets.digests.len()));
        }
        AuthMethod::PrivateKeyJwt(ClientKeys::Url(url)) => address_is_good(url, place),
        AuthMethod::PrivateKeyJwt(ClientKeys::Inline(keys)) => {
            assert!(!keys.keys().is_empty());
            let named =
                |key: &jose::PublicKey| key.kid.as_ref().is_some_and(|kid| keys.key(kid).is_ok());
            assert!(keys.keys().len() == 1 || keys.keys().iter().all(named));
        }
    }
}

/// Whatever a browser makes of it, it is what was reviewed.
fn address_is_good(address: &str, place: Place) {
    let url = Url::parse(address).expect("a URL");
    assert!(url.fragment().is_none() && url.username().is_empty() && url.password().is_none());
    assert!(!address.contains(['*', '#', '\\', ' ', '"', '<', '>']) && address.is_ascii());
    let here = match url.host().expect("it has a host") {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    assert!(
        url.scheme() == "https" || (place == Place::LocalStack && url.scheme() == "http" && here)
    );
    let host = url.host_str().expect("it has a host");
    let after = address.split_once("://").expect("two slashes").1.to_ascii_lowercase();
    assert!(after.starts_with(host), "the host is another than it looks");
    let path = url.path().len();
    let written = address.split_once("://").expect("two slashes").1;
    let written = written
        .split('?')
        .next()
        .expect("a part")
        .find('/')
        .map(|at| written.split('?').next().expect("a part").len() - at);
    assert!(written.is_none_or(|written| written == path), "the path is another than it looks");
}
