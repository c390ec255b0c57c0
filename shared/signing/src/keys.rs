//! The keys of one machine.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use aws_lc_rs::error::Unspecified;
use jiff::Timestamp;
use jose::Algorithm;
use oidc::keys::{DatedKey, KeySet, NotYet, Pace, SigningKey};
use ports::{Fault, PublishedKeys, Signer};

use crate::{pair::Pair, pem};

const MAKING: &str = "making signing keys";
const SIGNING: &str = "signing";
const ELSEWHERE: &str = "the key is not on this machine";

/// Private keys held in memory.
#[derive(Clone)]
pub struct LocalKeys {
    /// In the order of the bundle they come from or would make.
    pairs: Vec<Arc<Pair>>,
    set: Arc<KeySet>,
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
    /// The keys of a PEM bundle. Of each algorithm the first key signs, the second is the next, and the others
    /// have signed before: all are published.
    pub fn from_pem(bundle: &str) -> Result<Self, InvalidKeys> {
        let mut pairs = Vec::new();
        for (index, der) in pem::private_keys(bundle)?.iter().enumerate() {
            let refused = InvalidKeys::NotUsable { position: index + 1 };
            pairs.push(Arc::new(Pair::from_pkcs8(der).ok_or(refused)?));
        }
        Ok(Self::in_order(pairs))
    }

    /// A new RSA key of 2,048 bits and a new P-256 key, from the operating system's randomness. Both sign;
    /// there are no next ones.
    pub fn generate() -> Result<Self, Fault> {
        let pairs: Result<Vec<_>, Fault> =
            [Algorithm::Rs256, Algorithm::Es256].into_iter().map(make).collect();
        Ok(Self::in_order(pairs?))
    }

    /// These keys, with a next one of each algorithm.
    pub fn with_next(self) -> Result<Self, Fault> {
        let lacks = |algorithm: &Algorithm| self.set.next(*algorithm).is_none();
        let made: Result<Vec<_>, Fault> =
            oidc::keys::ALGORITHMS.into_iter().filter(lacks).map(make).collect();
        Ok(Self::in_order([self.pairs, made?].concat()))
    }

    /// The keys after a rotation: the next ones sign from now on. Where there is no next one, it is made first.
    ///
    /// # Errors
    /// There is no randomness.
    pub fn rotated(&self, now: Timestamp) -> Result<Self, Fault> {
        if oidc::keys::ALGORITHMS.iter().any(|algorithm| self.set.next(*algorithm).is_none()) {
            return self.clone().with_next()?.rotated(now);
        }
        let failed = |cause: NotYet| Fault::new("rotating keys", cause);
        let plan = self.set.plan(now, Pace::AtOnce).map_err(failed)?;
        let made: Result<Vec<_>, Fault> = plan.to_make().map(make).collect();
        let made = made?;
        let rotation = plan.carried_out(made.iter().map(|pair| pair.key().clone()).collect());
        let rotation = rotation.ok_or_else(|| Fault::new("rotating keys", "they do not fit"))?;
        let set = Arc::new(rotation.set);
        // The bundle has to be read again as what it is: those that sign first, then the next, then the rest.
        let standing = |pair: &Arc<Pair>| {
            let key = pair.key();
            let signs = set.signing(key.algorithm, now) == Some(key);
            let next = set.next(key.algorithm).is_some_and(|next| next.key == *key);
            (!signs, !next)
        };
        let mut pairs = [&self.pairs[..], &made].concat();
        pairs.retain(|pair| set.keys().iter().any(|dated| dated.key == *pair.key()));
        pairs.sort_by_key(standing);
        Ok(Self { pairs, set })
    }

    /// The key that signs with an algorithm, or `None` if there is none.
    pub fn current(&self, algorithm: Algorithm) -> Option<&SigningKey> {
        self.set.signing(algorithm, Timestamp::MAX)
    }

    /// Every key, as others see it.
    pub fn published(&self) -> impl Iterator<Item = &SigningKey> {
        self.pairs.iter().map(|pair| pair.key())
    }

    /// Signs what only its SHA-256 is known of, with the key that is held there: what AWS KMS is asked for.
    ///
    /// # Errors
    /// There is no such key here, or this is no digest.
    pub fn sign_digest(&self, held_at: &str, sha256: &[u8]) -> Result<Vec<u8>, Fault> {
        let pair = self.pairs.iter().find(|pair| pair.key().held_at == held_at);
        let pair = pair.ok_or_else(|| Fault::new(SIGNING, ELSEWHERE))?;
        pair.sign_digest(sha256).map_err(|cause| Fault::new(SIGNING, cause.to_string()))
    }

    /// Every key, and when it signs.
    pub fn set(&self) -> &Arc<KeySet> {
        &self.set
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

    fn in_order(pairs: Vec<Arc<Pair>>) -> Self {
        let mut seen = Vec::new();
        let date = |pair: &Arc<Pair>| {
            let algorithm = pair.key().algorithm;
            let place = seen.iter().filter(|other| **other == algorithm).count();
            seen.push(algorithm);
            let signs_from = match place {
                0 => Some(Timestamp::UNIX_EPOCH),
                1 => None,
                2.. => Some(Timestamp::MIN),
            };
            let key = pair.key().clone();
            DatedKey { key, published_at: Timestamp::UNIX_EPOCH, signs_from, published_until: None }
        };
        let set = Arc::new(KeySet::new(pairs.iter().map(date).collect()));
        Self { pairs, set }
    }
}

fn make(algorithm: Algorithm) -> Result<Arc<Pair>, Fault> {
    let made = Pair::generate(algorithm);
    made.map(Arc::new).map_err(|cause| Fault::new(MAKING, cause.to_string()))
}

#[async_trait]
impl Signer for LocalKeys {
    async fn key(&self, algorithm: Algorithm, now: Timestamp) -> Result<Option<SigningKey>, Fault> {
        Ok(self.set.signing(algorithm, now).cloned())
    }

    async fn sign(&self, key: &SigningKey, input: &[u8]) -> Result<Vec<u8>, Fault> {
        let pair = self.pairs.iter().find(|pair| pair.key() == key);
        let pair = pair.ok_or_else(|| Fault::new(SIGNING, ELSEWHERE))?;
        pair.sign(input).map_err(|cause| Fault::new(SIGNING, cause.to_string()))
    }
}

#[async_trait]
impl PublishedKeys for LocalKeys {
    async fn key_set(&self, _: Timestamp) -> Result<Arc<KeySet>, Fault> {
        Ok(self.set.clone())
    }
}

impl fmt::Debug for LocalKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKeys").field("published", &self.set).finish_non_exhaustive()
    }
}
