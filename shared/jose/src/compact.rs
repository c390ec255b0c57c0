//! Reading a signed token in compact form (RFC 7515 section 7.1).

use serde_json::{Map, Value};

use crate::{Algorithm, Claims, Jwks, PublicKey, Refused, base64url, json::strict_object};

/// The longest token that is looked at, in bytes.
pub const LONGEST_TOKEN: usize = 65_536;

/// Header members that would let the sender choose the rules or bring the key along.
const REFUSED_MEMBERS: [&str; 6] = ["crit", "b64", "jku", "jwk", "x5u", "x5c"];

/// A token whose form and header have been read, and nothing believed yet: its claims cannot be
/// reached but by verifying it.
#[derive(Clone)]
pub struct Compact<'a> {
    algorithm: Algorithm,
    kid: Option<String>,
    typ: Option<String>,
    signing_input: &'a str,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

impl<'a> Compact<'a> {
    /// Takes a token apart.
    pub fn parse(token: &'a str) -> Result<Self, Refused> {
        if token.len() > LONGEST_TOKEN {
            return Err(Refused::TooLong);
        }
        let mut segments = token.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (segments.next(), segments.next(), segments.next(), segments.next())
        else {
            return Err(Refused::Segments);
        };
        let decode = |segment| base64url::decode(segment).ok_or(Refused::Encoding);
        let members = strict_object(&decode(header)?).ok_or(Refused::Header)?;
        if REFUSED_MEMBERS.iter().any(|name| members.contains_key(*name)) {
            return Err(Refused::HeaderMember);
        }
        let algorithm = text(&members, "alg")?.and_then(Algorithm::named);
        Ok(Self {
            algorithm: algorithm.ok_or(Refused::Algorithm)?,
            kid: text(&members, "kid")?.map(str::to_owned),
            typ: text(&members, "typ")?.map(str::to_owned),
            signing_input: &token[..header.len() + 1 + payload.len()],
            payload: decode(payload)?,
            signature: decode(signature)?,
        })
    }

    /// What the token says it is signed with. Only good for choosing what to expect.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key it says it is signed by.
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// What it says it is (`typ`).
    pub fn typ(&self) -> Option<&str> {
        self.typ.as_deref()
    }

    /// Who the token says issued it. Nothing is verified: good only for finding the keys to verify with.
    pub fn claimed_issuer(&self) -> Option<String> {
        let claims = strict_object(&self.payload)?;
        claims.get("iss")?.as_str().map(str::to_owned)
    }

    /// The claims, if the token is signed with `expected` by `key`.
    pub fn verify(&self, key: &PublicKey, expected: Algorithm) -> Result<Claims, Refused> {
        if self.algorithm != expected {
            return Err(Refused::Algorithm);
        }
        key.verify(expected, self.signing_input.as_bytes(), &self.signature)?;
        strict_object(&self.payload).map(Claims::new).ok_or(Refused::Payload)
    }

    /// The claims, if the token is signed with one of the `expected` algorithms by the one key of the
    /// set that it names.
    pub fn verify_by(&self, keys: &Jwks, expected: &[Algorithm]) -> Result<Claims, Refused> {
        let kid = self.kid().ok_or(Refused::KeyNotNamed)?;
        self.verify_among(keys.key(kid), expected)
    }

    /// Like [`verify_by`](Self::verify_by), for senders that publish one key without an id: a token
    /// that names no key is checked with the only key of the set.
    pub fn verify_by_sole_or_named(
        &self,
        keys: &Jwks,
        expected: &[Algorithm],
    ) -> Result<Claims, Refused> {
        match self.kid() {
            Some(kid) => self.verify_among(keys.key(kid), expected),
            None => self.verify_among(keys.sole_key(), expected),
        }
    }

    fn verify_among(
        &self,
        key: Result<&PublicKey, Refused>,
        expected: &[Algorithm],
    ) -> Result<Claims, Refused> {
        if !expected.contains(&self.algorithm) {
            return Err(Refused::Algorithm);
        }
        self.verify(key?, self.algorithm)
    }
}

fn text<'a>(members: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, Refused> {
    match members.get(name) {
        Some(value) => value.as_str().map(Some).ok_or(Refused::Header),
        None => Ok(None),
    }
}
