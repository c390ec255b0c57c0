//! Our signing keys.

use jiff::Timestamp;
use jose::{Algorithm, PublicKey};
use oidc::keys::{DatedKey, SigningKey};
use serde::{Deserialize, Serialize};

use super::{many, one, shapes};
use crate::signing_keys::StoredKeySet;

#[derive(Serialize, Deserialize)]
#[serde(remote = "crate::signing_keys::StoredKeySet")]
struct StoredKeySetShape {
    version: u64,
    #[serde(with = "many")]
    keys: Vec<DatedKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::keys::DatedKey")]
struct DatedKeyShape {
    #[serde(with = "one")]
    key: SigningKey,
    published_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signs_from: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published_until: Option<Timestamp>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "oidc::keys::SigningKey")]
struct SigningKeyShape {
    #[serde(with = "one")]
    public: PublicKey,
    #[serde(with = "one")]
    algorithm: Algorithm,
    held_at: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "jose::Algorithm")]
enum AlgorithmShape {
    #[serde(rename = "RS256")]
    Rs256,
    #[serde(rename = "PS256")]
    Ps256,
    #[serde(rename = "ES256")]
    Es256,
}

shapes! {
    StoredKeySetShape => StoredKeySet,
    DatedKeyShape => DatedKey,
    SigningKeyShape => SigningKey,
    AlgorithmShape => Algorithm,
}
