//! Comparing dates of birth.

use identity::DateOfBirth;

use crate::DateOfBirthOutcome;

/// The strongest outcome of any verified date with the record's.
pub(crate) fn compare(verified: &[DateOfBirth], recorded: DateOfBirth) -> DateOfBirthOutcome {
    verified
        .iter()
        .map(|date| compare_one(*date, recorded))
        .min()
        .unwrap_or(DateOfBirthOutcome::Different)
}

fn compare_one(verified: DateOfBirth, recorded: DateOfBirth) -> DateOfBirthOutcome {
    let (one, other) = (verified.date(), recorded.date());
    if one == other {
        DateOfBirthOutcome::Same
    } else if one.year() == other.year() && one.month() == other.day() && one.day() == other.month()
    {
        DateOfBirthOutcome::DayAndMonthSwapped
    } else if digits(one).zip(digits(other)).filter(|(a, b)| a != b).count() == 1 {
        DateOfBirthOutcome::OneDigitDifferent
    } else {
        DateOfBirthOutcome::Different
    }
}

/// The eight digits of the ISO date.
fn digits(date: jiff::civil::Date) -> impl Iterator<Item = i32> {
    let number =
        i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day());
    std::iter::successors(Some(number), |rest| Some(rest / 10)).take(8).map(|rest| rest % 10)
}
