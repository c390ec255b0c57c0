//! Blocks of PEM (RFC 7468).

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::InvalidKeys;

const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
const END: &str = "-----END PRIVATE KEY-----";

/// The PKCS#8 keys of a bundle, in order. Text between blocks is a comment; a block of any other kind is
/// refused, so that no key is left out unseen.
pub(crate) fn private_keys(bundle: &str) -> Result<Vec<Vec<u8>>, InvalidKeys> {
    let mut keys = Vec::new();
    let mut lines = bundle.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let position = keys.len() + 1;
        if !line.starts_with("-----BEGIN ") {
            continue;
        }
        if line != BEGIN {
            return Err(InvalidKeys::NotPkcs8 { position });
        }
        let mut text = String::new();
        loop {
            match lines.next() {
                Some(END) => break,
                Some(line) => text.push_str(line),
                None => return Err(InvalidKeys::Unfinished { position }),
            }
        }
        let key = STANDARD.decode(text).map_err(|_| InvalidKeys::NotBase64 { position })?;
        keys.push(key);
    }
    if keys.is_empty() { Err(InvalidKeys::NoKey) } else { Ok(keys) }
}

/// The block for this PKCS#8 key.
pub(crate) fn block(key: &[u8]) -> String {
    let text = STANDARD.encode(key);
    let lines: Vec<&str> =
        (0..text.len()).step_by(64).map(|at| &text[at..text.len().min(at + 64)]).collect();
    format!("{BEGIN}\n{}\n{END}\n", lines.join("\n"))
}
