//! As much DER as the public half of an RSA key needs (ITU-T X.690).

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;

/// Modulus and exponent, big-endian without leading zeros, of an `RSAPublicKey` (RFC 8017 section A.1.1).
pub(crate) fn rsa_public_key(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (sequence, []) = element(der, SEQUENCE)? else { return None };
    let (modulus, rest) = element(sequence, INTEGER)?;
    let (exponent, []) = element(rest, INTEGER)? else { return None };
    Some((positive(modulus)?, positive(exponent)?))
}

/// The content of the element of this tag that comes first, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (length, content) = match der {
        [first, short @ 0..=0x7F, rest @ ..] if *first == tag => (usize::from(*short), rest),
        [first, 0x81, length, rest @ ..] if *first == tag => (usize::from(*length), rest),
        [first, 0x82, high, low, rest @ ..] if *first == tag => {
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
