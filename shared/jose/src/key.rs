//! Public keys (RFC 7517).

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
    RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde_json::{Map, Value, json};

use crate::{
    Algorithm, Digest, Refused, base64url,
    der::{self, PublicKeyInfo},
};

/// The first byte of a point of which both coordinates follow (SEC 1 section 2.3.3).
const UNCOMPRESSED: u8 = 4;

/// A public key that signatures are checked with: RSA of 2,048 to 8,192 bits, or a point on P-256.
/// There is no way to hold any other, so an algorithm cannot be talked into a key it does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// The key's id, if it has one.
    pub kid: Option<String>,
    /// The only algorithm it may be used with, if it says so.
    pub algorithm: Option<Algorithm>,
    material: Material,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Material {
    Rsa {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
    /// The uncompressed point: 4, x, y.
    P256([u8; 65]),
}

/// What is not a key that signatures could be checked with here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKey {
    /// A key type, curve, use or algorithm that is not used here. Not a mistake of whoever published
    /// it.
    #[error("the key is of a kind that is not used here")]
    OtherKind,
    /// A member is missing or malformed, or its value is outside of what is safe.
    #[error("the key is malformed or too weak")]
    Malformed,
}

impl PublicKey {
    /// The RSA key of this modulus and exponent, big-endian without leading zeros.
    pub fn rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self, InvalidKey> {
        let Some(first) = modulus.first().filter(|first| **first != 0) else {
            return Err(InvalidKey::Malformed);
        };
        let bits = modulus.len() * 8 - first.leading_zeros() as usize;
        let odd = |number: &[u8]| number.last().is_some_and(|last| last % 2 == 1);
        let exponent_fits =
            matches!(exponent, [1..=u8::MAX, ..]) && exponent.len() <= 4 && exponent != [1];
        if !(2048..=8192).contains(&bits) || !odd(modulus) || !exponent_fits || !odd(exponent) {
            return Err(InvalidKey::Malformed);
        }
        let material = Material::Rsa { modulus: modulus.to_vec(), exponent: exponent.to_vec() };
        Ok(Self { kid: None, algorithm: None, material })
    }

    /// The RSA key of an `RSAPublicKey` structure in DER (RFC 8017 section A.1.1), as libraries hand out
    /// the public half of a key pair.
    pub fn rsa_from_der(der: &[u8]) -> Result<Self, InvalidKey> {
        let (modulus, exponent) = der::rsa_public_key(der).ok_or(InvalidKey::Malformed)?;
        Self::rsa(modulus, exponent)
    }

    /// The key of a `SubjectPublicKeyInfo` in DER (RFC 5280 section 4.1.2.7), as AWS KMS hands it out.
    pub fn from_info(der: &[u8]) -> Result<Self, InvalidKey> {
        match der::public_key_info(der).ok_or(InvalidKey::OtherKind)? {
            PublicKeyInfo::Rsa(key) => Self::rsa_from_der(key),
            PublicKeyInfo::P256(point) => Self::p256_from_point(point),
        }
    }

    /// The P-256 key with these coordinates. A point off the curve is refused.
    pub fn p256(x: &[u8; 32], y: &[u8; 32]) -> Result<Self, InvalidKey> {
        let mut point = [UNCOMPRESSED; 65];
        point[1..33].copy_from_slice(x);
        point[33..].copy_from_slice(y);
        Self::p256_from_point(&point)
    }

