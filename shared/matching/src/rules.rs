//! The rules of a match, to be read top to bottom.

/// One way in which a record can be the person's.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its number, as support staff know it.
    pub number: u8,
    /// What the last name must do. Date of birth must be the same and first name agree, always.
    pub last_name: LastName,
    /// Which numbers must be the record's.
    pub numbers: Numbers,
    /// Why this is enough.
    pub because: &'static str,
}

/// What a rule asks of the last name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastName {
    /// It agrees.
    Agrees,
    /// Anything.
    MayDiffer,
}

/// Which numbers a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// The NINO or the TRN.
    One,
    /// The NINO and the TRN.
    Both,
}

/// The rules: a record that meets one of them is the person's, unless a guard stops it.
pub static RULES: [Rule; 0] = [];
/// The guards.
pub static GUARDS: [Guard; 0] = [];
/// What stops a match.
#[derive(Debug)]
pub struct Guard {
    /// What it says.
    pub says: &'static str,
    /// Why.
    pub because: &'static str,
    /// What is decided instead.
    pub instead: Instead,
}
/// What is decided where a guard stops a match, strongest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instead {
    /// The record is a candidate.
    Candidates,
    /// The TRN has to tell.
    AskForTrn,
    /// A person decides between the records.
    TwoRecords,
}
