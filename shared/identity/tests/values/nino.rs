//! National Insurance numbers.

use identity::{InvalidNino, Nino};
use proptest::{collection::vec, prelude::*};

use crate::{as_typed, cases};

#[test]
fn any_spacing_dashes_and_case_are_accepted() {
    for typed in [
        "AB123456C",
        "ab123456c",
        "AB 12 34 56 C",
        " ab-12-34-56-c ",
        "A B 1 2 3 4 5 6 C",
        "AB\u{2011}12\u{2013}34\u{2014}56\u{2212}C",
        "AB\u{fe63}12\u{fe58}34\u{2043}56\u{ff0d}C",
        "AB\u{a0}12\u{2009}34\u{202f}56\u{3000}C",
        "\u{feff}AB12\u{200b}34\u{ad}56C",
        "\u{202a}AB123456C\u{202c}",
        "\u{2068}AB123456C\u{2069}",
        "\u{61c}AB123456C",
        "ＡＢ１２３４５６Ｃ",
        "ａｂ　１２　３４　５６　ｃ",
        "AB.12.34.56.C",
        "AB/123456/C\n",
    ] {
        assert_eq!(typed.parse::<Nino>().unwrap().as_str(), "AB123456C", "{typed:?}");
    }
}

#[test]
fn prefixes_and_suffixes_that_hmrc_never_issues_are_refused() {
    for typed in [
        "BG123456A",
        "GB123456A",
        "KN123456A",
        "NK123456A",
        "NT123456A",
        "ZZ123456A",
        "DA123456A",
        "FA123456A",
        "IA123456A",
        "QA123456A",
        "UA123456A",
        "VA123456A",
        "AD123456A",
        "AF123456A",
        "AI123456A",
        "AQ123456A",
        "AU123456A",
        "AV123456A",
        "AO123456A",
        "AB123456E",
        "AB123456F",
        "AB123456Z",
        "AB1234561",
        "AB123456",
    ] {
        assert_eq!(typed.parse::<Nino>(), Err(InvalidNino::Malformed), "{typed}");
    }
    for typed in ["OA123456A", "AA000000A", "ZY999999D", "EB123456B", "XX123456C", "MA123456D"] {
        assert_eq!(
            typed.parse::<Nino>().map(|nino| nino.as_str().to_owned()),
            Ok(typed.to_owned())
        );
    }
}

#[test]
fn the_example_next_to_the_field_has_its_own_message() {
    for typed in ["QQ 12 34 56 C", "qq123456c", "QQ-12-34-56-C"] {
        assert_eq!(typed.parse::<Nino>(), Err(InvalidNino::Example), "{typed}");
    }
    assert_eq!("QQ123456A".parse::<Nino>(), Err(InvalidNino::Malformed));
    assert_eq!("QQ123457C".parse::<Nino>(), Err(InvalidNino::Malformed));
}

#[test]
fn temporary_numbers_have_their_own_message() {
    for typed in ["TN 01 05 90 F", "tn010590m", "TN010590", "63T12345", "63 t 12345"] {
        assert_eq!(typed.parse::<Nino>(), Err(InvalidNino::Temporary), "{typed}");
    }
    for typed in ["TN01059F", "TN0105901", "TN010590FF", "63T1234", "6T123456", "63T123456"] {
        assert_eq!(typed.parse::<Nino>(), Err(InvalidNino::Malformed), "{typed}");
    }
}

#[test]
fn nothing_typed_is_told_from_something_wrong() {
    for typed in ["", "   ", "\u{a0}\t", "-", "\u{200b}", "- . /"] {
        assert_eq!(typed.parse::<Nino>(), Err(InvalidNino::Empty), "{typed:?}");
    }
    for typed in
        ["1234567", "AB123456C AB123456C", "AB12345ⅥC", "АВ123456С", "AB١٢٣٤٥٦C", "no", "💼"]
    {
        assert_eq!(typed.parse::<Nino>(), Err(InvalidNino::Malformed), "{typed:?}");
    }
}

#[test]
fn it_is_shown_in_pairs() {
    assert_eq!("ab123456c".parse::<Nino>().unwrap().spaced(), "AB 12 34 56 C");
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn an_issued_number_is_read_however_it_is_typed(
        number in "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]", choices in vec(any::<u8>(), 9)
    ) {
        prop_assume!(!["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(&&number[..2]));
        let nino: Nino = as_typed(&number, &choices).parse().unwrap();
        prop_assert_eq!(nino.as_str(), &number);
        prop_assert_eq!(nino.spaced().parse::<Nino>(), Ok(nino));
    }

    #[test]
    fn whatever_is_typed_only_an_issued_format_is_read(
        typed in "\\PC{0,16}|[A-Za-z]{1,3}[0-9 ]{4,10}[A-Za-z]?"
    ) {
        let Ok(nino) = typed.parse::<Nino>() else { return Ok(()) };
        let number = nino.as_str().as_bytes();
        prop_assert_eq!(number.len(), 9);
        prop_assert!(number[..2].iter().all(|letter| b"ABCEGHJKLMNOPRSTWXYZ".contains(letter)));
        prop_assert!(number[1] != b'O');
        prop_assert!(number[2..8].iter().all(u8::is_ascii_digit));
        prop_assert!(b"ABCD".contains(&number[8]));
    }
}
