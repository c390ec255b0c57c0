//! One key pair.

use aws_lc_rs::{
    digest::{Digest, SHA256, digest},
    encoding::{AsDer, Pkcs8V1Der},
    error::Unspecified,
    rsa::KeySize,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
    },
};
use jose::{Algorithm, InvalidKey, PublicKey};
use oidc::keys::SigningKey;

pub(crate) struct Pair {
    private: Private,
    key: SigningKey,
}

enum Private {
    Rsa(RsaKeyPair),
    P256(EcdsaKeyPair),
}

impl Pair {
    /// A new RSA key of 2,048 bits, or a new P-256 key.
    pub(crate) fn generate(algorithm: Algorithm) -> Result<Self, Unspecified> {
        let private = match algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 => {
                Private::Rsa(RsaKeyPair::generate(KeySize::Rsa2048)?)
            }
            Algorithm::Es256 => {
                Private::P256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)?)
            }
        };
        Self::of(private).map_err(|_| Unspecified)
    }

    pub(crate) fn from_pkcs8(der: &[u8]) -> Option<Self> {
        let p256 =
            || EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der).map(Private::P256);
        let private = RsaKeyPair::from_pkcs8(der).map(Private::Rsa).or_else(|_| p256()).ok()?;
        Self::of(private).ok()
    }

    fn of(private: Private) -> Result<Self, InvalidKey> {
        let (public, algorithm) = match &private {
            Private::Rsa(pair) => {
                (PublicKey::rsa_from_der(pair.public_key().as_ref())?, Algorithm::Rs256)
            }
            Private::P256(pair) => {
                (PublicKey::p256_from_point(pair.public_key().as_ref())?, Algorithm::Es256)
            }
        };
        let held_at = public.thumbprint();
        Ok(Self { private, key: SigningKey::new(public, algorithm, held_at) })
    }

    /// What others see of it.
    pub(crate) fn key(&self) -> &SigningKey {
        &self.key
    }

    pub(crate) fn to_pkcs8(&self) -> Result<Vec<u8>, Unspecified> {
        match &self.private {
            Private::Rsa(pair) => {
                let der: Pkcs8V1Der<'_> = pair.as_der()?;
                Ok(der.as_ref().to_vec())
            }
            Private::P256(pair) => pair.to_pkcs8v1().map(|der| der.as_ref().to_vec()),
        }
    }

    pub(crate) fn sign(&self, input: &[u8]) -> Result<Vec<u8>, Unspecified> {
        self.sign_digested(&digest(&SHA256, input))
    }

    /// Signs what only its digest is known of.
    pub(crate) fn sign_digest(&self, sha256: &[u8]) -> Result<Vec<u8>, Unspecified> {
        self.sign_digested(&Digest::import_less_safe(sha256, &SHA256)?)
    }

    fn sign_digested(&self, digest: &Digest) -> Result<Vec<u8>, Unspecified> {
        match &self.private {
            Private::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign_digest(&RSA_PKCS1_SHA256, digest, &mut signature)?;
                Ok(signature)
            }
            Private::P256(pair) => Ok(pair.sign_digest(digest)?.as_ref().to_vec()),
        }
    }
}
