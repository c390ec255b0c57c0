//! Signatures that are not what they should be, and one that is unusual.

/// How a signature is damaged.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Damage {
    /// One bit is flipped.
    BitFlip,
    /// All bytes are zero.
    Zero,
    /// r and s have changed places.
    Swapped,
    /// The last byte is missing.
    Short,
    /// Not damaged at all: s is the larger of the two values that are right (ECDSA signatures are
    /// malleable, and RFC 7518 asks for neither).
    HighS,
}

/// The order of P-256 (SEC 2 section 2.4.2).
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

impl Damage {
    /// The signature, damaged.
    pub(crate) fn of(self, mut signature: Vec<u8>) -> Vec<u8> {
        match self {
            Self::BitFlip => signature[7] ^= 1,
            Self::Zero => signature.fill(0),
            Self::Swapped => signature.rotate_left(32),
            Self::Short => signature.truncate(signature.len() - 1),
            Self::HighS => raise(&mut signature[32..]),
        }
        signature
    }
}

/// Replaces `s` by the order minus `s` if that is larger.
fn raise(s: &mut [u8]) {
    let mut other = [0; 32];
    let mut borrow = false;
    for at in (0..32).rev() {
        let (first, under) = ORDER[at].overflowing_sub(s[at]);
        let (second, under_again) = first.overflowing_sub(u8::from(borrow));
        other[at] = second;
        borrow = under || under_again;
    }
    if other.as_slice() > &*s {
        s.copy_from_slice(&other);
    }
}
