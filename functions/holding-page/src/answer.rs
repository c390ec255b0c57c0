//! The form as it was filled in, and what it says.

use identity::{InvalidNino, InvalidTrn, Nino, Trn};
use journey::{More, Wanted};
use pages::more_information::{self as page, Mistake};
use web::Form;

/// The most characters of a last name.
const LONGEST_NAME: usize = 100;

/// What was typed.
pub(crate) struct Typed {
    pub(crate) nino: String,
    pub(crate) trn: String,
    pub(crate) previous_last_name: String,
}

/// The fields that are asked for: what support staff want, or else the TRN alone.
pub(crate) fn fields(wanted: Option<Wanted>) -> Vec<page::Wanted> {
    let Some(wanted) = wanted else { return Vec::new() };
    [
        (wanted.nino(), page::Wanted::Nino),
        (wanted.trn(), page::Wanted::Trn),
        (wanted.previous_last_name(), page::Wanted::PreviousLastName),
    ]
    .into_iter()
    .filter_map(|(is_wanted, field)| is_wanted.then_some(field))
    .collect()
}

impl Typed {
    /// Nothing.
    pub(crate) fn nothing() -> Self {
        Self { nino: String::new(), trn: String::new(), previous_last_name: String::new() }
    }

    /// The fields of the form that were asked for; others do not count.
    pub(crate) fn read(form: &Form, wanted: Option<Wanted>) -> Self {
        let field = |name: &str, asked: bool| {
            if asked { form.field(name).trim().to_owned() } else { String::new() }
        };
        Self {
            nino: field("nino", wanted.is_some_and(Wanted::nino)),
            trn: field("trn", wanted.is_none_or(Wanted::trn)),
            previous_last_name: field(
                "previous_last_name",
                wanted.is_some_and(Wanted::previous_last_name),
            ),
        }
    }

    /// What they say, or everything that is wrong with it.
    pub(crate) fn more(&self) -> Result<More, Vec<Mistake>> {
        let (mut more, mut mistakes) = (More::default(), Vec::new());
        match self.nino.parse::<Nino>() {
            Ok(nino) => more.nino = Some(nino),
            Err(InvalidNino::Empty) => {}
            Err(InvalidNino::Malformed) => mistakes.push(Mistake::NinoShape),
            Err(InvalidNino::Temporary) => mistakes.push(Mistake::NinoTemporary),
            Err(InvalidNino::Example) => mistakes.push(Mistake::NinoExample),
        }
        match self.trn.parse::<Trn>() {
            Ok(trn) => more.trn = Some(trn),
            Err(InvalidTrn::Empty) => {}
            Err(InvalidTrn::NotSevenDigits | InvalidTrn::AllZero) => {
                mistakes.push(Mistake::TrnShape);
            }
        }
        match last_name(&self.previous_last_name) {
            Ok(name) => more.previous_last_name = name,
            Err(mistake) => mistakes.push(mistake),
        }
        if mistakes.is_empty() && more == More::default() {
            mistakes.push(Mistake::Empty);
        }
        if mistakes.is_empty() { Ok(more) } else { Err(mistakes) }
    }
}

fn last_name(typed: &str) -> Result<Option<String>, Mistake> {
    let fits = |c: char| c.is_alphabetic() || is_mark(c) || matches!(c, ' ' | '-' | '\'' | '’');
    if typed.is_empty() {
        Ok(None)
    } else if typed.chars().count() > LONGEST_NAME {
        Err(Mistake::LastNameLength)
    } else if typed.chars().all(fits) && typed.chars().any(char::is_alphabetic) {
        Ok(Some(typed.to_owned()))
    } else {
        Err(Mistake::LastNameCharacters)
    }
}

/// Combining accents: what a keyboard may send after the letter they belong to.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}
