//! Teacher reference numbers.

use std::{fmt, str::FromStr};

use crate::typed::significant;

/// A teacher reference number (TRN): seven digits, which may start with 0, and are not all 0.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Trn(String);

/// Why some text is not a TRN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTrn {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Empty,
    /// There are not exactly seven digits.
    #[error("a TRN has 7 digits")]
    NotSevenDigits,
    /// 0000000 was never issued to anybody.
    #[error("0000000 is not a TRN")]
    AllZero,
}

impl FromStr for Trn {
    type Err = InvalidTrn;

    /// Accepts what people type and paste: `RP 12/34567`, `12-34567` and `1234567` are one number.
    /// Whatever is not a digit is left out; a digit of another script is never left out unread.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        if significant(typed).next().is_none() {
            return Err(InvalidTrn::Empty);
        }
        let digits: String = significant(typed).filter(|c| c.is_numeric()).collect();
        if digits.len() != 7 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(InvalidTrn::NotSevenDigits);
        }
        if digits.bytes().all(|digit| digit == b'0') {
            return Err(InvalidTrn::AllZero);
        }
        Ok(Self(digits))
    }
}

impl Trn {
    /// The seven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Trn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trn(…)")
    }
}
