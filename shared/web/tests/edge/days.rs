//! Days as people in England count them.

use jiff::civil::date;
use pages::ENGLISH;
use web::calendar::{moment, today};

use crate::deployment::at;

#[test]
fn a_day_begins_at_midnight_in_england() {
    for (moment, day) in [
        // Winter: the same as in Greenwich.
        ("2026-01-15T23:59:59Z", date(2026, 1, 15)),
        ("2026-01-16T00:00:00Z", date(2026, 1, 16)),
        // Summer: an hour before.
        ("2026-07-15T22:59:59Z", date(2026, 7, 15)),
        ("2026-07-15T23:00:00Z", date(2026, 7, 16)),
        // The last night of winter and the first of summer: 29 March 2026, at one in the morning.
        ("2026-03-28T23:30:00Z", date(2026, 3, 28)),
        ("2026-03-29T00:30:00Z", date(2026, 3, 29)),
        ("2026-03-29T23:00:00Z", date(2026, 3, 30)),
        // The last night of summer and the first of winter: 25 October 2026.
        ("2026-10-24T23:00:00Z", date(2026, 10, 25)),
        ("2026-10-25T23:30:00Z", date(2026, 10, 25)),
        ("2026-10-26T00:00:00Z", date(2026, 10, 26)),
        // Over the end of a year.
        ("2026-12-31T23:59:59Z", date(2026, 12, 31)),
    ] {
        assert_eq!(today(at(moment)), day, "{moment}");
    }
}

#[test]
fn a_moment_is_that_of_a_clock_in_england() {
    assert_eq!(moment(ENGLISH, at("2026-04-01T08:05:00Z")), "9:05am on 1 April 2026");
    assert_eq!(moment(ENGLISH, at("2026-01-01T00:00:00Z")), "12:00am on 1 January 2026");
}
