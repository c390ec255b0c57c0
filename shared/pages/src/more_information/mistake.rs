//! Why an answer would not do, and what the person is told.

use super::Wanted;

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
    pub fn message(self, asked: &[Wanted]) -> String {
        match self {
            Self::Empty => nothing_given(asked),
            Self::NinoShape => "Enter a National Insurance number in the correct format".to_owned(),
            Self::NinoTemporary => "Enter a permanent National Insurance number".to_owned(),
            Self::NinoExample => {
                "Enter your own National Insurance number, not the example".to_owned()
            }
            Self::TrnShape => "TRN must have 7 numbers, like 1234567".to_owned(),
            Self::LastNameLength => "Previous last name must be 100 characters or fewer".to_owned(),
            Self::LastNameCharacters => "Previous last name must only include letters, spaces, \
                                         hyphens and apostrophes"
                .to_owned(),
        }
    }
}

fn nothing_given(asked: &[Wanted]) -> String {
    let things: Vec<&str> = asked
        .iter()
        .map(|wanted| match wanted {
            Wanted::Nino => "your National Insurance number",
            Wanted::Trn => "your TRN",
            Wanted::PreviousLastName => "a previous last name",
        })
        .collect();
    match things.as_slice() {
        [] => "Enter your TRN".to_owned(),
        [only] => format!("Enter {only}"),
        [first @ .., last] => format!("Enter {} or {last}", first.join(", ")),
    }
}

/// What each field of the page is told, in the order of the page: the first mistake about it.
pub(super) fn in_order(mistakes: &[Mistake], asked: &[Wanted]) -> Vec<(Wanted, String)> {
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
            Some((*wanted, mistake.message(asked)))
        })
        .collect()
}
