//! The privacy notice: what is asked for, what is kept, and who is told.

use maud::{Markup, html};

use crate::{
    frame::Frame,
    layout::{self, SERVICE_NAME},
    parts::{bullets, contact, paragraph},
};

/// The page.
pub fn page(frame: &Frame<'_>) -> Markup {
    let content = html! {
        p class="govuk-body" {
            "This notice is about the personal information that " (SERVICE_NAME) " uses to connect you \
             to your teaching record."
        }
        h2 class="govuk-heading-m" { "What GOV.UK One Login gives us" }
        (bullets(&[
            "your email address",
            "your name, and earlier names it knows",
            "your date of birth",
            "that your identity has been confirmed, but not the documents you used",
        ]))
        h2 class="govuk-heading-m" { "What you give us" }
        (bullets(&[
            "your National Insurance number, if you have it",
            "your teacher reference number (TRN), if you have it",
        ]))
        (paragraph("We use them only to find your teaching record or to give you a TRN."))
        h2 class="govuk-heading-m" { "What the service you came from gets" }
        (bullets(&[
            "your name, date of birth and email address",
            "your TRN, or that it is still being checked",
            "an identifier from GOV.UK One Login, so that it knows you next time",
        ]))
        (paragraph("It never gets your National Insurance number from us."))
        h2 class="govuk-heading-m" { "What we keep" }
        (bullets(&[
            "what you typed, while you use the service, for up to 24 hours",
            "that your GOV.UK One Login and your teaching record belong together",
            "a request that a person has to look at, and what was decided",
        ]))
        h2 class="govuk-heading-m" { "Your rights" }
        p class="govuk-body" {
            "You can ask what we hold about you, and ask us to correct it. Email "
            (contact(frame.support)) "."
        }
    };
    layout::headed(frame, "Privacy notice", &content)
}
