//! Dates of birth.

use identity::{DateOfBirth, InvalidDateOfBirth};
use proptest::prelude::*;

use crate::cases;

#[test]
fn only_real_dates_in_iso_form_are_read() {
    for text in ["1990-05-01", "2000-02-29", "1850-01-01", "1904-02-29"] {
        assert_eq!(text.parse::<DateOfBirth>().unwrap().iso(), text);
    }
    for text in [
        "1990-02-30",
        "1900-02-29",
        "1990-13-01",
        "1990-00-10",
        "1990-5-1",
        "01/05/1990",
        "19900501",
        "1990-05-01T00:00:00Z",
        " 1990-05-01",
        "1990-05-01 ",
        "-1990-05-01",
        "+1990-05-1",
        "1849-12-31",
        "0000-01-01",
        "1990–05–01",
        "１９９０-05-01",
        "",
        "1990-121",
        "1990-W18-2",
    ] {
        assert_eq!(text.parse::<DateOfBirth>(), Err(InvalidDateOfBirth), "{text:?}");
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_date_is_read_exactly_if_the_calendar_has_it(
        year in 1800_u16..2100, month in 0_u8..14, day in 0_u8..33
    ) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        let is_date = year >= 1850 && (1..=days).contains(&day);
        match text.parse::<DateOfBirth>() {
            Ok(date) => {
                prop_assert!(is_date);
                prop_assert_eq!(date.iso(), text);
            }
            Err(InvalidDateOfBirth) => prop_assert!(!is_date),
        }
    }

    #[test]
    fn whatever_is_sent_nothing_else_is_read(text in "\\PC{0,12}|[0-9-]{8,11}") {
        if let Ok(date) = text.parse::<DateOfBirth>() {
            prop_assert_eq!(date.iso(), text);
        }
    }
}
