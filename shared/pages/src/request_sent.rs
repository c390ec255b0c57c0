//! *Request sent*: a person will look for the record.

use maud::{Markup, html};

use crate::{
    components::panel,
    frame::Frame,
    layout,
    parts::{self, bullets, contact, link},
};

const HEADING: &str = "Request sent";

/// What the person has to know about it.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Its reference, such as `TR-7K4M-92`.
    pub reference: &'a str,
    /// The day we promise an answer by, such as `Friday 5 September`.
    pub by: &'a str,
    /// Where the answer goes, masked.
    pub masked_email: &'a str,
    /// Back to the calling service.
    pub return_to: &'a str,
}

/// The confirmation.
pub fn page(frame: &Frame<'_>, request: &Request<'_>) -> Markup {
    let client = frame.client_name();
    let content = html! {
        (panel::confirmation(HEADING, &html! {
            "Your reference number" br; (parts::reference(request.reference))
        }))
        h2 class="govuk-heading-m" { "What happens next" }
        (bullets(&[
            "Someone will look for your teaching record.",
            &format!("We will email {} by {}.", request.masked_email, request.by),
            "We may ask you for more details.",
        ]))
        p class="govuk-body" {
            "When you get the email, sign in again with GOV.UK One Login and you will go straight to "
            (client) ". You can use your GOV.UK One Login elsewhere in the meantime."
        }
        h2 class="govuk-heading-m" { "If you need to use " (client) " sooner" }
        p class="govuk-body" {
            "Email " (contact(frame.support)) " and quote your reference number."
        }
        p class="govuk-body" { (link(&format!("Return to {client}"), request.return_to)) }
    };
    layout::message(frame, HEADING, content)
}
