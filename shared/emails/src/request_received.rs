//! "We have received your request".

use crate::{Email, block, parts};

/// What the email says.
#[derive(Clone, Copy)]
pub struct RequestReceived<'a> {
    /// How to address the person: their first name, or their whole one.
    pub name: &'a str,
    /// The calling service they came from.
    pub service: &'a str,
    /// What they quote.
    pub reference: &'a str,
    /// The day we promise an answer by, such as `Friday 5 September`.
    pub by: &'a str,
    /// The address that is read by a person.
    pub support: &'a str,
}

/// The email that goes out when support staff have been asked to decide.
pub fn request_received(told: &RequestReceived<'_>) -> Email {
    let RequestReceived { name, service, reference, by, support } = *told;
    block::email(
        &format!("We have received your request {reference}"),
        &[
            parts::greeting(name),
            block::text(format!(
                "We have received your request. Your reference number is {reference}"
            )),
            block::text(format!(
                "Someone will look for your teaching record. We will email you by {by}. You do not need to do \
                 anything until then."
            )),
            block::text(format!(
                "When you get our next email, sign in with the same GOV.UK One Login and you can go on to {service}."
            )),
            parts::contact(
                "If you did not ask for this, or your name above is wrong",
                support,
                Some(reference),
            ),
        ],
    )
}