    /// The P-256 key that is this uncompressed point: 4, x, y (SEC 1 section 2.3.3).
    pub fn p256_from_point(point: &[u8]) -> Result<Self, InvalidKey> {
        let point: [u8; 65] = point.try_into().map_err(|_| InvalidKey::Malformed)?;
        ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).map_err(|_| InvalidKey::Malformed)?;
        Ok(Self { kid: None, algorithm: None, material: Material::P256(point) })
    }

    /// The key a JSON Web Key describes. Only public members are read; an absent `use` is accepted.
    pub fn from_jwk(jwk: &Map<String, Value>) -> Result<Self, InvalidKey> {
        if optional(jwk, "use")?.is_some_and(|purpose| purpose != "sig") {
            return Err(InvalidKey::OtherKind);
        }
        let algorithm = match optional(jwk, "alg")? {
            Some(name) => Some(Algorithm::named(name).ok_or(InvalidKey::OtherKind)?),
            None => None,
        };
        let key = match (optional(jwk, "kty")?, optional(jwk, "crv")?) {
            (Some("RSA"), _) => Self::rsa(&number(jwk, "n")?, &number(jwk, "e")?)?,
            (Some("EC"), Some("P-256")) => {
                Self::p256(&coordinate(jwk, "x")?, &coordinate(jwk, "y")?)?
            }
            (Some(_), _) => return Err(InvalidKey::OtherKind),
            (None, _) => return Err(InvalidKey::Malformed),
        };
        if algorithm.is_some_and(|algorithm| !key.fits(algorithm)) {
            return Err(InvalidKey::Malformed);
        }
        Ok(Self { kid: optional(jwk, "kid")?.map(str::to_owned), algorithm, ..key })
    }

    /// The key as a JSON Web Key: public members, `kid`, `use` and `alg`.
    pub fn to_jwk(&self) -> Value {
        let mut jwk = self.required_members();
        jwk["use"] = json!("sig");
        if let Some(kid) = &self.kid {
            jwk["kid"] = json!(kid);
        }
        if let Some(algorithm) = self.algorithm {
            jwk["alg"] = json!(algorithm.name());
        }
        jwk
    }

    /// The key's thumbprint (RFC 7638): the digest of its required members, in alphabetical order
    /// and without spaces.
    pub fn thumbprint(&self) -> String {
        Digest::of(self.required_members().to_string().as_bytes()).as_str().to_owned()
    }

    /// The key for this algorithm alone, under its thumbprint.
    #[must_use]
    pub fn named_by_thumbprint(self, algorithm: Algorithm) -> Self {
        Self { kid: Some(self.thumbprint()), algorithm: Some(algorithm), ..self }
    }

    /// Whether `signature` is this key's over exactly these bytes.
    pub fn verify(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), Refused> {
        if self.algorithm.is_some_and(|only| only != algorithm) {
            return Err(Refused::KeyMismatch);
        }
        let rsa = |parameters: &RsaParameters, modulus: &Vec<u8>, exponent: &Vec<u8>| {
            RsaPublicKeyComponents { n: modulus, e: exponent }
                .verify(parameters, message, signature)
        };
        let verified = match (&self.material, algorithm) {
            (Material::Rsa { modulus, exponent }, Algorithm::Rs256) => {
                rsa(&RSA_PKCS1_2048_8192_SHA256, modulus, exponent)
            }
            (Material::Rsa { modulus, exponent }, Algorithm::Ps256) => {
                rsa(&RSA_PSS_2048_8192_SHA256, modulus, exponent)
            }
            (Material::P256(point), Algorithm::Es256) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature)
            }
            (Material::Rsa { .. }, Algorithm::Es256)
            | (Material::P256(_), Algorithm::Rs256 | Algorithm::Ps256) => {
                return Err(Refused::KeyMismatch);
            }
        };
        verified.map_err(|_| Refused::Signature)
    }

    fn fits(&self, algorithm: Algorithm) -> bool {
        match (&self.material, algorithm) {
            (Material::Rsa { .. }, Algorithm::Rs256 | Algorithm::Ps256)
            | (Material::P256(_), Algorithm::Es256) => true,
            (Material::Rsa { .. }, Algorithm::Es256)
            | (Material::P256(_), Algorithm::Rs256 | Algorithm::Ps256) => false,
        }
    }

    fn required_members(&self) -> Value {
        match &self.material {
            Material::Rsa { modulus, exponent } => json!({
                "e": base64url::encode(exponent),
                "kty": "RSA",
                "n": base64url::encode(modulus),
            }),
            Material::P256(point) => json!({
                "crv": "P-256",
                "kty": "EC",
                "x": base64url::encode(&point[1..33]),
                "y": base64url::encode(&point[33..]),
            }),
        }
    }
}

fn optional<'a>(jwk: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, InvalidKey> {
    match jwk.get(name) {
        Some(value) => value.as_str().map(Some).ok_or(InvalidKey::Malformed),
        None => Ok(None),
    }
}

fn number(jwk: &Map<String, Value>, name: &str) -> Result<Vec<u8>, InvalidKey> {
    optional(jwk, name)?.and_then(base64url::decode).ok_or(InvalidKey::Malformed)
}

/// Both coordinates have their full length, leading zeros included (RFC 7518 section 6.2.1.2).
fn coordinate(jwk: &Map<String, Value>, name: &str) -> Result<[u8; 32], InvalidKey> {
    number(jwk, name)?.try_into().map_err(|_| InvalidKey::Malformed)
}
