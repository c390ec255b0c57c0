//! What AWS KMS hands out in DER: signatures and public keys.

use aws_lc_rs::{
    encoding::AsDer,
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair,
    },
};
use jose::{Algorithm, InvalidKey, PublicKey, fixed_signature};
use proptest::prelude::*;

/// A number as DER has it: no byte more than it needs, and a zero in front if it would look negative.
fn integer(number: &[u8]) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let mut content = number[zeros.min(number.len() - 1)..].to_vec();
    if content[0] >= 0x80 {
        content.insert(0, 0);
    }
    [vec![0x02, u8::try_from(content.len()).unwrap()], content].concat()
}

fn signature(r: &[u8], s: &[u8]) -> Vec<u8> {
    let content = [integer(r), integer(s)].concat();
    [vec![0x30, u8::try_from(content.len()).unwrap()], content].concat()
}

/// Numbers of every length, with and without a high first bit.
fn number() -> impl Strategy<Value = [u8; 32]> {
    (0..32_usize, any::<[u8; 32]>()).prop_map(|(zeros, mut number)| {
        number[..zeros].fill(0);
        number[31] |= 1;
        number
    })
}

proptest! {
    #[test]
    fn r_and_s_come_out_as_they_went_in(r in number(), s in number()) {
        let fixed = fixed_signature(&signature(&r, &s)).unwrap();

        prop_assert_eq!(fixed.as_slice(), [r, s].concat());
    }

    #[test]
    fn a_number_that_does_not_fit_is_refused(r in number(), first in 1..=u8::MAX) {
        let long = [&[first][..], &[7; 32]].concat();

        prop_assert_eq!(fixed_signature(&signature(&r, &long)), None);
        prop_assert_eq!(fixed_signature(&signature(&long, &r)), None);
    }

    #[test]
    fn what_is_cut_off_or_goes_on_is_refused(r in number(), s in number(), at in 0..70_usize, more: u8) {
        let whole = signature(&r, &s);
        let cut = &whole[..at.min(whole.len() - 1)];

        prop_assert_eq!(fixed_signature(cut), None);
        prop_assert_eq!(fixed_signature(&[&whole[..], &[more]].concat()), None);
    }

    #[test]
    fn nothing_panics(der in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = (fixed_signature(&der), PublicKey::from_info(&der));
    }
}

#[test]
fn the_lengths_at_which_others_went_wrong() {
    let high = [0xFF; 32];
    let mut short = [0; 32];
    short[31] = 1;
    let mut leading = [0xAB; 32];
    leading[0] = 0;
    for (r, s, length) in
        [(high, high, 72), (short, short, 8), (leading, high, 71), (high, leading, 71)]
    {
        let der = signature(&r, &s);

        assert_eq!(der.len(), length);
        assert_eq!(fixed_signature(&der).unwrap().as_slice(), [r, s].concat());
    }
    assert_eq!(fixed_signature(&signature(&[0; 32], &high)), None, "zero is no signature");
    let negative = [0x30, 0x06, 0x02, 0x01, 0x80, 0x02, 0x01, 0x01];
    assert_eq!(fixed_signature(&negative), None);
    let padded = [0x30, 0x07, 0x02, 0x02, 0x00, 0x01, 0x02, 0x01, 0x01];
    assert_eq!(fixed_signature(&padded), None);
}

#[test]
fn every_element_is_what_it_says_it_is_and_as_short_as_it_can_be() {
    let good = signature(&[7; 32], &[7; 32]);
    assert!(fixed_signature(&good).is_some());
    // The sequence, and the two integers in it.
    for at in [0, 2, 36] {
        for tag in [0x03, 0x22, 0xFF].into_iter().chain((good[at] == 0x02).then_some(0x30)) {
            let mut other = good.clone();
            other[at] = tag;
            assert_eq!(fixed_signature(&other), None, "{tag:#x} at {at}");
        }
    }
    let (sequence, content) = (good[0], &good[2..]);
    let length = u8::try_from(content.len()).unwrap();
    for longer in [vec![0x81, length], vec![0x82, 0, length]] {
        let der = [&[sequence], &longer[..], content].concat();
        assert_eq!(fixed_signature(&der), None, "a length that is longer than it needs to be");
    }

    let rsa = crate::sender::rsa_info();
    for at in [0, 4, 6, 19] {
        let mut other = rsa.clone();
        other[at] ^= 1;
        assert_eq!(PublicKey::from_info(&other), Err(InvalidKey::OtherKind), "at {at}");
    }
}

#[test]
fn an_rsa_key_of_any_length_is_read_or_is_too_weak() {
    for (bytes, outcome) in [(128, false), (200, false), (256, true), (512, true)] {
        let modulus = [&[0x00, 0xC1][..], &vec![0x55; bytes - 2], &[0x01]].concat();
        let der = sequence(&[element(0x02, &modulus), element(0x02, &[1, 0, 1])].concat());

        assert_eq!(PublicKey::rsa_from_der(&der).is_ok(), outcome, "{bytes} bytes");
    }
}

/// An element as DER has it, of at most 65,535 bytes.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
    let length = match (high, low) {
        (0, 0..=0x7F) => vec![low],
        (0, _) => vec![0x81, low],
        (_, _) => vec![0x82, high, low],
    };
    [vec![tag], length, content.to_vec()].concat()
}

fn sequence(content: &[u8]) -> Vec<u8> {
    element(0x30, content)
}

#[test]
fn a_signature_in_der_verifies_once_it_is_converted() {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
    let key = PublicKey::p256_from_point(pair.public_key().as_ref()).unwrap();

    // r and s are short, or have a high first bit, every few signatures.
    for number in 0..500_u32 {
        let text = number.to_be_bytes();
        let der = pair.sign(&SystemRandom::new(), &text).unwrap();
        let fixed = fixed_signature(der.as_ref()).unwrap();
        assert_eq!(key.verify(Algorithm::Es256, &text, &fixed), Ok(()));
    }
}

#[test]
fn a_public_key_is_read_from_the_structure_that_says_what_it_is() {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
    let info = pair.public_key().as_der().unwrap();
    let key = PublicKey::from_info(info.as_ref()).unwrap();
    assert_eq!(key, PublicKey::p256_from_point(pair.public_key().as_ref()).unwrap());

    let rsa = crate::sender::rsa_info();
    assert_eq!(PublicKey::from_info(&rsa), PublicKey::rsa_from_der(&rsa[24..]));
    assert!(PublicKey::from_info(&rsa).is_ok());

    let other = EcdsaKeyPair::generate(&ECDSA_P384_SHA384_ASN1_SIGNING).unwrap();
    let info = other.public_key().as_der().unwrap();
    assert_eq!(PublicKey::from_info(info.as_ref()), Err(InvalidKey::OtherKind));
    assert_eq!(PublicKey::from_info(&rsa[..rsa.len() - 1]), Err(InvalidKey::OtherKind));
}
