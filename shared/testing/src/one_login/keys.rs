//! The stand-in's own keys, made when it starts.

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::KeySize,
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
        RSA_PKCS1_SHA256, RsaKeyPair,
    },
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::SystemEntropy;

/// A key pair that signs ES256 (RFC 7518 section 3.4).
pub(crate) struct EcKey {
    pub(crate) kid: String,
    pair: EcdsaKeyPair,
}

impl EcKey {
    pub(crate) fn generate() -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)
            .expect("a P-256 key can be made");
        Self { kid: ports::token(&SystemEntropy), pair }
    }

    /// r and s, 32 bytes each.
    pub(crate) fn sign(&self, input: &[u8]) -> Vec<u8> {
        let signature = self.pair.sign(&SystemRandom::new(), input);
        signature.expect("a P-256 key signs").as_ref().to_vec()
    }

    /// The same as a DER sequence, which JWS does not allow.
    pub(crate) fn sign_as_der(&self, input: &[u8]) -> Vec<u8> {
        let stored = self.pair.to_pkcs8v1().expect("a P-256 key can be written down");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, stored.as_ref())
            .expect("what was written down can be read");
        let signature = pair.sign(&SystemRandom::new(), input);
        signature.expect("a P-256 key signs").as_ref().to_vec()
    }

    /// The public half (RFC 7518 section 6.2), without `kid`, `use` and `alg`.
    pub(crate) fn public(&self) -> Value {
        // 0x04, then x and y, 32 bytes each (SEC 1 section 2.3.3).
        let (x, y) = self.pair.public_key().as_ref()[1..].split_at(32);
        json!({
            "kty": "EC",
            "crv": "P-256",
            "x": URL_SAFE_NO_PAD.encode(x),
            "y": URL_SAFE_NO_PAD.encode(y),
        })
    }
}

/// A key pair that signs RS256 (RFC 7518 section 3.3).
pub(crate) struct RsaKey {
    pub(crate) kid: String,
    pair: RsaKeyPair,
}

impl RsaKey {
    pub(crate) fn generate() -> Self {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).expect("an RSA key can be made");
        Self { kid: ports::token(&SystemEntropy), pair }
    }

    pub(crate) fn sign(&self, input: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), input, &mut signature)
            .expect("an RSA key signs");
        signature
    }

    /// The public half (RFC 7518 section 6.3), without `kid`, `use` and `alg`.
    pub(crate) fn public(&self) -> Value {
        // An RSAPublicKey (RFC 8017 appendix A.1.1) of 2,048 bits: a sequence of the modulus, which
        // takes 257 bytes with its leading zero, and the exponent 65537, which takes three.
        let der = self.pair.public_key().as_ref();
        json!({
            "kty": "RSA",
            "n": URL_SAFE_NO_PAD.encode(&der[9..265]),
            "e": URL_SAFE_NO_PAD.encode(&der[der.len() - 3..]),
        })
    }
}

/// Keys of one kind: those published, and the one in use among them.
pub(crate) struct Ring<K> {
    published: Vec<K>,
    in_use: usize,
}

impl<K> Ring<K> {
    pub(crate) fn new(key: K) -> Self {
        Self { published: vec![key], in_use: 0 }
    }

    pub(crate) fn in_use(&self) -> &K {
        &self.published[self.in_use]
    }

    pub(crate) fn published(&self) -> impl Iterator<Item = &K> {
        self.published.iter()
    }

    /// Publishes another key, not used yet.
    pub(crate) fn announce(&mut self, key: K) {
        self.published.push(key);
    }

    /// Uses the newest key.
    pub(crate) fn advance(&mut self) {
        self.in_use = self.published.len() - 1;
    }

    /// Takes back every key older than the one in use.
    pub(crate) fn withdraw(&mut self) {
        self.published.drain(..self.in_use);
        self.in_use = 0;
    }
}

/// Every key the stand-in has.
pub(crate) struct Keys {
    /// Sign ID tokens and access tokens of relying parties with ES256.
    pub(crate) ec: Ring<EcKey>,
    /// Sign those of relying parties with RS256.
    pub(crate) rsa: Ring<RsaKey>,
    /// Sign core identity credentials.
    pub(crate) identity: Ring<EcKey>,
    /// Published nowhere: what a forger has.
    pub(crate) forger: EcKey,
    /// Published among the others and used for nothing of ours, as at GOV.UK One Login.
    unrelated: EcKey,
}

impl Keys {
    pub(crate) fn generate() -> Self {
        Self {
            ec: Ring::new(EcKey::generate()),
            rsa: Ring::new(RsaKey::generate()),
            identity: Ring::new(EcKey::generate()),
            forger: EcKey::generate(),
            unrelated: EcKey::generate(),
        }
    }

    /// The key set document.
    pub(crate) fn jwks(&self) -> Value {
        let ec = self.ec.published().map(|key| with(key.public(), &key.kid, "ES256"));
        let rsa = self.rsa.published().map(|key| with(key.public(), &key.kid, "RS256"));
        let mut unrelated = self.unrelated.public();
        unrelated["kid"] = json!(self.unrelated.kid);
        unrelated["use"] = json!("enc");
        json!({ "keys": std::iter::once(unrelated).chain(ec).chain(rsa).collect::<Vec<_>>() })
    }

    /// The DID document, with an RSA key among the others if it is to hold one.
    pub(crate) fn did_document(&self, did: &str, with_rsa: bool) -> Value {
        let rsa = with_rsa.then(|| (&self.rsa.in_use().kid, self.rsa.in_use().public()));
        let identity = self.identity.published().map(|key| (&key.kid, key.public()));
        let methods = identity.chain(rsa).map(|(kid, public)| {
            json!({
                "type": "JsonWebKey",
                "id": format!("{did}#{kid}"),
                "controller": did,
                "publicKeyJwk": public,
            })
        });
        json!({
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
            "id": did,
            "assertionMethod": methods.collect::<Vec<_>>(),
        })
    }
}

fn with(mut public: Value, kid: &str, alg: &str) -> Value {
    public["kid"] = json!(kid);
    public["use"] = json!("sig");
    public["alg"] = json!(alg);
    public
}
