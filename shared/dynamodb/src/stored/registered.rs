//! Registrations of calling services.

use identity::CallingService;
use jose::{Digest, Jwks};
use oidc::{AuthMethod, Client, ClientKeys, ClientSecrets, IdTokenAlgorithm};
use serde::{Deserialize, Serialize};

use super::{many, one, shapes};

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::Client")]
struct ClientShape {
    #[serde(with = "one")]
    service: CallingService,
    redirect_uris: Vec<String>,
    post_logout_redirect_uris: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    backchannel_logout_uri: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    initiate_login_uri: Option<String>,
    #[serde(with = "one")]
    auth_method: AuthMethod,
    #[serde(with = "one")]
    id_token_alg: IdTokenAlgorithm,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    webhook_url: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::AuthMethod", rename_all = "snake_case")]
enum AuthMethodShape {
    PrivateKeyJwt(#[serde(with = "one")] ClientKeys),
    ClientSecretBasic(#[serde(with = "one")] ClientSecrets),
    ClientSecretPost(#[serde(with = "one")] ClientSecrets),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::ClientKeys", rename_all = "snake_case")]
enum ClientKeysShape {
    #[serde(rename = "jwks")]
    Inline(#[serde(with = "one")] Jwks),
    #[serde(rename = "jwks_uri")]
    Url(String),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::ClientSecrets")]
struct ClientSecretsShape {
    #[serde(with = "many")]
    digests: Vec<Digest>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::IdTokenAlgorithm")]
enum IdTokenAlgorithmShape {
    #[serde(rename = "RS256")]
    Rs256,
    #[serde(rename = "ES256")]
    Es256,
}

shapes! {
    ClientShape => Client,
    AuthMethodShape => AuthMethod,
    ClientKeysShape => ClientKeys,
    ClientSecretsShape => ClientSecrets,
    IdTokenAlgorithmShape => IdTokenAlgorithm,
}
