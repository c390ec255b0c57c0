//! What arrives at the token endpoint: the `Authorization` header on the first line (none if it is empty), then
//! the form.
#![no_main]

use base64::{Engine, engine::general_purpose::STANDARD};
use fuzz::{
    ours::posted,
    plain::{count, may_describe, single},
};
use libfuzzer_sys::fuzz_target;
use oidc::token::{Credential, SecretSentIn, TokenRequest, read_request};

fuzz_target!(|data: &[u8]| {
    let Some((header, form, parameters)) = posted(data) else { return };
    match read_request(&parameters, header) {
        Err(refusal) => assert!(may_describe(&refusal.description())),
        Ok(TokenRequest { credential, grant: _ }) => {
            let secret = single(form, "client_secret", 512);
            let assertion = single(form, "client_assertion", usize::MAX);
            let ways = [header.is_some(), secret.is_some(), assertion.is_some()];
            assert_eq!(ways.iter().filter(|way| **way).count(), 1, "one way to authenticate");
            for name in ["client_id", "client_secret", "client_assertion", "grant_type"] {
                assert!(count(form, name) <= 1, "a repeat is accepted");
            }
            assert!(single(form, "grant_type", 128).is_some());
            match credential {
                Credential::Secret { client, secret: read, sent_in: SecretSentIn::Header } => {
                    assert!(ways[0] && !read.expose().is_empty());
                    let id = single(form, "client_id", 128);
                    assert!(id.is_none_or(|id| id == client.as_str()));
                    // Written again, it is read again.
                    let escaped: [String; 2] = [client.as_str(), read.expose()].map(|part| {
                        url::form_urlencoded::byte_serialize(part.as_bytes()).collect()
                    });
                    let written = format!("Basic {}", STANDARD.encode(escaped.join(":")));
                    let again = read_request(&parameters, Some(&written)).expect("it is good");
                    let expected =
                        Credential::Secret { client, secret: read, sent_in: SecretSentIn::Header };
                    assert_eq!(again.credential, expected);
                }
                Credential::Secret { client, secret: read, sent_in: SecretSentIn::Form } => {
                    assert_eq!(Some(client.as_str()), single(form, "client_id", 128).as_deref());
                    assert_eq!(Some(read.expose()), secret.as_deref());
                }
                Credential::Assertion { client, assertion: read } => {
                    assert_eq!(Some(read.expose()), assertion.as_deref());
                    let id = single(form, "client_id", 128);
                    assert!(id.is_none_or(|id| id == client.as_str()));
                }
            }
        }
    }
});
