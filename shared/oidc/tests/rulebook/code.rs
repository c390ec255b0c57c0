//! Whether a code may be exchanged.

use identity::ClientId;
use jose::{Digest, Secret};
use oidc::{
    AccessGrant, CodeGrant, CodeUse, Exchanged, Scope, StoredCode,
    token::{CodeRefused, judge_code},
};
use proptest::prelude::*;

use crate::ours::{CHALLENGE, NOW, VERIFIER, at, now};

const CALLBACK: &str = "https://npq.example/callback";

fn npq() -> ClientId {
    "npq".parse().unwrap()
}

fn stored(spent: CodeUse) -> StoredCode {
    StoredCode {
        grant: CodeGrant {
            client: npq(),
            redirect_uri: CALLBACK.to_owned(),
            code_challenge: CHALLENGE.to_owned(),
            nonce: None,
            access: AccessGrant {
                client: npq(),
                subject: "ada".parse().unwrap(),
                session: "s1".parse().unwrap(),
                scopes: vec![Scope::OpenId, Scope::TeachingRecord],
                auth_time: now(),
                trn: None,
            },
            expires_at: at(NOW + 60),
        },
        spent,
    }
}

#[test]
fn row_31_a_code_is_good_for_its_client_its_address_and_its_verifier_for_a_minute_and_once() {
    let other: ClientId = "other".parse().unwrap();
    let verifier = Secret::presented(VERIFIER);
    let wrong = Secret::presented("x".repeat(43));
    let fresh = stored(CodeUse::Unused);
    let burnt = stored(CodeUse::Spent(None));
    let gave = Exchanged { token: Digest::of(b"token"), family: None };
    let exchanged = stored(CodeUse::Spent(Some(gave)));
    let npq = npq();
    let slash = "https://npq.example/callback/";
    let cases = [
        (Some(&fresh), &npq, CALLBACK, Some(&verifier), NOW, Ok(())),
        (Some(&fresh), &npq, CALLBACK, Some(&verifier), NOW + 59, Ok(())),
        (Some(&fresh), &npq, CALLBACK, Some(&verifier), NOW + 60, Err(CodeRefused::Expired)),
        (Some(&fresh), &other, CALLBACK, Some(&verifier), NOW, Err(CodeRefused::OtherClient)),
        (Some(&fresh), &npq, slash, Some(&verifier), NOW, Err(CodeRefused::OtherRedirectUri)),
        (Some(&fresh), &npq, CALLBACK, None, NOW, Err(CodeRefused::NoVerifier)),
        (Some(&fresh), &npq, CALLBACK, Some(&wrong), NOW, Err(CodeRefused::WrongVerifier)),
        (Some(&burnt), &npq, CALLBACK, Some(&verifier), NOW, Err(CodeRefused::Replayed)),
        (Some(&exchanged), &npq, CALLBACK, Some(&verifier), NOW, Err(CodeRefused::Replayed)),
        (Some(&exchanged), &other, slash, None, NOW + 600, Err(CodeRefused::Replayed)),
        (None, &npq, CALLBACK, Some(&verifier), NOW, Err(CodeRefused::Unknown)),
    ];

    for (index, (code, client, uri, verifier, second, expected)) in cases.into_iter().enumerate() {
        let judged = judge_code(code, client, uri, verifier, at(second)).map(|_| ());

        assert_eq!(judged, expected, "case {index}");
    }
}

proptest! {
    /// Nothing but the right verifier exchanges a code.
    #[test]
    fn no_other_verifier_will_do(verifier in "\\PC{0,130}") {
        prop_assume!(verifier != VERIFIER);
        let fresh = stored(CodeUse::Unused);
        let verifier = Secret::presented(verifier);

        let judged = judge_code(Some(&fresh), &npq(), CALLBACK, Some(&verifier), now());

        prop_assert_eq!(judged, Err(CodeRefused::WrongVerifier));
    }
}
