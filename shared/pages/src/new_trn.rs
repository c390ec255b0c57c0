//! *You have a new TRN*: shown once, on the visit that was given it.

use maud::{Markup, html};

use crate::{
    components::{button, inset_text, panel},
    frame::Frame,
    layout,
    parts::paragraph,
};

const HEADING: &str = "You have a new TRN";

/// What was given.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The TRN.
    pub trn: &'a str,
    /// Where it was emailed, masked.
    pub masked_email: &'a str,
    /// On to the calling service.
    pub continue_to: &'a str,
}

/// The page.
pub fn page(frame: &Frame<'_>, given: &Given<'_>) -> Markup {
    let content = html! {
        (panel::confirmation(HEADING, &html! { "Your TRN is" br; strong { (given.trn) } }))
        p class="govuk-body" {
            "Keep a note of it. Schools, training providers and the Teachers’ Pension Scheme ask for \
             it. We are also emailing it to " (given.masked_email) "."
        }
        (inset_text::render(&html! {
            "Having a TRN does not mean you are qualified to teach."
        }))
        (paragraph("Next time, you only need to sign in with GOV.UK One Login."))
        (button::link(&format!("Continue to {}", frame.client_name()), given.continue_to))
    };
    layout::message(frame, HEADING, content)
}
