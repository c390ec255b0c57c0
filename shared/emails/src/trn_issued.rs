//! "Your teacher reference number (TRN)": a new one was given.

use crate::{Email, Words, block, parts};

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
pub fn trn_issued(words: &Words, told: &TrnIssued<'_>) -> Email {
    let TrnIssued { name, trn, service, link, reference, support } = *told;
    let said = &words.trn_issued;
    let blocks = [
        parts::greeting(words, name),
        parts::trn(words, trn),
        parts::keep(words),
        block::text(said.not_qualified),
        parts::carry_on(words, service, link),
        parts::contact(words, said.not_asked, support, reference),
    ];
    block::email(words, said.subject, &blocks)
}
