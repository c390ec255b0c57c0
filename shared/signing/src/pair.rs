//! One key pair.

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    error::Unspecified,
    rand::SystemRandom,
    rsa::KeySize,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
    },
};
use jose::{Algorithm, InvalidKey, PublicKey};

pub(crate) enum Pair {
    Rsa(RsaKeyPair),
    P256(EcdsaKeyPair),
}

impl Pair {
    pub(crate) fn generate_rsa() -> Result<Self, Unspecified> {
        RsaKeyPair::generate(KeySize::Rsa2048).map(Self::Rsa)
    }

    pub(crate) fn generate_p256() -> Result<Self, Unspecified> {
        EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map(Self::P256)
    }

    pub(crate) fn from_pkcs8(der: &[u8]) -> Option<Self> {
        let p256 =
            || EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der).map(Self::P256);
        RsaKeyPair::from_pkcs8(der).map(Self::Rsa).or_else(|_| p256()).ok()
    }

    pub(crate) fn to_pkcs8(&self) -> Result<Vec<u8>, Unspecified> {
        match self {
            Self::Rsa(pair) => {
                let der: Pkcs8V1Der<'_> = pair.as_der()?;
                Ok(der.as_ref().to_vec())
            }
            Self::P256(pair) => pair.to_pkcs8v1().map(|der| der.as_ref().to_vec()),
        }
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        match self {
            Self::Rsa(_) => Algorithm::Rs256,
            Self::P256(_) => Algorithm::Es256,
        }
    }

    pub(crate) fn public(&self) -> Result<PublicKey, InvalidKey> {
        let key = match self {
            Self::Rsa(pair) => PublicKey::rsa_from_der(pair.public_key().as_ref())?,
            Self::P256(pair) => PublicKey::p256_from_point(pair.public_key().as_ref())?,
        };
        Ok(key.named_by_thumbprint(self.algorithm()))
    }

    pub(crate) fn sign(&self, input: &[u8]) -> Result<Vec<u8>, Unspecified> {
        let random = SystemRandom::new();
        match self {
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, input, &mut signature)?;
                Ok(signature)
            }
            Self::P256(pair) => Ok(pair.sign(&random, input)?.as_ref().to_vec()),
        }
    }
}
