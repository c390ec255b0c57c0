//! National Insurance numbers.

use std::{fmt, str::FromStr};

use crate::typed::significant;

/// A National Insurance number, in HMRC's format: two prefix letters, six digits, a suffix A to D.
///
/// HMRC never issues D, F, I, Q, U or V as either prefix letter, O as the second, nor the prefixes
/// BG, GB, KN, NK, NT, TN and ZZ (HMRC National Insurance Manual, NIM39110).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Nino(String);

/// Why some text is not a National Insurance number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidNino {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Empty,
    /// It does not have the format.
    #[error("not in the format of a National Insurance number")]
    Malformed,
    /// A temporary number (`TN` with a date of birth, or `99X99999`): it says nothing about who
    /// somebody is.
    #[error("a temporary number")]
    Temporary,
    /// `QQ 12 34 56 C`, which stands as the example next to the field.
    #[error("the example number")]
    Example,
}

const EXCLUDED_PREFIXES: [&[u8]; 7] = [b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"];

impl FromStr for Nino {
    type Err = InvalidNino;

    /// Accepts any spacing, dashes and case.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let text: String = significant(typed).map(|c| c.to_ascii_uppercase()).collect();
        match text.as_bytes() {
            [] => Err(InvalidNino::Empty),
            b"QQ123456C" => Err(InvalidNino::Example),
            typed if is_temporary(typed) => Err(InvalidNino::Temporary),
            typed if is_issued_format(typed) => Ok(Self(text)),
            _ => Err(InvalidNino::Malformed),
        }
    }
}

fn is_issued_format(text: &[u8]) -> bool {
    let [first, second, digits @ .., suffix] = text else { return false };
    prefix_letter(*first)
        && prefix_letter(*second)
        && *second != b'O'
        && !EXCLUDED_PREFIXES.contains(&[*first, *second].as_slice())
        && digits.len() == 6
        && digits.iter().all(u8::is_ascii_digit)
        && matches!(suffix, b'A'..=b'D')
}

fn prefix_letter(letter: u8) -> bool {
    letter.is_ascii_uppercase() && !b"DFIQUV".contains(&letter)
}

/// `TN`, a date of birth as DDMMYY and M or F; or two digits, a letter and five digits.
fn is_temporary(text: &[u8]) -> bool {
    match text {
        [b'T', b'N', rest @ ..] => {
            let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
            digits == 6 && rest.len() <= 7
        }
        [a, b, letter, rest @ ..] => {
            [a, b].iter().all(|b| b.is_ascii_digit())
                && letter.is_ascii_uppercase()
                && rest.len() == 5
                && rest.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

impl Nino {
    /// The nine characters, upper case, without spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As people read it: `AB 12 34 56 C`.
    pub fn spaced(&self) -> String {
        let pairs: Vec<&str> = (0..self.0.len())
            .step_by(2)
            .map(|at| &self.0[at..(at + 2).min(self.0.len())])
            .collect();
        pairs.join(" ")
    }
}

impl fmt::Debug for Nino {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nino(…)")
    }
}
