//! The words of every email, one set for each language: the folder `words`, as the crate `catalogue` writes it out.

use jiff::civil::Date;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

impl Words {
    /// Whom an email is from, as mail programs show it. Letters and spaces alone: it stands in a header.
    pub fn sender(&self) -> &'static str {
        self.sender
    }

    /// A day that is near: `Friday 5 September`.
    pub(crate) fn near(&self, day: Date) -> String {
        let weekday = named(self.calendar.weekdays, day.weekday().to_monday_zero_offset());
        let month = named(self.calendar.months, day.month() - 1);
        self.calendar.near(weekday, &day.day().to_string(), month)
    }
}

/// What has this number, counted from 0. A test counts them in English, and every language has as many.
fn named(names: &[&'static str], number: i8) -> &'static str {
    usize::try_from(number).ok().and_then(|number| names.get(number)).copied().unwrap_or_default()
}
