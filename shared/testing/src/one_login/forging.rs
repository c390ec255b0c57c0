//! Signing tokens, honestly or not (RFC 7515).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jose::Algorithm;
use serde_json::{Value, json};

use super::{
    change::{Change, Places},
    keys::{EcKey, Keys},
    signature::Damage,
    twist::Token,
};
use crate::SystemEntropy;

/// How long a logout token lives, in seconds.
const LOGOUT_TOKEN_LIFE: i64 = 120;

/// How a token is wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Forgery {
    /// A header member is changed; the signature is right.
    Header(Change),
    /// A claim is changed; the signature is right.
    Claim(Change),
    /// Signed with the other of ES256 and RS256, by a published key of its own, and says so.
    OtherAlgorithm,
    /// Signed by a key that is published for the other kind of token, under its own id.
    OtherPurpose,
    /// Signed by a key that is published nowhere, under the id of one that is.
    Forger,
    /// HS256, keyed with the text of the public key.
    MacWithPublicKey,
    /// `alg` is this spelling of "none", and there is no signature.
    Unsigned(&'static str),
    /// The signature is damaged.
    Signature(Damage),
    /// The signature is DER, as certificates have it (ES256 alone).
    DerSignature,
    /// The payload was changed after it was signed.
    Tampered,
    /// This text is put after the token.
    Append(&'static str),
    /// The last segment is left out.
    TwoSegments,
    /// This text takes the token's place.
    Text(&'static str),
    /// Another token of the same key takes the token's place: the access token an ID token's, an ID token a
    /// logout token's.
    OtherToken,
    /// A logout token about the same person takes the token's place: it is signed with the same key.
    LogoutToken,
}

/// A token about to be signed.
pub(crate) struct Draft<'a> {
    pub(crate) token: Token,
    pub(crate) algorithm: Algorithm,
    /// The id of the DID document, which the `kid` of a credential starts with.
    pub(crate) did: String,
    pub(crate) claims: Value,
    /// The token of the same key that is at hand.
    pub(crate) other_token: &'a str,
    pub(crate) now: i64,
}

impl Draft<'_> {
    /// The token as it should be.
    pub(crate) fn signed(&self, keys: &Keys) -> String {
        let header = self.header(keys);
        self.assemble(keys, &header.to_string(), &self.claims.to_string())
    }

    /// The token with something wrong about it.
    pub(crate) fn forged(&self, keys: &Keys, forgery: Forgery, places: &Places) -> String {
        let header = self.header(keys);
        let claims = self.claims.to_string();
        match forgery {
            Forgery::Header(change) => {
                self.assemble(keys, &change.apply(header, places, self.now), &claims)
            }
            Forgery::Claim(change) => {
                let claims = change.apply(self.claims.clone(), places, self.now);
                self.assemble(keys, &header.to_string(), &claims)
            }
            Forgery::OtherAlgorithm => {
                let other = match self.algorithm {
                    Algorithm::Es256 => Algorithm::Rs256,
                    Algorithm::Rs256 | Algorithm::Ps256 => Algorithm::Es256,
                };
                let kid = kid(keys, Token::Id, other, &self.did);
                let kid = match self.token {
                    Token::Id | Token::Logout => kid,
                    Token::Identity => format!("{}#{kid}", self.did),
                };
                let input = input(&self.head(other, &kid).to_string(), &claims);
                joined(&input, &sign(keys, Token::Id, other, input.as_bytes()))
            }
            Forgery::OtherPurpose => {
                let other = match self.token {
                    Token::Id | Token::Logout => Token::Identity,
                    Token::Identity => Token::Id,
                };
                let kid = kid(keys, other, Algorithm::Es256, &self.did);
                let input = input(&self.head(Algorithm::Es256, &kid).to_string(), &claims);
                joined(&input, &sign(keys, other, Algorithm::Es256, input.as_bytes()))
            }
            Forgery::Forger => {
                let input = input(&header.to_string(), &claims);
                joined(&input, &keys.forger.sign(input.as_bytes()))
            }
            Forgery::MacWithPublicKey => {
                let mut header = header;
                header["alg"] = json!("HS256");
                let input = input(&header.to_string(), &claims);
                let secret = self.public_key(keys).to_string();
                let key =
                    aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, secret.as_bytes());
                joined(&input, aws_lc_rs::hmac::sign(&key, input.as_bytes()).as_ref())
            }
            Forgery::Unsigned(spelling) => {
                let mut header = header;
                header["alg"] = json!(spelling);
                format!("{}.", input(&header.to_string(), &claims))
            }
            Forgery::Signature(damage) => {
                let input = input(&header.to_string(), &claims);
                let honest = sign(keys, self.token, self.algorithm, input.as_bytes());
                joined(&input, &damage.of(honest))
            }
            Forgery::DerSignature => {
                let input = input(&header.to_string(), &claims);
                joined(&input, &self.ec(keys).sign_as_der(input.as_bytes()))
            }
            Forgery::Tampered => {
                let honest = self.signed(keys);
                let mut segments = honest.split('.');
                let (head, signature) = (segments.next(), segments.nth(1));
                let mut claims = self.claims.clone();
                claims["added"] = json!(true);
                let payload = URL_SAFE_NO_PAD.encode(claims.to_string());
                format!("{}.{payload}.{}", head.unwrap_or_default(), signature.unwrap_or_default())
            }
            Forgery::Append(text) => self.signed(keys) + text,
            Forgery::TwoSegments => {
                let honest = self.signed(keys);
                honest.rsplit_once('.').map(|(start, _)| start.to_owned()).unwrap_or_default()
            }
            Forgery::Text(text) => text.to_owned(),
            Forgery::OtherToken => self.other_token.to_owned(),
            Forgery::LogoutToken => {
                let claims = logout_claims(
                    self.claims["iss"].as_str().unwrap_or_default(),
                    self.claims["aud"].as_str().unwrap_or_default(),
                    self.claims["sub"].as_str().unwrap_or_default(),
                    self.now,
                );
                let token = Token::Logout;
                Self { token, did: self.did.clone(), claims, ..*self }.signed(keys)
            }
        }
    }

    fn header(&self, keys: &Keys) -> Value {
        self.head(self.algorithm, &kid(keys, self.token, self.algorithm, &self.did))
    }

    fn head(&self, algorithm: Algorithm, kid: &str) -> Value {
        let typ = match self.token {
            Token::Id | Token::Identity => "JWT",
            Token::Logout => "logout+jwt",
        };
        json!({ "alg": algorithm.name(), "kid": kid, "typ": typ })
    }

    fn assemble(&self, keys: &Keys, header: &str, claims: &str) -> String {
        let input = input(header, claims);
        joined(&input, &sign(keys, self.token, self.algorithm, input.as_bytes()))
    }

    fn ec<'k>(&self, keys: &'k Keys) -> &'k EcKey {
        match self.token {
            Token::Id | Token::Logout => keys.ec.in_use(),
            Token::Identity => keys.identity.in_use(),
        }
    }

    fn public_key(&self, keys: &Keys) -> Value {
        match self.algorithm {
            Algorithm::Es256 => self.ec(keys).public(),
            Algorithm::Rs256 | Algorithm::Ps256 => keys.rsa.in_use().public(),
        }
    }
}

