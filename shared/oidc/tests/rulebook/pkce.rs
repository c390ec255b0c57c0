//! PKCE, method S256.

use oidc::pkce;
use proptest::prelude::*;

use crate::ours::{CHALLENGE, VERIFIER};

#[test]
fn the_example_of_the_rfc_holds() {
    assert_eq!(pkce::challenge(VERIFIER), CHALLENGE);
    assert!(pkce::answers(VERIFIER, CHALLENGE));
}

#[test]
fn a_challenge_is_43_characters_of_base64url() {
    assert!(pkce::is_challenge(CHALLENGE));
    let padded = format!("{CHALLENGE}=");
    let with_plus = CHALLENGE.replace('-', "+");
    for wrong in ["", &CHALLENGE[1..], &padded, &with_plus, VERIFIER.trim_end_matches('k')] {
        assert!(!pkce::is_challenge(wrong), "{wrong}");
    }
}

proptest! {
    /// A verifier answers its own challenge and no other.
    #[test]
    fn only_the_right_verifier_answers(one in "[A-Za-z0-9._~-]{43,128}", two in "[A-Za-z0-9._~-]{43,128}") {
        let challenge = pkce::challenge(&one);

        prop_assert!(pkce::is_challenge(&challenge));
        prop_assert!(pkce::answers(&one, &challenge));
        prop_assert_eq!(pkce::answers(&two, &challenge), one == two);
    }

    /// A verifier of the wrong form answers nothing, not even its own challenge.
    #[test]
    fn a_malformed_verifier_never_answers(
        text in prop_oneof!["[A-Za-z0-9]{0,42}", "[A-Za-z0-9]{129,140}", "[A-Za-z0-9]{43,60}[ +/=é]"],
    ) {
        prop_assert!(!pkce::answers(&text, &pkce::challenge(&text)));
    }
}
