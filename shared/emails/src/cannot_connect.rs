//! "The outcome of your request": no record was connected and no TRN given, why, and what to do next.
//!
//! No paragraph tells that a record of another person exists.

use crate::{
    Email, Words, block, parts,
    words::{CannotConnectNextWords, CannotConnectOutcomeWords},
};

/// Why a member of staff could not connect a person to a record, or give them a TRN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No record was found for this person.
    NoRecord,
    /// The details fit more than one person.
    MoreThanOnePerson,
    /// The record that was asked for is another person's. The email says what it says for [`Reason::MoreThanOnePerson`].
    SomebodyElses,
    /// The person uses this service already, with another GOV.UK One Login.
    ConnectedElsewhere,
    /// The person does not need a TRN for what they want to do.
    NotNeeded,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 5] = [
        Self::NoRecord,
        Self::MoreThanOnePerson,
        Self::SomebodyElses,
        Self::ConnectedElsewhere,
        Self::NotNeeded,
    ];

    /// The outcome and why.
    fn outcome(self, words: &CannotConnectOutcomeWords) -> &'static str {
        match self {
            Self::NoRecord => words.no_record,
            Self::MoreThanOnePerson | Self::SomebodyElses => words.not_sure,
            Self::ConnectedElsewhere => words.connected_elsewhere,
            Self::NotNeeded => words.not_needed,
        }
    }

    /// What the person can do.
    fn next(self, words: &CannotConnectNextWords) -> &'static str {
        match self {
            Self::NoRecord => words.no_record,
            Self::MoreThanOnePerson | Self::SomebodyElses => words.not_sure,
            Self::ConnectedElsewhere => words.connected_elsewhere,
            Self::NotNeeded => words.not_needed,
        }
    }
}

/// What the email says.
#[derive(Clone, Copy)]
pub struct CannotConnect<'a> {
    /// How to address the person: their first name, or their whole one.
    pub name: &'a str,
    /// The calling service they came from.
    pub service: &'a str,
    /// Why.
    pub reason: Reason,
    /// The reference of the request.
    pub reference: &'a str,
    /// The address that is read by a person.
    pub support: &'a str,
}

/// The email that tells a person that their request was refused, why, and what to do next.
pub fn cannot_connect(words: &Words, told: &CannotConnect<'_>) -> Email {
    let CannotConnect { name, service, reason, reference, support } = *told;
    let said = &words.cannot_connect;
    let blocks = [
        parts::greeting(words, name),
        block::text(reason.outcome(&said.outcome)),
        block::text(reason.next(&said.next)),
        block::text(said.other_services(service)),
        parts::no_numbers_by_email(words),
        parts::contact(words, said.wrong, support, Some(reference)),
    ];
    block::email(words, &said.subject(reference), &blocks)
}
