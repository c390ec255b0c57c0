//! The day a person is promised an answer by.
//!
//! Bank holidays are those of England and Wales (Banking and Financial Dealings Act 1971, schedule 1,
//! and the royal proclamations that add New Year's Day and the early May holiday every year). One-off
//! holidays are proclaimed at most a few years ahead and are not known here: a promise may then be a
//! day early, which the "taking longer" page covers.

use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
};

/// How many working days support staff have.
pub const WORKING_DAYS_PROMISED: u8 = 5;

/// The day [`WORKING_DAYS_PROMISED`] working days after `asked_on`.
///
/// ```
/// use jiff::civil::date;
/// // A Wednesday, and then Easter.
/// assert_eq!(journey::promised_date(date(2026, 4, 1)), date(2026, 4, 10));
/// ```
pub fn promised_date(asked_on: Date) -> Date {
    let mut day = asked_on;
    let mut left = WORKING_DAYS_PROMISED;
    while left > 0 {
        day = day.saturating_add(1.day());
        if is_working_day(day) {
            left -= 1;
        }
        if day == Date::MAX {
            break;
        }
    }
    day
}

/// Whether `day` is neither at a weekend nor a bank holiday in England.
pub fn is_working_day(day: Date) -> bool {
    !is_weekend(day) && !bank_holidays(day.year()).contains(&day)
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn bank_holidays(year: i16) -> [Date; 8] {
    let easter = easter_sunday(year);
    let [christmas, boxing_day] = christmas_holidays(year);
    [
        substitute(date(year, 1, 1)),
        easter.saturating_sub(2.days()),
        easter.saturating_add(1.day()),
        first_monday(year, 5),
        last_monday(date(year, 5, 31)),
        last_monday(date(year, 8, 31)),
        christmas,
        boxing_day,
    ]
}

/// A holiday at a weekend is kept on the Monday after.
fn substitute(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => day.saturating_add(2.days()),
        Weekday::Sunday => day.saturating_add(1.day()),
        Weekday::Monday
        | Weekday::Tuesday
        | Weekday::Wednesday
        | Weekday::Thursday
        | Weekday::Friday => day,
    }
}

/// Christmas Day and Boxing Day, each moved to a day of its own when they fall at a weekend.
fn christmas_holidays(year: i16) -> [Date; 2] {
    let [christmas, boxing_day] = [date(year, 12, 25), date(year, 12, 26)];
    match christmas.weekday() {
        Weekday::Friday => [christmas, date(year, 12, 28)],
        Weekday::Saturday => [date(year, 12, 27), date(year, 12, 28)],
        Weekday::Sunday => [date(year, 12, 27), boxing_day],
        Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday => {
            [christmas, boxing_day]
        }
    }
}

fn first_monday(year: i16, month: i8) -> Date {
    let first = date(year, month, 1);
    let days = (8 - i64::from(first.weekday().to_monday_one_offset())) % 7;
    first.saturating_add(days.days())
}

fn last_monday(last_of_month: Date) -> Date {
    let days = i64::from(last_of_month.weekday().to_monday_zero_offset());
    last_of_month.saturating_sub(days.days())
}

/// The Gregorian date of Easter Sunday (the anonymous algorithm, as in the Book of Common Prayer's
/// tables).
fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let golden = y % 19;
    let (century, of_century) = (y / 100, y % 100);
    let moon =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    let correction = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * correction + 114;
    let month = i8::try_from(days / 31).expect("Easter is in March or April");
    let day = i8::try_from(days % 31 + 1).expect("a month has at most 31 days");
    date(year, month, day)
}
