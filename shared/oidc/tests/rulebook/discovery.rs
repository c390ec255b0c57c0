//! What an OpenID library is told about us.

use jose::Algorithm;
use oidc::discovery::document;
use serde_json::json;

use crate::ours::ISSUER;

#[test]
fn the_document_says_what_is_there() {
    let told = document(ISSUER, &[Algorithm::Rs256, Algorithm::Es256]);

    for (name, value) in [
        ("issuer", json!("https://ctr.example")),
        ("authorization_endpoint", json!("https://ctr.example/oauth2/authorize")),
        ("token_endpoint", json!("https://ctr.example/oauth2/token")),
        ("userinfo_endpoint", json!("https://ctr.example/oauth2/userinfo")),
        ("end_session_endpoint", json!("https://ctr.example/oauth2/logout")),
        ("revocation_endpoint", json!("https://ctr.example/oauth2/revoke")),
        ("jwks_uri", json!("https://ctr.example/.well-known/jwks.json")),
        ("service_documentation", json!("https://ctr.example/")),
        (
            "scopes_supported",
            json!([
                "openid",
                "teaching_record",
                "email",
                "profile",
                "offline_access",
                "trn_requests"
            ]),
        ),
        ("response_types_supported", json!(["code"])),
        ("response_modes_supported", json!(["query"])),
        (
            "grant_types_supported",
            json!(["authorization_code", "refresh_token", "client_credentials"]),
        ),
        ("subject_types_supported", json!(["public"])),
        ("id_token_signing_alg_values_supported", json!(["RS256", "ES256"])),
        (
            "token_endpoint_auth_methods_supported",
            json!(["private_key_jwt", "client_secret_basic", "client_secret_post"]),
        ),
        ("token_endpoint_auth_signing_alg_values_supported", json!(["RS256", "ES256", "PS256"])),
        (
            "revocation_endpoint_auth_methods_supported",
            json!(["private_key_jwt", "client_secret_basic", "client_secret_post"]),
        ),
        (
            "revocation_endpoint_auth_signing_alg_values_supported",
            json!(["RS256", "ES256", "PS256"]),
        ),
        ("code_challenge_methods_supported", json!(["S256"])),
        ("authorization_response_iss_parameter_supported", json!(true)),
        ("claims_parameter_supported", json!(false)),
        ("request_parameter_supported", json!(false)),
        ("request_uri_parameter_supported", json!(false)),
    ] {
        assert_eq!(told[name], value, "{name}");
    }
}

#[test]
fn an_algorithm_without_a_key_is_not_offered() {
    let told = document(ISSUER, &[Algorithm::Rs256]);

    assert_eq!(told["id_token_signing_alg_values_supported"], json!(["RS256"]));
}

#[test]
fn nothing_is_offered_that_is_not_there() {
    let told = document(ISSUER, &[Algorithm::Rs256]);

    for absent in [
        "registration_endpoint",
        "introspection_endpoint",
        "check_session_iframe",
        "frontchannel_logout_supported",
        "pushed_authorization_request_endpoint",
    ] {
        assert_eq!(told.get(absent), None, "{absent}");
    }
}

#[test]
fn services_may_be_told_that_a_sign_in_has_ended_and_which() {
    let told = document(ISSUER, &[Algorithm::Rs256]);

    assert_eq!(told["backchannel_logout_supported"], true);
    assert_eq!(told["backchannel_logout_session_supported"], true);
}
