//! Why an answer would not do, and what the person is told.

use super::Wanted;
use crate::words::MoreInformationMistakeWords;

/// Why the last answer would not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// Every field was left empty.
    Empty,
    /// What was typed cannot be a National Insurance number.
    NinoShape,
    /// A temporary number, as employers made up: two digits, a letter, five digits.
    NinoTemporary,
    /// The number that the page gives as an example.
    NinoExample,
    /// What was typed cannot be a TRN.
    TrnShape,
    /// The last name has more than 100 characters.
    LastNameLength,
    /// The last name has something other than letters, spaces, hyphens and apostrophes.
    LastNameCharacters,
}

impl Mistake {
    /// Every mistake there is.
    pub const ALL: [Self; 7] = [
        Self::Empty,
        Self::NinoShape,
        Self::NinoTemporary,
        Self::NinoExample,
        Self::TrnShape,
        Self::LastNameLength,
        Self::LastNameCharacters,
    ];

    /// The field it is about; none where it is about all of them.
    fn field(self) -> Option<Wanted> {
        match self {
            Self::Empty => None,
            Self::NinoShape | Self::NinoTemporary | Self::NinoExample => Some(Wanted::Nino),
            Self::TrnShape => Some(Wanted::Trn),
            Self::LastNameLength | Self::LastNameCharacters => Some(Wanted::PreviousLastName),
        }
    }

    /// What the person who was asked for `asked` is told, in the summary and beside the field.
    fn message(self, words: &MoreInformationMistakeWords, asked: &[Wanted]) -> String {
        match self {
            Self::Empty => return nothing_given(words, asked),
            Self::NinoShape => words.nino_shape,
            Self::NinoTemporary => words.nino_temporary,
            Self::NinoExample => words.nino_example,
            Self::TrnShape => words.trn_shape,
            Self::LastNameLength => words.last_name_length,
            Self::LastNameCharacters => words.last_name_characters,
        }
        .to_owned()
    }
}

fn nothing_given(words: &MoreInformationMistakeWords, asked: &[Wanted]) -> String {
    let things: Vec<&str> = asked
        .iter()
        .map(|wanted| match wanted {
            Wanted::Nino => words.nino_thing,
            Wanted::Trn => words.trn_thing,
            Wanted::PreviousLastName => words.previous_last_name_thing,
        })
        .collect();
    match things.as_slice() {
        [] => words.one(words.trn_thing),
        [only] => words.one(only),
        [first @ .., last] => words.several(&first.join(words.comma), last),
    }
}

/// What each field of the page is told, in the order of the page: the first mistake about it.
pub(super) fn in_order(
    words: &MoreInformationMistakeWords,
    mistakes: &[Mistake],
    asked: &[Wanted],
) -> Vec<(Wanted, String)> {
    asked
        .iter()
        .enumerate()
        .filter_map(|(index, wanted)| {
            let about = |mistake: &&Mistake| match mistake.field() {
                Some(field) => field == *wanted,
                // What is about all fields stands beside the first.
                None => index == 0,
            };
            let mistake = mistakes.iter().find(about)?;
            Some((*wanted, mistake.message(words, asked)))
        })
        .collect()
}
