//! Teacher reference numbers.

use identity::{InvalidTrn, Trn};
use proptest::{collection::vec, prelude::*};

use crate::{as_typed, cases};

#[test]
fn what_people_type_and_paste_is_one_number() {
    for typed in [
        "1234567",
        "12/34567",
        "12-34567",
        "RP 12/34567",
        "rp12/34567",
        "RP 12 34567",
        " 1234567 ",
        "12 34 567",
        "12.34567",
        "１２３４５６７",
        "\u{202a}1234567\u{202c}",
        "123\u{ad}4567",
        "TRN: 1234567",
        "12–34567",
        "\u{61c}12/34567",
    ] {
        assert_eq!(typed.parse::<Trn>().unwrap().as_str(), "1234567", "{typed:?}");
    }
}

#[test]
fn leading_zeros_are_kept() {
    assert_eq!("0012345".parse::<Trn>().unwrap().as_str(), "0012345");
    assert_eq!("RP 00/00001".parse::<Trn>().unwrap().as_str(), "0000001");
    assert_ne!("0123456".parse::<Trn>(), "1234560".parse::<Trn>());
}

#[test]
fn all_zeros_in_any_spelling_are_refused() {
    for typed in ["0000000", "RP 00/00000", "00-00000", "０００００００", " 0 0 0 0 0 0 0 "]
    {
        assert_eq!(typed.parse::<Trn>(), Err(InvalidTrn::AllZero), "{typed:?}");
    }
}

#[test]
fn anything_but_seven_digits_is_refused() {
    for typed in [
        "123456",
        "12345678",
        "123456a",
        "RP 12/3456",
        "abc",
        "1234567 1",
        "AB 12 34 56 C",
        "00000000",
        "٠١٢٣٤٥٦",
        "①②③④⑤⑥⑦",
        "1234567٨",
        "12345६67",
        "1234567½",
    ] {
        assert_eq!(typed.parse::<Trn>(), Err(InvalidTrn::NotSevenDigits), "{typed:?}");
    }
}

#[test]
fn nothing_typed_is_told_from_something_wrong() {
    for typed in ["", "  ", "\u{a0}", "-/-", "\u{200b}\u{feff}"] {
        assert_eq!(typed.parse::<Trn>(), Err(InvalidTrn::Empty), "{typed:?}");
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn seven_digits_are_read_however_they_are_typed(
        number in "[0-9]{7}", prefix in "(RP|rp|)[ /]?", choices in vec(any::<u8>(), 7)
    ) {
        let typed = format!("{prefix}{}", as_typed(&number, &choices));
        if number == "0000000" {
            prop_assert_eq!(typed.parse::<Trn>(), Err(InvalidTrn::AllZero));
        } else {
            let trn: Trn = typed.parse().unwrap();
            prop_assert_eq!(trn.as_str(), &number);
            prop_assert_eq!(trn.as_str().parse::<Trn>().unwrap(), trn);
        }
    }

    #[test]
    fn whatever_is_typed_only_seven_digits_are_read(typed in "\\PC{0,12}|[0-9 /-]{6,10}") {
        let Ok(trn) = typed.parse::<Trn>() else { return Ok(()) };
        prop_assert_eq!(trn.as_str().len(), 7);
        prop_assert!(trn.as_str().bytes().all(|digit| digit.is_ascii_digit()));
        prop_assert!(trn.as_str() != "0000000");
    }
}
