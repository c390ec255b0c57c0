//! Days and moments in the language of a page.

use jiff::civil::{Date, DateTime};

use crate::words::Words;

impl Words {
    /// A day that is near: `Friday 5 September`.
    pub fn near(&self, day: Date) -> String {
        let weekday = named(self.calendar.weekdays, day.weekday().to_monday_zero_offset());
        self.calendar.near(weekday, &day.day().to_string(), self.month(day))
    }

    /// A day that may be far: `5 September 2025`.
    pub fn far(&self, day: Date) -> String {
        self.calendar.far(&day.day().to_string(), self.month(day), &day.year().to_string())
    }

    /// A moment, as a clock shows it: `9:05am on 5 September 2025`.
    pub fn moment(&self, at: DateTime) -> String {
        let words = &self.calendar;
        let (half, hour) = match at.hour() {
            0 => (words.before_noon, 12),
            hour @ 1..=11 => (words.before_noon, hour),
            12 => (words.after_noon, 12),
            hour => (words.after_noon, hour - 12),
        };
        let minute = format!("{:02}", at.minute());
        words.moment(&hour.to_string(), &minute, half, &self.far(at.date()))
    }

    fn month(&self, day: Date) -> &'static str {
        named(self.calendar.months, day.month() - 1)
    }
}

/// What has this number, counted from 0. A test counts them in English, and every language has as many.
fn named(names: &[&'static str], number: i8) -> &'static str {
    usize::try_from(number).ok().and_then(|number| names.get(number)).copied().unwrap_or_default()
}
