//! A calling service's registration.

use identity::CallingService;
use jose::{Algorithm, Digest, Jwks};

/// A calling service, as it is registered. Data, not code: applied from a reviewed file, validated as
/// a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// What a journey has to know of it: ID, name, record policy, pending, support.
    pub service: CallingService,
    /// Where people may be sent back to. Compared byte for byte (RFC 9700 section 2.1).
    pub redirect_uris: Vec<String>,
    /// Where people may be sent after signing out. Compared byte for byte.
    pub post_logout_redirect_uris: Vec<String>,
    /// Where the service is told that somebody signed out (OpenID Connect Back-Channel Logout).
    pub backchannel_logout_uri: Option<String>,
    /// Where an email sends people to start signing in to the service.
    pub initiate_login_uri: Option<String>,
    /// How it proves that it is itself at the token endpoint. Exactly one way.
    pub auth_method: AuthMethod,
    /// What its ID tokens are signed with.
    pub id_token_alg: IdTokenAlgorithm,
    /// Where it is told of a TRN that was settled later.
    pub webhook_url: Option<String>,
}

/// How a calling service authenticates at the token endpoint (OpenID Connect Core section 9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthMethod {
    /// A signed assertion (RFC 7523), by one of these keys.
    PrivateKeyJwt(ClientKeys),
    /// A secret in the `Authorization` header.
    ClientSecretBasic(ClientSecrets),
    /// A secret in the form.
    ClientSecretPost(ClientSecrets),
}

/// A calling service's public keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientKeys {
    /// Given in the registration.
    Inline(Jwks),
    /// Published by the service at this URL.
    Url(String),
}

/// The digests of the secrets that are good now: one, or two while a service changes over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientSecrets {
    /// SHA-256 of each secret. Secrets are 256 random bits that we drew, so no slow hash is needed.
    pub digests: Vec<Digest>,
}

/// What ID tokens are signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IdTokenAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256, which every library has.
    Rs256,
    /// ECDSA on P-256 with SHA-256, on registration.
    Es256,
}

impl IdTokenAlgorithm {
    /// The algorithm as tokens name it.
    pub fn algorithm(self) -> Algorithm {
        match self {
            Self::Rs256 => Algorithm::Rs256,
            Self::Es256 => Algorithm::Es256,
        }
    }
}
