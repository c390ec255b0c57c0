//! "We found your teaching record": a member of staff connected it.

use crate::{Email, Words, block, parts};

/// What the email says.
#[derive(Clone, Copy)]
pub struct RecordConnected<'a> {
    /// How to address the person: their first name, or their whole one.
    pub name: &'a str,
    /// The TRN of the record: seven digits.
    pub trn: &'a str,
    /// The calling service they came from.
    pub service: &'a str,
    /// Our landing page for that service. A query or a fragment is left out.
    pub link: &'a str,
    /// The reference of the request.
    pub reference: &'a str,
    /// The address that is read by a person.
    pub support: &'a str,
}

/// The email that tells a person that their record was found and is connected to their GOV.UK One Login.
pub fn record_connected(words: &Words, told: &RecordConnected<'_>) -> Email {
    let RecordConnected { name, trn, service, link, reference, support } = *told;
    let said = &words.record_connected;
    let blocks = [
        parts::greeting(words, name),
        block::text(said.found),
        parts::trn(words, trn),
        parts::keep(words),
        parts::carry_on(words, service, link),
        parts::contact(words, said.not_yours, support, Some(reference)),
    ];
    block::email(words, &said.subject(reference), &blocks)
}