/// What a logout token says (OpenID Connect Back-Channel Logout 1.0 section 2.4), without a `sid`, as at
/// GOV.UK One Login.
pub(crate) fn logout_claims(issuer: &str, client_id: &str, subject: &str, now: i64) -> Value {
    json!({
        "iss": issuer,
        "sub": subject,
        "aud": client_id,
        "iat": now,
        "exp": now + LOGOUT_TOKEN_LIFE,
        "jti": ports::token(&SystemEntropy),
        "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
    })
}

fn kid(keys: &Keys, token: Token, algorithm: Algorithm, did: &str) -> String {
    match (token, algorithm) {
        (Token::Identity, _) => format!("{did}#{}", keys.identity.in_use().kid),
        (Token::Id | Token::Logout, Algorithm::Es256) => keys.ec.in_use().kid.clone(),
        (Token::Id | Token::Logout, Algorithm::Rs256 | Algorithm::Ps256) => {
            keys.rsa.in_use().kid.clone()
        }
    }
}

fn sign(keys: &Keys, token: Token, algorithm: Algorithm, input: &[u8]) -> Vec<u8> {
    match (token, algorithm) {
        (Token::Identity, _) => keys.identity.in_use().sign(input),
        (Token::Id | Token::Logout, Algorithm::Es256) => keys.ec.in_use().sign(input),
        (Token::Id | Token::Logout, Algorithm::Rs256 | Algorithm::Ps256) => {
            keys.rsa.in_use().sign(input)
        }
    }
}

fn input(header: &str, claims: &str) -> String {
    format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims))
}

fn joined(input: &str, signature: &[u8]) -> String {
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
}
