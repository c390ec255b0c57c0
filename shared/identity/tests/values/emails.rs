//! Email addresses.

use identity::{Email, InvalidEmail};
use proptest::prelude::*;

use crate::cases;

#[test]
fn what_could_break_a_message_header_is_refused() {
    for address in ["a@b", "anne.o'shea+trn@example.co.uk", "ANNE@Example.COM", "ü@例え.jp"] {
        assert_eq!(address.parse::<Email>().unwrap().as_str(), address);
    }
    for address in [
        "",
        "a",
        "@",
        "a@",
        "@b",
        "a@b@c",
        "a b@c",
        "a@b c",
        "a@b\r\nBcc: x@y",
        "a\u{0}@b",
        "a@\u{2028}b",
        "a\tb@c",
    ] {
        assert_eq!(address.parse::<Email>(), Err(InvalidEmail), "{address:?}");
    }
    assert!(format!("{}@b", "a".repeat(252)).parse::<Email>().is_ok());
    assert!(format!("{}@b", "a".repeat(253)).parse::<Email>().is_err());
}

#[test]
fn space_around_an_address_is_not_part_of_it() {
    assert_eq!(" a@example.com\n".parse::<Email>().unwrap().as_str(), "a@example.com");
}

#[test]
fn case_is_kept_for_writing_and_folded_for_comparing() {
    let address: Email = "Anne@Example.COM".parse().unwrap();

    assert_eq!(address.as_str(), "Anne@Example.COM");
    assert_eq!(address.folded(), "anne@example.com");
}

#[test]
fn its_owner_recognises_the_masked_address() {
    let masked = |address: &str| address.parse::<Email>().unwrap().masked();

    assert_eq!(masked("anne.smith@example.com"), "a•••@example.com");
    assert_eq!(masked("a@example.com"), "a•••@example.com");
    assert_eq!(masked("éa@example.com"), "é•••@example.com");
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn whatever_is_sent_an_address_is_one_line_around_one_at(text in "\\PC{0,8}@\\PC{0,8}|.{0,20}") {
        let Ok(address) = text.parse::<Email>() else { return Ok(()) };
        prop_assert_eq!(address.as_str().matches('@').count(), 1);
        prop_assert!(!address.as_str().chars().any(|c| c.is_control() || c.is_whitespace()));
        prop_assert!(address.masked().ends_with(address.as_str().split_once('@').unwrap().1));
        prop_assert_eq!(address.folded().to_lowercase(), address.folded());
    }
}
