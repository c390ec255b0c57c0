//! The day a person is promised an answer by.

use jiff::{ToSpan, civil::date};
use journey::{WORKING_DAYS_PROMISED, is_working_day, promised_date};
use proptest::prelude::*;

#[test]
fn bank_holidays_of_england_are_not_working_days() {
    // https://www.gov.uk/bank-holidays, England and Wales.
    for day in [
        date(2025, 1, 1),
        date(2025, 4, 18),
        date(2025, 4, 21),
        date(2025, 5, 5),
        date(2025, 5, 26),
        date(2025, 8, 25),
        date(2025, 12, 25),
        date(2025, 12, 26),
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 3),
        date(2027, 5, 31),
        date(2027, 8, 30),
        date(2027, 12, 27),
        date(2027, 12, 28),
        date(2028, 1, 3),
    ] {
        assert!(!is_working_day(day), "{day}");
    }
}

#[test]
fn a_request_before_christmas_is_promised_for_after_the_holidays() {
    assert_eq!(promised_date(date(2026, 12, 23)), date(2027, 1, 4));
}

#[test]
fn an_ordinary_week_later_is_promised_in_an_ordinary_week() {
    assert_eq!(promised_date(date(2026, 9, 7)), date(2026, 9, 14));
}

proptest! {
    #[test]
    fn exactly_five_working_days_lie_between(days in 0..36_500_i32) {
        let asked = date(2000, 1, 1).checked_add(days.days()).unwrap();

        let promised = promised_date(asked);

        let between = asked.tomorrow().unwrap()
            .series(1.day())
            .take_while(|day| *day <= promised)
            .filter(|day| is_working_day(*day))
            .count();
        prop_assert_eq!(between, usize::from(WORKING_DAYS_PROMISED));
        prop_assert!(is_working_day(promised));
    }
}
