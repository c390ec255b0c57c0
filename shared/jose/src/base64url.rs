//! The one strict reading of base64url: no padding, no whitespace, no bits left over (RFC 7515
//! section 2).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// The text for these bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of this text, or `None` if any other text would stand for them, or it stands for none.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}
