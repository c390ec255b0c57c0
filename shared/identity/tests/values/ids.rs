//! Ids and references.

use identity::{
    BrowserId, ClientId, JourneyId, MessageId, Reference, RequestId, SessionId, StaffId, Subject,
    TaskId,
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
fn a_member_of_staff_is_named_by_their_issuer_and_what_it_calls_them() {
    let by_subject = StaffId::of_subject("https://oidc.example", "aB-1").unwrap();
    let by_object = StaffId::of_object("https://login.example/t/v2.0", "t", "o").unwrap();

    assert_eq!(by_subject.as_str(), "https://oidc.example#sub=aB-1");
    assert_eq!(by_object.as_str(), "https://login.example/t/v2.0#tid=t&oid=o");
    assert_eq!(by_object.as_str().parse(), Ok(by_object.clone()));
    assert_eq!(format!("{by_subject:?}"), "StaffId(https://oidc.example#sub=aB-1)");
    for (issuer, subject) in [
        ("", ""),
        ("https://a.example", ""),
        ("https://a.example#", "s"),
        ("https://a.example", "a b"),
        ("https://a.example", "é"),
        ("https://a.example", &"s".repeat(255)),
    ] {
        assert!(StaffId::of_subject(issuer, subject).is_err(), "{issuer} {subject}");
    }
    for (tenant, object) in [("", "o"), ("t", ""), ("t&oid=o", "p"), ("t", "o\n")] {
        assert!(
            StaffId::of_object("https://a.example", tenant, object).is_err(),
            "{tenant} {object}"
        );
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_two_members_of_staff_have_one_id(
        one in ("[a-z:/#&=]{1,12}", "[a-z&=#]{1,8}", "[a-z&=#]{1,8}"),
        other in ("[a-z:/#&=]{1,12}", "[a-z&=#]{1,8}", "[a-z&=#]{1,8}"),
    ) {
        let ids = |(issuer, first, second): &(String, String, String)| [
            (StaffId::of_subject(issuer, first).ok(), [issuer.clone(), first.clone(), String::new()]),
            (StaffId::of_object(issuer, first, second).ok(), [issuer.clone(), first.clone(), second.clone()]),
        ];
        for (id, parts) in ids(&one) {
            for (twin, others) in ids(&other) {
                prop_assert!(id.is_none() || id != twin || parts == others);
            }
        }
        let [(by_subject, _), (by_object, _)] = ids(&one);
        prop_assert!(by_subject.is_none() || by_subject != by_object);
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
