//! Ids and references.

use identity::{
    BrowserId, ClientId, JourneyId, MessageId, Reference, RequestId, SessionId, Subject, TaskId,
};
use proptest::prelude::*;

use crate::cases;

#[test]
fn what_we_make_ourselves_fits_in_a_path() {
    for (text, fits) in [
        ("aZ09-_", true),
        (&"a".repeat(64), true),
        ("", false),
        (&"a".repeat(65), false),
        ("a/b", false),
        ("a b", false),
        ("..", false),
        ("é", false),
        ("a\n", false),
    ] {
        assert_eq!(text.parse::<JourneyId>().is_ok(), fits, "{text:?}");
        assert_eq!(text.parse::<BrowserId>().is_ok(), fits, "{text:?}");
        assert_eq!(text.parse::<SessionId>().is_ok(), fits, "{text:?}");
        assert_eq!(text.parse::<RequestId>().is_ok(), fits, "{text:?}");
        assert_eq!(text.parse::<TaskId>().is_ok(), fits, "{text:?}");
        assert_eq!(text.parse::<MessageId>().is_ok(), fits, "{text:?}");
    }
}

#[test]
fn a_subject_is_opaque_and_keeps_its_case_and_colons() {
    let subject = "urn:fdc:gov.uk:2022:JG0RJI1pYbnanbvPs-j4j5-a-PFcmhry9Qu9NCEp5d4";

    assert_eq!(subject.parse::<Subject>().unwrap().as_str(), subject);
    assert_ne!("urn:A".parse::<Subject>(), "urn:a".parse::<Subject>());
    for text in ["", "a b", "a\n", "é", &"a".repeat(256)] {
        assert!(text.parse::<Subject>().is_err(), "{text:?}");
    }
}

#[test]
fn a_client_id_is_printable_ascii() {
    assert!("register-for-npq".parse::<ClientId>().is_ok());
    assert!("with space".parse::<ClientId>().is_ok());
    for text in ["", "a\u{7f}", "é", "a\n", &"a".repeat(129)] {
        assert!(text.parse::<ClientId>().is_err(), "{text:?}");
    }
}

#[test]
fn a_reference_can_be_read_aloud() {
    assert_eq!("TRN-7K4M-92QX".parse::<Reference>().unwrap().as_str(), "TRN-7K4M-92QX");
    for text in [
        "TRN-7K4M",
        "TRN-7K4M-92QX-AAAA",
        "TRN-7K4O-92QX",
        "TRN-7K4M-92Q1",
        "trn-7k4m-92qx",
        "7K4M-92QX",
        "TRN-7K4M92QX",
        "TRN-7K4MA-2QX",
        "TRN--",
        "",
        "TRN-7K4M-92QÉ",
    ] {
        assert!(text.parse::<Reference>().is_err(), "{text}");
    }
    for confusing in b"0O1I" {
        assert!(!Reference::ALPHABET.contains(confusing));
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn random_bytes_make_a_reference(bytes in any::<[u8; 8]>()) {
        let reference = Reference::from_random(bytes);
        prop_assert_eq!(reference.as_str().parse::<Reference>(), Ok(reference));
    }
}

#[test]
fn every_character_of_a_reference_is_equally_likely() {
    let mut seen = std::collections::HashMap::new();
    for byte in 0..=u8::MAX {
        let reference = Reference::from_random([byte; 8]);
        *seen.entry(reference.as_str().as_bytes()[4]).or_insert(0) += 1;
    }
    assert_eq!(seen.len(), 32);
    assert!(seen.values().all(|times| *times == 8));
}
