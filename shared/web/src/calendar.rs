//! Days as people in England count them.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use pages::Words;

/// The day it is in England at `now`.
pub fn today(now: Timestamp) -> Date {
    now.to_zoned(london()).date()
}

/// The rule of the Summer Time Order 2002: no time zone database is needed for it.
fn london() -> TimeZone {
    TimeZone::posix("GMT0BST,M3.5.0/1,M10.5.0").expect("the rule is well formed")
}

/// `9:05am on 5 September 2025`: a moment, as a clock in England shows it, in the language of the page.
pub fn moment(words: &Words, at: Timestamp) -> String {
    words.moment(at.to_zoned(london()).datetime())
}
