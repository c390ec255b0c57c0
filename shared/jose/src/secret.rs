//! Bearer values, and the digests they are stored as.

use std::fmt;

use aws_lc_rs::{
    constant_time::verify_slices_are_equal,
    digest::{SHA256, digest},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};

/// A value that whoever holds it may use: a session, a code, a token, a state. 256 random bits,
/// base64url. Only its [`Digest`] is ever stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The secret these random bytes make.
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// A secret somebody presented, whatever it looks like.
    pub fn presented(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, to be handed to the one who may hold it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored of it.
    pub fn digest(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The left half of the SHA-256 digest of `text`, base64url: what `at_hash` is, for an access token that
/// comes with an ID token (OpenID Connect Core section 3.1.3.6).
pub fn half_hash(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(&digest(&SHA256, text.as_bytes()).as_ref()[..16])
}

/// What `Content-Digest` says of a message with this body (RFC 9530 section 2): its SHA-256 digest.
pub fn content_digest(body: &str) -> String {
    format!("sha-256=:{}:", STANDARD.encode(digest(&SHA256, body.as_bytes())))
}

/// The SHA-256 digest of a secret, base64url without padding (43 characters). Looking a digest up
/// tells nothing about secrets that are near it, so no constant-time comparison is needed on the way.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(String);

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(digest(&SHA256, bytes)))
    }

    /// A digest that was stored as text: 43 base64url characters that hold 32 bytes.
    pub fn from_stored(text: &str) -> Option<Self> {
        match URL_SAFE_NO_PAD.decode(text) {
            Ok(bytes) if bytes.len() == 32 => Some(Self(text.to_owned())),
            Ok(_) | Err(_) => None,
        }
    }

    /// A digest somebody wrote down by hand: 64 hexadecimal digits, or base64url.
    pub fn from_written(text: &str) -> Option<Self> {
        let hexadecimal = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        if !hexadecimal {
            return Self::from_stored(text);
        }
        let bytes: Option<Vec<u8>> =
            (0..32).map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()).collect();
        bytes.map(|bytes| Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// Whether the two are the same, in a time that does not depend on where they differ.
    pub fn is(&self, other: &Self) -> bool {
        verify_slices_are_equal(self.0.as_bytes(), other.0.as_bytes()).is_ok()
    }

    /// The digest as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest(…)")
    }
}
