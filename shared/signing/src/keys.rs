//! The keys of one machine.

use std::fmt;

use async_trait::async_trait;
use aws_lc_rs::error::Unspecified;
use jose::Algorithm;
use ports::{Fault, Signer, SigningKey};

use crate::{pair::Pair, pem};

/// Private keys held in memory.
pub struct LocalKeys {
    pairs: Vec<Pair>,
    published: Vec<SigningKey>,
}

/// Text that is no bundle of private keys. Says which key is wrong and how, in one line, and shows
/// nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKeys {
    /// There is no block at all.
    #[error("there is no private key in PEM form (`-----BEGIN PRIVATE KEY-----`)")]
    NoKey,
    /// A block is of another kind.
    #[error(
        "PEM block {position} is not an unencrypted PKCS#8 private key; `openssl pkcs8 -topk8 -nocrypt` makes one"
    )]
    NotPkcs8 {
        /// Which, counted from 1.
        position: usize,
    },
    /// A block has no end.
    #[error("private key {position} has no `-----END PRIVATE KEY-----` line")]
    Unfinished {
        /// Which, counted from 1.
        position: usize,
    },
    /// What stands between the lines is not base64.
    #[error("private key {position} is not base64")]
    NotBase64 {
        /// Which, counted from 1.
        position: usize,
    },
    /// It is base64, and not a key that could sign here.
    #[error("private key {position} is neither RSA of 2048 to 8192 bits nor P-256")]
    NotUsable {
        /// Which, counted from 1.
        position: usize,
    },
}

impl LocalKeys {
    /// The keys of a PEM bundle. The first RSA and the first P-256 key sign.
    pub fn from_pem(bundle: &str) -> Result<Self, InvalidKeys> {
        let mut keys = Self { pairs: Vec::new(), published: Vec::new() };
        for (index, der) in pem::private_keys(bundle)?.iter().enumerate() {
            let refused = InvalidKeys::NotUsable { position: index + 1 };
            keys.add(Pair::from_pkcs8(der).ok_or(refused)?).ok_or(refused)?;
        }
        Ok(keys)
    }

    /// A new RSA key of 2,048 bits and a new P-256 key, from the operating system's randomness.
    pub fn generate() -> Result<Self, Fault> {
        let failed = |cause: Unspecified| Fault::new("making signing keys", cause.to_string());
        let mut keys = Self { pairs: Vec::new(), published: Vec::new() };
        for pair in [Pair::generate_rsa(), Pair::generate_p256()] {
            keys.add(pair.map_err(failed)?)
                .ok_or_else(|| Fault::new("making signing keys", "the key made is not usable"))?;
        }
        Ok(keys)
    }

    /// The keys as a PEM bundle that [`from_pem`](Self::from_pem) reads: private, to be kept where
    /// nobody else reads.
    pub fn to_pem(&self) -> Result<String, Fault> {
        let blocks: Result<Vec<String>, Unspecified> =
            self.pairs.iter().map(|pair| pair.to_pkcs8().map(|der| pem::block(&der))).collect();
        blocks
            .map(|blocks| blocks.concat())
            .map_err(|cause| Fault::new("writing signing keys", cause.to_string()))
    }

    fn add(&mut self, pair: Pair) -> Option<()> {
        let public = pair.public().ok()?;
        self.published.push(SigningKey { public, algorithm: pair.algorithm() });
        self.pairs.push(pair);
        Some(())
    }
}

#[async_trait]
impl Signer for LocalKeys {
    fn published(&self) -> &[SigningKey] {
        &self.published
    }

    fn current(&self, algorithm: Algorithm) -> Option<&SigningKey> {
        self.published.iter().find(|key| key.algorithm == algorithm)
    }

    async fn sign(&self, algorithm: Algorithm, input: &[u8]) -> Result<Vec<u8>, Fault> {
        let pair = self.pairs.iter().find(|pair| pair.algorithm() == algorithm);
        let pair = pair.ok_or_else(|| Fault::new("signing", "no key for this algorithm"))?;
        pair.sign(input).map_err(|cause| Fault::new("signing", cause.to_string()))
    }
}

impl fmt::Debug for LocalKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKeys").field("published", &self.published).finish_non_exhaustive()
    }
}
