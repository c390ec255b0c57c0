//! Every code there is. A new one is one more line, and its words.

use super::Code;

/// A code whose words stand under its own name.
macro_rules! code {
    ($code:ident, $error:literal) => {
        Code {
            code: stringify!($code),
            error: $error,
            title: |words| words.$code.title,
            explanation: |words| words.$code.explanation,
        }
    };
}

/// Every code, outcomes of a journey first.
pub const CODES: &[Code] = &[
    code!(user_cancelled, "access_denied"),
    code!(identity_not_verified, "access_denied"),
    code!(record_requested, "access_denied"),
    code!(record_pending, "access_denied"),
    code!(upstream_busy, "temporarily_unavailable"),
    code!(internal, "server_error"),
    code!(code_not_usable, "invalid_grant"),
    code!(login_required, "login_required"),
    code!(interaction_required, "interaction_required"),
    code!(pkce_required, "invalid_request"),
    code!(invalid_scope, "invalid_scope"),
    code!(response_type_missing, "invalid_request"),
    code!(unsupported_response_type, "unsupported_response_type"),
    code!(unsupported_response_mode, "invalid_request"),
    code!(repeated_parameter, "invalid_request"),
    code!(missing_parameter, "invalid_request"),
    code!(malformed_parameter, "invalid_request"),
    code!(parameter_too_long, "invalid_request"),
    code!(malformed_request, "invalid_request"),
    code!(request_not_supported, "request_not_supported"),
    code!(request_uri_not_supported, "request_uri_not_supported"),
    code!(registration_not_supported, "registration_not_supported"),
    code!(invalid_id_token_hint, "invalid_request"),
    code!(client_authentication_failed, "invalid_client"),
    code!(two_authentication_methods, "invalid_request"),
    code!(unsupported_grant_type, "unsupported_grant_type"),
    code!(unauthorized_client, "unauthorized_client"),
    code!(trn_request_not_found, "not_found"),
    code!(invalid_token, "invalid_token"),
    code!(rate_limited, "temporarily_unavailable"),
];
