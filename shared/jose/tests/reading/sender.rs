//! Somebody who sends tokens: two key pairs, and every way to get a token wrong.

use std::sync::OnceLock;

use aws_lc_rs::{
    encoding::{AsDer, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::KeySize,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256,
        RsaEncoding, RsaKeyPair,
    },
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jose::{Algorithm, PublicKey};
use serde_json::{Value, json};

pub(crate) struct Sender {
    rsa: RsaKeyPair,
    p256: EcdsaKeyPair,
}

/// The same one for every test: an RSA key takes a while to find.
pub(crate) fn sender() -> &'static Sender {
    static SENDER: OnceLock<Sender> = OnceLock::new();
    SENDER.get_or_init(|| Sender {
        rsa: RsaKeyPair::generate(KeySize::Rsa2048).unwrap(),
        p256: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap(),
    })
}

impl Sender {
    pub(crate) fn key(&self, algorithm: Algorithm) -> PublicKey {
        let mut key = match algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 => {
                PublicKey::rsa_from_der(self.rsa.public_key().as_ref()).unwrap()
            }
            Algorithm::Es256 => {
                PublicKey::p256_from_point(self.p256.public_key().as_ref()).unwrap()
            }
        };
        key.kid = Some(kid(algorithm).to_owned());
        key
    }

    pub(crate) fn sign(&self, algorithm: Algorithm, input: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        let rsa = |padding: &'static dyn RsaEncoding| {
            let mut signature = vec![0; self.rsa.public_modulus_len()];
            self.rsa.sign(padding, &random, input, &mut signature).unwrap();
            signature
        };
        match algorithm {
            Algorithm::Rs256 => rsa(&RSA_PKCS1_SHA256),
            Algorithm::Ps256 => rsa(&RSA_PSS_SHA256),
            Algorithm::Es256 => self.p256.sign(&random, input).unwrap().as_ref().to_vec(),
        }
    }

    /// A token whose header and payload are exactly these texts.
    pub(crate) fn token(&self, algorithm: Algorithm, header: &str, payload: &str) -> String {
        let input = format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
        let signature = self.sign(algorithm, input.as_bytes());
        format!("{input}.{}", encode(&signature))
    }

    /// A good token with these claims.
    pub(crate) fn good(&self, algorithm: Algorithm, claims: &Value) -> String {
        self.token(algorithm, &header(algorithm).to_string(), &claims.to_string())
    }
}

pub(crate) fn header(algorithm: Algorithm) -> Value {
    json!({ "alg": algorithm.name(), "kid": kid(algorithm), "typ": "JWT" })
}

pub(crate) fn kid(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Rs256 | Algorithm::Ps256 => "rsa-1",
        Algorithm::Es256 => "ec-1",
    }
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The public half of the RSA key as a `SubjectPublicKeyInfo`.
pub(crate) fn rsa_info() -> Vec<u8> {
    let info: PublicKeyX509Der<'_> = sender().rsa.public_key().as_der().unwrap();
    info.as_ref().to_vec()
}
