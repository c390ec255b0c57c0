//! How each attribute compared, by name and in words.

/// How a person and a record compare, attribute by attribute. First, middle and last name are those
/// of one verified name against one name of the record: the two that go together best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Outcomes {
    /// Dates of birth. Any of several verified ones may be the same.
    pub date_of_birth: DateOfBirthOutcome,
    /// First names.
    pub first_name: FirstNameOutcome,
    /// Given names besides the first.
    pub middle_name: MiddleNameOutcome,
    /// Last names.
    pub last_name: LastNameOutcome,
    /// Whether first and last name agree only when one pair is swapped round.
    pub name_order: bool,
    /// Whether the record's name is a previous one.
    pub previous_name: bool,
    /// NINOs.
    pub nino: NinoOutcome,
    /// TRNs.
    pub trn: TrnOutcome,
    /// Email addresses.
    pub email: EmailOutcome,
    /// Whether the record is in use.
    pub standing: Standing,
    /// Whether support staff have refused this record for this One Login user.
    pub refused: bool,
}

/// How first names compare, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FirstNameOutcome {
    /// All of one side is all of the other.
    Exact,
    /// One side's tokens are all among the other's.
    Token,
    /// Both are forms of one formal name.
    Nickname,
    /// One slip, a truncation, or a shared token while each has another of its own.
    Similar,
    /// One side has only the initial.
    Initial,
    /// Nothing in common.
    Different,
    /// One side has none.
    Missing,
}

/// How last names compare, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LastNameOutcome {
    /// The same tokens, in any order.
    Exact,
    /// One side's tokens are all among the other's, particles left out.
    Token,
    /// The same once all separators are removed.
    Separators,
    /// One slip, a truncation, or a shared token while each has another of its own.
    Similar,
    /// Nothing in common.
    Different,
    /// One side has none.
    Missing,
}

/// How given names besides the first compare, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MiddleNameOutcome {
    /// They share one.
    Agrees,
    /// They share an initial, a nickname's formal name, or one with a slip.
    Near,
    /// Nothing in common.
    Different,
    /// One side has none.
    Missing,
}

/// How dates of birth compare, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateOfBirthOutcome {
    /// The same.
    Same,
    /// The same once day and month are swapped.
    DayAndMonthSwapped,
    /// Exactly one digit of the ISO date differs.
    OneDigitDifferent,
    /// Different.
    Different,
}

/// How NINOs compare, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NinoOutcome {
    /// It is the record's own.
    Same,
    /// It is known for the record from employment data.
    SameFromEmployment,
    /// It is on a record that was merged into this one.
    SameOnMergedRecord,
    /// It is another.
    Different,
    /// The record has none.
    MissingOnRecord,
    /// The person gave none.
    NotGiven,
}

/// How TRNs compare, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TrnOutcome {
    /// It is the record's.
    Same,
    /// It is that of a record that was merged into this one.
    SameOnMergedRecord,
    /// It is another.
    Different,
    /// The person gave none.
    NotGiven,
}

/// How email addresses compare, without regard to case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EmailOutcome {
    /// The same.
    Same,
    /// Different.
    Different,
    /// The record has none.
    MissingOnRecord,
    /// None is known for the person.
    NotGiven,
}

/// Outcomes that do not depend on names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers {
    pub(crate) nino: NinoOutcome,
    pub(crate) trn: TrnOutcome,
    pub(crate) email: EmailOutcome,
}

/// Whether a record is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is.
    Active,
    /// It was deactivated.
    Deactivated,
    /// It was merged into another.
    Merged,
}

impl FirstNameOutcome {
    /// Whether it counts as the same first name.
    pub fn agrees(self) -> bool {
        match self {
            Self::Exact | Self::Token | Self::Nickname => true,
            Self::Similar | Self::Initial | Self::Different | Self::Missing => false,
        }
    }

    /// Whether it agrees or comes near.
    pub fn resembles(self) -> bool {
        match self {
            Self::Exact | Self::Token | Self::Nickname | Self::Similar | Self::Initial => true,
            Self::Different | Self::Missing => false,
        }
    }
}

impl LastNameOutcome {
    /// Whether it counts as the same last name.
    pub fn agrees(self) -> bool {
        match self {
            Self::Exact | Self::Token | Self::Separators => true,
            Self::Similar | Self::Different | Self::Missing => false,
        }
    }

    /// Whether it agrees or comes near.
    pub fn resembles(self) -> bool {
        match self {
            Self::Exact | Self::Token | Self::Separators | Self::Similar => true,
            Self::Different | Self::Missing => false,
        }
    }

    /// Whether the whole of one side is the whole of the other.
    pub fn is_exact(self) -> bool {
        match self {
            Self::Exact | Self::Separators => true,
            Self::Token | Self::Similar | Self::Different | Self::Missing => false,
        }
    }
}

impl MiddleNameOutcome {
    /// Whether it agrees or comes near.
    pub fn resembles(self) -> bool {
        match self {
            Self::Agrees | Self::Near => true,
            Self::Different | Self::Missing => false,
        }
    }
}

impl DateOfBirthOutcome {
    /// Whether it is the same or comes near.
    pub fn resembles(self) -> bool {
        match self {
            Self::Same | Self::DayAndMonthSwapped | Self::OneDigitDifferent => true,
            Self::Different => false,
        }
    }
}

impl NinoOutcome {
    /// Whether the NINO leads to this record.
    pub fn is_same(self) -> bool {
        match self {
            Self::Same | Self::SameFromEmployment | Self::SameOnMergedRecord => true,
            Self::Different | Self::MissingOnRecord | Self::NotGiven => false,
        }
    }
}

impl TrnOutcome {
    /// Whether the TRN leads to this record.
    pub fn is_same(self) -> bool {
        match self {
            Self::Same | Self::SameOnMergedRecord => true,
            Self::Different | Self::NotGiven => false,
        }
    }
}

impl EmailOutcome {
    /// Whether it is the record's.
    pub fn is_same(self) -> bool {
        match self {
            Self::Same => true,
            Self::Different | Self::MissingOnRecord | Self::NotGiven => false,
        }
    }
}
