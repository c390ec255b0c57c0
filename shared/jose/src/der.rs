//! As much DER as public keys and signatures need (ITU-T X.690).

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OBJECT_IDENTIFIER: u8 = 0x06;

/// Modulus and exponent, big-endian without leading zeros, of an `RSAPublicKey` (RFC 8017 section A.1.1).
pub(crate) fn rsa_public_key(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (sequence, []) = element(der, SEQUENCE)? else { return None };
    let (modulus, rest) = element(sequence, INTEGER)?;
    let (exponent, []) = element(rest, INTEGER)? else { return None };
    Some((positive(modulus)?, positive(exponent)?))
}

/// The content of the element of this tag that comes first, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (length, content) = match der.strip_prefix(&[tag])? {
        [short @ 0..=0x7F, rest @ ..] => (usize::from(*short), rest),
        // What has 128 to 255 bytes is no key that we use: RSA keys have more, and all else has less. A length takes
        // no more bytes than it needs: this is DER, and not BER.
        [0x82, high @ 1..=0xFF, low, rest @ ..] => {
            (usize::from(u16::from_be_bytes([*high, *low])), rest)
        }
        _ => return None,
    };
    content.split_at_checked(length)
}

/// A zero in front says that the number is positive although its first bit is set.
fn positive(integer: &[u8]) -> Option<&[u8]> {
    match integer {
        [0, number @ ..] if number.first().is_some_and(|first| *first >= 0x80) => Some(number),
        [1..=0x7F, ..] => Some(integer),
        _ => None,
    }
}

/// The algorithms of a public key and, if it says so, the curve (RFC 3279 section 2.3).
const RSA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];
const ELLIPTIC: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01];
const P256: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];

/// What kind of key a `SubjectPublicKeyInfo` holds, and the key.
pub(crate) enum PublicKeyInfo<'a> {
    /// An `RSAPublicKey`, in DER.
    Rsa(&'a [u8]),
    /// A point on P-256 (SEC 1 section 2.3.3).
    P256(&'a [u8]),
}

/// The key of a `SubjectPublicKeyInfo` (RFC 5280 section 4.1.2.7).
pub(crate) fn public_key_info(der: &[u8]) -> Option<PublicKeyInfo<'_>> {
    let (info, []) = element(der, SEQUENCE)? else { return None };
    let (algorithm, rest) = element(info, SEQUENCE)?;
    let (bits, []) = element(rest, BIT_STRING)? else { return None };
    // No bit of the last byte is unused.
    let [0, key @ ..] = bits else { return None };
    let (kind, parameters) = element(algorithm, OBJECT_IDENTIFIER)?;
    if kind == RSA {
        return Some(PublicKeyInfo::Rsa(key));
    }
    let (curve, []) = element(parameters, OBJECT_IDENTIFIER)? else { return None };
    (kind == ELLIPTIC && curve == P256).then_some(PublicKeyInfo::P256(key))
}

/// r and s of an `ECDSA-Sig-Value` (RFC 3279 section 2.2.3) on P-256, 32 bytes each with leading zeros, as tokens want
/// them (RFC 7518 section 3.4).
pub(crate) fn fixed_signature(der: &[u8]) -> Option<[u8; 64]> {
    let (sequence, []) = element(der, SEQUENCE)? else { return None };
    let (r, rest) = element(sequence, INTEGER)?;
    let (s, []) = element(rest, INTEGER)? else { return None };
    let mut fixed = [0; 64];
    for (number, place) in [r, s].into_iter().zip(fixed.chunks_exact_mut(32)) {
        let number = positive(number)?;
        let zeros = place.len().checked_sub(number.len())?;
        place[zeros..].copy_from_slice(number);
    }
    Some(fixed)
}
