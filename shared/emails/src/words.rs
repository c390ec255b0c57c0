//! The words of every email, one set for each language: the folder `words`, as the crate `catalogue` writes it out.

use std::fmt;

use jiff::civil::Date;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// What everybody is written to in who asked for nothing else.
pub static ENGLISH: &Words = &EN;

impl Words {
    /// The words of the language with this tag (BCP 47), where there are any.
    pub fn in_language(tag: &str) -> Option<&'static Self> {
        ALL.iter().find(|words| words.lang.eq_ignore_ascii_case(tag)).copied()
    }

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

/// What has this number, counted from 0. A catalogue that has too few is found by a test.
fn named(names: &[&'static str], number: i8) -> &'static str {
    usize::try_from(number).ok().and_then(|number| names.get(number)).copied().unwrap_or_default()
}

/// Says which language it is, rather than all its words.
impl fmt::Debug for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Words").field(&self.lang).finish()
    }
}
