//! "We have received your request".

use jiff::civil::Date;

use crate::{Email, Words, block, parts};

/// What the email says.
#[derive(Clone, Copy)]
pub struct RequestReceived<'a> {
    /// How to address the person: their first name, or their whole one.
    pub name: &'a str,
    /// The calling service they came from.
    pub service: &'a str,
    /// What they quote.
    pub reference: &'a str,
    /// The day we promise an answer by.
    pub by: Date,
    /// The address that is read by a person.
    pub support: &'a str,
}

/// The email that goes out when support staff have been asked to decide.
pub fn request_received(words: &Words, told: &RequestReceived<'_>) -> Email {
    let RequestReceived { name, service, reference, by, support } = *told;
    let said = &words.request_received;
    let blocks = [
        parts::greeting(words, name),
        block::text(said.received(reference)),
        block::text(said.by(&words.near(by))),
        block::text(said.next(service)),
        parts::contact(words, words.shared.not_asked, support, Some(reference)),
    ];
    block::email(words, &said.subject(reference), &blocks)
}
