//! Days as people in England count them.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The day it is in England at `now`.
pub fn today(now: Timestamp) -> Date {
    now.to_zoned(london()).date()
}

/// The rule of the Summer Time Order 2002: no time zone database is needed for it.
fn london() -> TimeZone {
    TimeZone::posix("GMT0BST,M3.5.0/1,M10.5.0").expect("the rule is well formed")
}

/// `Friday 5 September`: a day that is near.
pub fn near(day: Date) -> String {
    day.strftime("%A %-d %B").to_string()
}

/// `5 September 2025`: a day that may be far.
pub fn far(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// `9:05am on 5 September 2025`: a moment, as a clock in England shows it.
pub fn moment(at: Timestamp) -> String {
    at.to_zoned(london()).strftime("%-I:%M%P on %-d %B %Y").to_string()
}
