//! Proof Key for Code Exchange (RFC 7636), method S256.

use jose::Digest;

/// The one method accepted: with `plain`, whoever reads the request can use the code.
pub const METHOD: &str = "S256";

/// The challenge that belongs to a verifier (RFC 7636 section 4.2).
pub fn challenge(verifier: &str) -> String {
    Digest::of(verifier.as_bytes()).as_str().to_owned()
}

/// Whether the text could be an S256 challenge: the base64url form of 32 bytes.
pub fn is_challenge(text: &str) -> bool {
    Digest::from_stored(text).is_some()
}

/// Whether `verifier` has the form of one (RFC 7636 section 4.1) and is the one behind `challenge`.
pub fn answers(verifier: &str, challenge: &str) -> bool {
    let well_formed = (43..=128).contains(&verifier.len())
        && verifier
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~'));
    let expected = Digest::from_stored(challenge);
    well_formed && expected.is_some_and(|expected| Digest::of(verifier.as_bytes()).is(&expected))
}
