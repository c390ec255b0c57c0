//! "Your teacher reference number (TRN)": a new one was given.

use crate::{Email, block, parts};

/// What the email says.
#[derive(Clone, Copy)]
pub struct TrnIssued<'a> {
    /// How to address the person: their first name, or their whole one.
    pub name: &'a str,
    /// The TRN: seven digits.
    pub trn: &'a str,
    /// The calling service they came from.
    pub service: &'a str,
    /// Our landing page for that service. A query or a fragment is left out.
    pub link: &'a str,
    /// The reference of the request, where it has one.
    pub reference: Option<&'a str>,
    /// The address that is read by a person.
    pub support: &'a str,
}

/// The email that tells a person their new TRN.
pub fn trn_issued(told: &TrnIssued<'_>) -> Email {
    let TrnIssued { name, trn, service, link, reference, support } = *told;
    block::email(
        "Your teacher reference number (TRN)",
        &[
            parts::greeting(name),
            parts::trn(trn),
            parts::keep(),
            block::text("Having a TRN does not mean you are qualified to teach."),
            parts::carry_on(service, link),
            parts::contact(
                "If you did not ask for a TRN, or your name above is wrong",
                support,
                reference,
            ),
        ],
    )
}
