//! What the engine is told about a person.

use identity::{Email, Nino, Trn, VerifiedIdentity};

/// What is known about a person at one moment of a journey. An answer that was changed is
/// forgotten: only the last NINO and the last TRN are evidence.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// Names and dates of birth, proved by GOV.UK One Login.
    pub identity: &'a VerifiedIdentity,
    /// The email address of the One Login user. It ranks candidates and never decides.
    pub email: Option<&'a Email>,
    /// The NINO the person typed, if they gave one.
    pub nino: Option<&'a Nino>,
    /// The TRN the person typed, if they gave one.
    pub trn: Option<&'a Trn>,
    /// Records that support staff have refused for this One Login user.
    pub refused: &'a [Trn],
}
