//! Where the provider is asked what.

use identity::RequestId;

/// Everything an OpenID library has to know (OpenID Connect Discovery section 4).
pub const CONFIGURATION: &str = "/.well-known/openid-configuration";
/// The same, where OAuth libraries look for it (RFC 8414 section 3).
pub const OAUTH_METADATA: &str = "/.well-known/oauth-authorization-server";
/// Our public keys.
pub const JWKS: &str = "/.well-known/jwks.json";
/// Where people are sent to sign in.
pub const AUTHORIZE: &str = "/oauth2/authorize";
/// Where codes are exchanged, and tokens refreshed.
pub const TOKEN: &str = "/oauth2/token";
/// Where tokens are revoked (RFC 7009).
pub const REVOKE: &str = "/oauth2/revoke";
/// Where claims are read live.
pub const USERINFO: &str = "/oauth2/userinfo";
/// Where a calling service asks how far a TRN request of its people is.
pub const TRN_REQUEST: &str = "/trn-requests/{request}";
/// Where people are sent to sign out.
pub const LOGOUT: &str = "/oauth2/logout";

/// The absolute URL of a TRN request.
pub fn trn_request(issuer: &str, request: &RequestId) -> String {
    url(issuer, &TRN_REQUEST.replace("{request}", request.as_str()))
}

/// The absolute URL of an endpoint. The issuer ends without a slash.
pub fn url(issuer: &str, path: &str) -> String {
    format!("{issuer}{path}")
}
