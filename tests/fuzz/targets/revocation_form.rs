//! What arrives where tokens are revoked: the `Authorization` header on the first line (none if it is empty),
//! then the form; and the token in it, whichever it is.
#![no_main]

use fuzz::{
    ours::posted,
    plain::{count, may_describe, single},
};
use jose::{Digest, Secret};
use libfuzzer_sys::fuzz_target;
use oidc::{
    LARGEST_REQUEST,
    token::{Credential, RefreshToken, Revocable, Revocation, read_revocation},
};

fuzz_target!(|data: &[u8]| {
    let Some((header, form, parameters)) = posted(data) else { return };
    match read_revocation(&parameters, header) {
        Err(refusal) => assert!(may_describe(&refusal.description())),
        Ok(Revocation { credential, token }) => {
            assert_eq!(Some(token.expose()), single(form, "token", LARGEST_REQUEST).as_deref());
            for name in ["client_id", "client_secret", "client_assertion", "token"] {
                assert!(count(form, name) <= 1, "a repeat is accepted");
            }
            let (Credential::Secret { client, .. } | Credential::Assertion { client, .. }) =
                credential;
            assert!(single(form, "client_id", 128).is_none_or(|id| id == client.as_str()));
            whichever_it_is(&token);
        }
    }
});

/// A token is one of ours to the letter, or it is not one: nobody gets at a family with another spelling.
fn whichever_it_is(token: &Secret) {
    let text = token.expose();
    let is_marked = |text: &str| {
        let (random, checksum) = text.split_at(text.len() - 6);
        Digest::of(random.as_bytes()).as_str().starts_with(checksum)
    };
    match Revocable::of(token) {
        Revocable::Refresh(read) => {
            assert!(
                text.starts_with("ctr_rt_") && text.len() == 7 + 43 + 43 + 6 && is_marked(text)
            );
            assert_eq!((read.secret().expose(), read.digest()), (text, token.digest()));
            assert_eq!(read.family(), Digest::of(&text.as_bytes()[7..50]));
            let next = read.next(&Secret::from_random([1; 32]));
            let next = RefreshToken::read(next.secret()).expect("what follows it is one");
            assert_eq!(next.family(), read.family());
        }
        Revocable::Client(same) => assert!(same == *token && text.starts_with("ctr_ct_")),
        Revocable::Access(same) => assert!(same == *token && !text.starts_with("ctr_ct_")),
    }
}
