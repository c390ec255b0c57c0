//! What arrives at the authorize endpoint.
#![no_main]

use std::sync::OnceLock;

use fuzz::{
    ours::{ISSUER, client, keys},
    plain::{count, may_describe, single},
};
use jose::Jwks;
use libfuzzer_sys::fuzz_target;
use oidc::{
    Client, Parameters, Scope,
    authorize::{Judgement, client_id, judge},
    pkce,
    redirect::success,
};
use url::Url;

/// Whatever has a meaning at the endpoint.
const MEANT: [&str; 12] = [
    "state",
    "nonce",
    "scope",
    "response_type",
    "response_mode",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "max_age",
    "ui_locales",
    "login_hint",
    "id_token_hint",
];

fuzz_target!(|query: &[u8]| {
    static US: OnceLock<(Client, Jwks)> = OnceLock::new();
    let (client, keys) = US.get_or_init(|| (client(), keys()));
    let Ok(parameters) = Parameters::read(query) else {
        assert!(query.len() > oidc::LARGEST_REQUEST);
        return;
    };
    let asking = client_id(&parameters).ok();
    let named = single(query, "client_id", 128);
    assert!(asking.is_none_or(|id| named.as_deref() == Some(id.as_str())));

    let ours = |uri: &str| client.redirect_uris.iter().any(|registered| registered == uri);
    match judge(&parameters, client, ISSUER, keys) {
        Judgement::Page(_) => {
            let uri = single(query, "redirect_uri", 2048);
            assert!(!uri.is_some_and(|uri| ours(&uri)), "a good address is answered to");
        }
        Judgement::Redirect(answer) => {
            assert!(ours(&answer.redirect_uri), "a redirect to anywhere");
            assert_eq!(Some(&answer.redirect_uri), single(query, "redirect_uri", 2048).as_ref());
            assert_eq!(answer.state, single(query, "state", 1024));
            assert!(may_describe(&answer.refusal.description()));
            let added = added(&answer.url(ISSUER), &answer.redirect_uri);
            let names: Vec<&str> = added.iter().map(|(name, _)| name.as_str()).collect();
            let stateless = ["error", "error_description", "error_uri", "iss"];
            let stateful = ["error", "error_description", "error_uri", "state", "iss"];
            assert!(names == if answer.state.is_some() { &stateful[..] } else { &stateless[..] });
            assert!(added.contains(&("iss".to_owned(), ISSUER.to_owned())));
        }
        Judgement::Accept(request) => {
            assert!(MEANT.iter().all(|name| count(query, name) <= 1), "a repeat is accepted");
            assert!(["request", "request_uri", "registration"].iter().all(|name| {
                count(query, name) == 0 || single(query, name, usize::MAX).is_none()
            }));
            assert!(ours(&request.redirect_uri), "a redirect to anywhere");
            assert_eq!(single(query, "response_type", 64).as_deref(), Some("code"));
            assert_eq!(single(query, "code_challenge_method", 64).as_deref(), Some("S256"));
            assert_eq!(
                Some(&request.code_challenge),
                single(query, "code_challenge", 128).as_ref()
            );
            assert!(
                pkce::is_challenge(&request.code_challenge) && request.code_challenge.len() == 43
            );
            assert!(request.scopes.contains(&Scope::OpenId));
            assert!(request.scopes.contains(&Scope::TeachingRecord));
            assert_eq!(request.state, single(query, "state", 1024));
            assert_eq!(request.nonce, single(query, "nonce", 512));
            let code = jose::Secret::from_random([7; 32]);
            let added = added(&success(&request, &code, ISSUER), &request.redirect_uri);
            let state = request.state.map(|state| ("state".to_owned(), state));
            let code = Some(("code".to_owned(), code.expose().to_owned()));
            let iss = Some(("iss".to_owned(), ISSUER.to_owned()));
            assert_eq!(added, [code, state, iss].into_iter().flatten().collect::<Vec<_>>());
        }
    }
});

/// What a redirect adds to the registered address.
fn added(url: &str, registered: &str) -> Vec<(String, String)> {
    let rest = url.strip_prefix(registered).expect("the registered address, byte for byte");
    assert!(rest.starts_with(['?', '&']) && rest.is_ascii());
    let parsed = Url::parse(url).expect("a URL");
    assert_eq!(parsed.origin(), Url::parse(registered).expect("a URL").origin());
    url::form_urlencoded::parse(&rest.as_bytes()[1..]).into_owned().collect()
}
