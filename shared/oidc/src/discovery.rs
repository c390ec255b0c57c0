//! What an OpenID library is told about this provider (OpenID Connect Discovery section 3, RFC 8414).

use jose::Algorithm;
use serde_json::{Value, json};

use crate::{
    Scope, claims,
    endpoints::{AUTHORIZE, JWKS, LOGOUT, REVOKE, TOKEN, USERINFO, url},
    pkce,
    token::{ASSERTION_ALGORITHMS, TRN_REQUESTS},
};

/// The document of the provider with this issuer, which signs ID tokens with these algorithms. It says
/// what is there, and nothing that is not.
pub fn document(issuer: &str, id_token_algorithms: &[Algorithm]) -> Value {
    let mut scopes = Scope::ALL.map(Scope::name).to_vec();
    scopes.push(TRN_REQUESTS);
    let algorithms: Vec<&str> =
        id_token_algorithms.iter().map(|algorithm| algorithm.name()).collect();
    let assertion_algorithms = ASSERTION_ALGORITHMS.map(Algorithm::name);
    let auth_methods = ["private_key_jwt", "client_secret_basic", "client_secret_post"];
    json!({
        "issuer": issuer,
        "authorization_endpoint": url(issuer, AUTHORIZE),
        "token_endpoint": url(issuer, TOKEN),
        "userinfo_endpoint": url(issuer, USERINFO),
        "jwks_uri": url(issuer, JWKS),
        "revocation_endpoint": url(issuer, REVOKE),
        "end_session_endpoint": url(issuer, LOGOUT),
        "service_documentation": format!("{issuer}/"),
        "scopes_supported": scopes,
        "claims_supported": claims::SUPPORTED,
        "claim_types_supported": ["normal"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "subject_types_supported": ["public"],
        "acr_values_supported": [claims::ACR],
        "prompt_values_supported": ["none", "login"],
        "id_token_signing_alg_values_supported": algorithms,
        "token_endpoint_auth_methods_supported": auth_methods,
        "token_endpoint_auth_signing_alg_values_supported": assertion_algorithms,
        "revocation_endpoint_auth_methods_supported": auth_methods,
        "revocation_endpoint_auth_signing_alg_values_supported": assertion_algorithms,
        "code_challenge_methods_supported": [pkce::METHOD],
        "authorization_response_iss_parameter_supported": true,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    })
}
