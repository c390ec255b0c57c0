//! Settings that cannot be used stop the start.

use std::sync::Arc;

use crate::scene::KeptInMemory;
use one_login::{CannotStart, IdTokenAlg, InvalidSettings, OneLoginClient, Ports, Settings};
use ports::MoreRoots;
use signing::LocalKeys;
use testing::{MovableClock, SystemEntropy};

fn integration() -> Settings {
    Settings {
        issuer: "https://oidc.integration.account.gov.uk/".to_owned(),
        client_id: "us".parse().unwrap(),
        did_url: "https://identity.integration.account.gov.uk/.well-known/did.json".to_owned(),
        identity_issuer: "https://identity.integration.account.gov.uk/".to_owned(),
        id_token_alg: IdTokenAlg::Es256,
        identity_max_life: Settings::IDENTITY_MAX_LIFE,
        more_roots: MoreRoots::default(),
        our_issuer: "https://connect.example.gov.uk".to_owned(),
    }
}

#[test]
fn settings_have_to_be_urls_that_can_be_trusted() {
    let ports = Ports {
        documents: Arc::new(KeptInMemory::default()),
        signer: Arc::new(LocalKeys::generate().unwrap()),
        clock: Arc::new(MovableClock::default()),
        entropy: Arc::new(SystemEntropy),
    };
    let change = |change: fn(&mut Settings)| {
        let mut settings = integration();
        change(&mut settings);
        match OneLoginClient::new(settings, ports.clone()) {
            Ok(_) => None,
            Err(CannotStart::Settings(invalid)) => Some(invalid),
            Err(other @ (CannotStart::Setting(_) | CannotStart::Fault(_))) => panic!("{other:?}"),
        }
    };

    assert_eq!(change(|_| ()), None);
    assert_eq!(change(|s| s.issuer = "http://localhost:3001/".into()), None);
    assert_eq!(change(|s| s.did_url = "http://127.0.0.1:9/a/did.json".into()), None);
    assert_eq!(change(|s| s.our_issuer = "http://[::1]:3000".into()), None);
    for issuer in [
        "",
        "oidc",
        "http://oidc.example/",
        "ftp://oidc.example/",
        "https://a.example/?b/",
        "https://a.example/#",
    ] {
        let mut settings = integration();
        issuer.clone_into(&mut settings.issuer);
        let refused = OneLoginClient::new(settings, ports.clone());
        assert!(
            matches!(refused, Err(CannotStart::Settings(InvalidSettings::Issuer))),
            "{issuer}: {refused:?}"
        );
    }
    let did_url = Some(InvalidSettings::DidUrl);
    assert_eq!(change(|s| s.did_url = "https://identity.example/".into()), did_url);
    assert_eq!(change(|s| s.did_url = "http://identity.example/did.json".into()), did_url);
    let our_issuer = Some(InvalidSettings::OurIssuer);
    assert_eq!(change(|s| s.our_issuer = "http://connect.example".into()), our_issuer);
    assert_eq!(change(|s| s.our_issuer = "https://connect.example/".into()), our_issuer);
    let identity_issuer = Some(InvalidSettings::IdentityIssuer);
    assert_eq!(change(|s| s.identity_issuer = String::new()), identity_issuer);
}
