//! What the stand-in is told about itself and its one client.

use jose::Algorithm;

use crate::SystemEntropy;

/// Where the stand-in is, and whom it serves.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Its issuer, without a slash at the end: the address its router is reached under, such as
    /// `http://localhost:3004`. Every endpoint is derived from it.
    pub issuer: String,
    /// The organisation whose members of staff these are (`tid`).
    pub tenant: String,
    /// The `client_id` of the one client.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// Where people may be sent back to, byte for byte.
    pub redirect_uri: String,
    /// Where people may end after signing out, byte for byte.
    pub post_logout_redirect_uri: String,
    /// What ID tokens are signed with: `Rs256` or `Es256`.
    pub id_token_alg: Algorithm,
}

impl Settings {
    /// A stand-in at `issuer` for the support console at `origin` (neither ends with a slash), with a
    /// secret made on the spot.
    pub fn at(issuer: impl Into<String>, origin: &str) -> Self {
        Self {
            issuer: issuer.into(),
            tenant: "00000000-0000-4000-8000-0000000000ff".to_owned(),
            client_id: "support-console".to_owned(),
            client_secret: ports::token(&SystemEntropy),
            redirect_uri: format!("{origin}/sign-in/callback"),
            post_logout_redirect_uri: format!("{origin}/signed-out"),
            id_token_alg: Algorithm::Rs256,
        }
    }

    /// The address of one of its endpoints.
    pub(super) fn endpoint(&self, path: &str) -> String {
        format!("{}/{path}", self.issuer)
    }
}
