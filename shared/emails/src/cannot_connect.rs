//! "The outcome of your request": no record was connected and no TRN given, why, and what to do next.
//!
//! No paragraph tells that a record of another person exists.

use crate::{Email, block, parts};

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
    fn outcome(self) -> &'static str {
        match self {
            Self::NoRecord => {
                "We have looked into your request. We could not find a teaching record with the details you gave us, \
                 so we have not connected one to your GOV.UK One Login."
            }
            Self::MoreThanOnePerson | Self::SomebodyElses => {
                "We have looked into your request. We could not be sure which teaching record is yours, so we have \
                 not connected one to your GOV.UK One Login."
            }
            Self::ConnectedElsewhere => {
                "We have looked into your request. You have used this service before with a different GOV.UK One \
                 Login, so we have not connected your teaching record to this one."
            }
            Self::NotNeeded => {
                "We have looked into your request. We give a TRN only to people who need one to train, to teach or to \
                 take a qualification in England, so we have not given you one."
            }
        }
    }

    /// What the person can do.
    fn next(self) -> &'static str {
        match self {
            Self::NoRecord => {
                "Your record may hold an earlier name, or an older date of birth or National Insurance number. Ask \
                 the school or training provider that first registered you which details they used, and tell us \
                 that you have them."
            }
            Self::MoreThanOnePerson | Self::SomebodyElses => {
                "Check that your name and date of birth are right in GOV.UK One Login. If you have a certificate or \
                 a letter with your TRN on it, tell us that you have it and we will explain how to show it to us."
            }
            Self::ConnectedElsewhere => {
                "Sign in with the GOV.UK One Login you used the first time. If you can no longer use it, tell us and \
                 we will explain what to do."
            }
            Self::NotNeeded => {
                "If you are starting a course or a job that asks for a TRN, ask your training provider or employer \
                 whether they request it for you."
            }
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
pub fn cannot_connect(told: &CannotConnect<'_>) -> Email {
    let CannotConnect { name, service, reason, reference, support } = *told;
    block::email(
        &format!("The outcome of your request {reference}"),
        &[
            parts::greeting(name),
            block::text(reason.outcome()),
            block::text(reason.next()),
            block::text(format!(
                "You can still use your GOV.UK One Login for other services. You asked from {service}: if you need \
                 to use it sooner, contact that service."
            )),
            parts::no_numbers_by_email(),
            parts::contact(
                "If you think this is wrong, or want to tell us more",
                support,
                Some(reference),
            ),
        ],
    )
}
