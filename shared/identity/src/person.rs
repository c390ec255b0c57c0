//! The person in front of the screen, as far as GOV.UK One Login has told us.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

use crate::{Email, Subject, VerifiedName};

/// A date of birth: a real calendar date from 1850 on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateOfBirth(Date);

/// Not a date of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date of birth in the form YYYY-MM-DD")]
pub struct InvalidDateOfBirth;

impl DateOfBirth {
    /// The calendar date.
    pub fn date(self) -> Date {
        self.0
    }

    /// `YYYY-MM-DD` (ISO 8601).
    pub fn iso(self) -> String {
        self.0.to_string()
    }
}

impl TryFrom<Date> for DateOfBirth {
    type Error = InvalidDateOfBirth;

    fn try_from(date: Date) -> Result<Self, Self::Error> {
        if date.year() < 1850 { Err(InvalidDateOfBirth) } else { Ok(Self(date)) }
    }
}

impl FromStr for DateOfBirth {
    type Err = InvalidDateOfBirth;

    /// Reads `YYYY-MM-DD` and nothing else.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, b)| match at {
                4 | 7 => b == b'-',
                _ => b.is_ascii_digit(),
            });
        if !shape {
            return Err(InvalidDateOfBirth);
        }
        let date: Date = text.parse().map_err(|_| InvalidDateOfBirth)?;
        Self::try_from(date)
    }
}

impl fmt::Debug for DateOfBirth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DateOfBirth(…)")
    }
}

/// Someone who signed in with GOV.UK One Login. Nothing is proved about who they are yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneLoginUser {
    /// Who they are to One Login, for ever.
    pub subject: Subject,
    /// Where they read email now. It can change at any sign-in.
    pub email: Email,
}

/// Who somebody is, as a valid core identity credential proved it. Only a credential makes one:
/// whoever holds a `VerifiedIdentity` holds a proved one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedIdentity {
    names: Vec<VerifiedName>,
    /// Where the first name without an end stands.
    current: usize,
    /// At least one.
    dates_of_birth: Vec<DateOfBirth>,
}

/// A credential that says too little to look anybody up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IncompleteIdentity {
    /// No name is in use today.
    #[error("there is no current name")]
    NoCurrentName,
    /// There is no date of birth.
    #[error("there is no date of birth")]
    NoDateOfBirth,
}

impl VerifiedIdentity {
    /// An identity of these names, in One Login's order, and dates of birth, the most certain first.
    pub fn new(
        names: Vec<VerifiedName>,
        dates_of_birth: Vec<DateOfBirth>,
    ) -> Result<Self, IncompleteIdentity> {
        let Some(current) = names.iter().position(VerifiedName::is_current) else {
            return Err(IncompleteIdentity::NoCurrentName);
        };
        if dates_of_birth.is_empty() {
            return Err(IncompleteIdentity::NoDateOfBirth);
        }
        Ok(Self { names, current, dates_of_birth })
    }

    /// Every verified name in One Login's order, the current one among them.
    pub fn names(&self) -> &[VerifiedName] {
        &self.names
    }

    /// The first name without an end.
    pub fn current_name(&self) -> &VerifiedName {
        &self.names[self.current]
    }

    /// Names used before, in One Login's order.
    pub fn previous_names(&self) -> impl Iterator<Item = &VerifiedName> {
        self.names.iter().filter(|name| !name.is_current())
    }

    /// Every verified date of birth, the most certain first.
    pub fn dates_of_birth(&self) -> &[DateOfBirth] {
        &self.dates_of_birth
    }

    /// The most certain date of birth.
    pub fn date_of_birth(&self) -> DateOfBirth {
        self.dates_of_birth[0]
    }
}

/// A One Login user whose identity is proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who signed in.
    pub user: OneLoginUser,
    /// Who that is.
    pub identity: VerifiedIdentity,
}
