//! Keys, and sets of them.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use jose::Algorithm;
use kms::{KmsKeys, Role};
use oidc::keys::{DatedKey, KeySet, SigningKey};
use ports::{Fault, PublishedKeys};
use signing::LocalKeys;

pub(crate) const ROLE: &str = "arn:aws:iam::000000000000:role/connect-TokenRole";

pub(crate) const ALGORITHMS: [Algorithm; 2] = [Algorithm::Rs256, Algorithm::Es256];

/// A set that does not change.
pub(crate) struct Set(Arc<KeySet>);

#[async_trait]
impl PublishedKeys for Set {
    async fn key_set(&self, _: Timestamp) -> Result<Arc<KeySet>, Fault> {
        Ok(self.0.clone())
    }
}

/// The set in which these keys sign.
pub(crate) fn set(keys: Vec<SigningKey>) -> Arc<Set> {
    let dated = |key| DatedKey {
        key,
        published_at: Timestamp::UNIX_EPOCH,
        signs_from: Some(Timestamp::UNIX_EPOCH),
        published_until: None,
    };
    Arc::new(Set(Arc::new(KeySet::new(keys.into_iter().map(dated).collect()))))
}

/// What makes keys, reached as `config` says.
pub(crate) fn maker(config: &aws_types::SdkConfig) -> KmsKeys {
    KmsKeys::new(config, vec![ROLE.parse::<Role>().unwrap()])
}

/// A P-256 key, as if it were held in KMS.
pub(crate) fn held() -> (LocalKeys, SigningKey) {
    let keys = LocalKeys::generate().unwrap();
    let key = keys.current(Algorithm::Es256).unwrap().clone();
    (keys, SigningKey { held_at: "arn:aws:kms:eu-west-2:0:key/held".to_owned(), ..key })
}
