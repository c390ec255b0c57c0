//! Signing.

use std::{fmt, sync::Arc, time::Duration};

use async_trait::async_trait;
use aws_lc_rs::digest::{SHA256, digest};
use aws_sdk_kms::{
    Client, Config,
    config::{retry::RetryConfig, timeout::TimeoutConfig},
    primitives::Blob,
    types::{MessageType, SigningAlgorithmSpec},
};
use aws_types::SdkConfig;
use jiff::Timestamp;
use jose::{Algorithm, fixed_signature};
use oidc::keys::SigningKey;
use ports::{Fault, PublishedKeys, Signer};

use crate::faults::{Trouble, fault};

const DOING: &str = "signing";

/// Signs with keys of AWS KMS: those of a set, which says which signs when.
#[derive(Clone)]
pub struct KmsSigner {
    client: Client,
    keys: Arc<dyn PublishedKeys>,
}

impl KmsSigner {
    /// Signs with these keys, reached as `config` says. Nothing is asked before somebody wants a signature.
    pub fn new(config: &SdkConfig, keys: Arc<dyn PublishedKeys>) -> Self {
        // Somebody waits who gave a code away for this, and signing again does no harm: two tries of a second and a half.
        let patience = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(1))
            .operation_attempt_timeout(Duration::from_millis(1500))
            .build();
        let config = Config::from(config)
            .to_builder()
            .timeout_config(patience)
            .retry_config(RetryConfig::standard().with_max_attempts(2))
            .build();
        Self { client: Client::from_conf(config), keys }
    }
}

#[async_trait]
impl Signer for KmsSigner {
    async fn key(&self, algorithm: Algorithm, now: Timestamp) -> Result<Option<SigningKey>, Fault> {
        Ok(self.keys.key_set(now).await?.signing(algorithm, now).cloned())
    }

    async fn sign(&self, key: &SigningKey, input: &[u8]) -> Result<Vec<u8>, Fault> {
        // KMS takes 4,096 bytes, and a token may be longer: it is given the digest.
        let request = self
            .client
            .sign()
            .key_id(&key.held_at)
            .message(Blob::new(digest(&SHA256, input).as_ref()))
            .message_type(MessageType::Digest)
            .signing_algorithm(name(key.algorithm));
        let answer = request.send().await.map_err(fault(DOING))?;
        let unreadable = || Fault::new(DOING, Trouble::Unreadable("no signature"));
        let signature = answer.signature.ok_or_else(unreadable)?.into_inner();
        let signature = match key.algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 => signature,
            Algorithm::Es256 => fixed_signature(&signature).ok_or_else(unreadable)?.to_vec(),
        };
        // A token that nobody could verify is not handed out.
        let verified = key.public.verify(key.algorithm, input, &signature);
        verified.map_err(|_| Fault::new(DOING, Trouble::OtherKey))?;
        Ok(signature)
    }
}

impl fmt::Debug for KmsSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KmsSigner(…)")
    }
}

fn name(algorithm: Algorithm) -> SigningAlgorithmSpec {
    match algorithm {
        Algorithm::Rs256 => SigningAlgorithmSpec::RsassaPkcs1V15Sha256,
        Algorithm::Ps256 => SigningAlgorithmSpec::RsassaPssSha256,
        Algorithm::Es256 => SigningAlgorithmSpec::EcdsaSha256,
    }
}
