//! The accessibility statement. It claims nothing that nobody has tested.

use maud::{Markup, html};

use crate::{
    components::warning_text,
    frame::Frame,
    layout::{self, SERVICE_NAME},
    parts::{bullets, contact, link, paragraph},
};

/// The page.
pub fn page(frame: &Frame<'_>) -> Markup {
    let content = html! {
        p class="govuk-body" {
            "This statement is about " (SERVICE_NAME) ". It does not cover GOV.UK One Login or the \
             service you came from, which have their own."
        }
        (warning_text::render("This service has not yet been audited for accessibility."))
        h2 class="govuk-heading-m" { "How accessible this service is" }
        (paragraph("We built it so that you should be able to:"))
        (bullets(&[
            "use it with a keyboard alone",
            "use it with a screen reader or speech recognition software",
            "use it without scripts",
            "zoom in up to 400% without text running off the screen",
            "take a break: we keep your place for 2 hours",
        ]))
        (paragraph(
            "Until it has been audited we do not know of everything that does not work, and we do not \
             claim that it meets the Web Content Accessibility Guidelines (WCAG) 2.2.",
        ))
        h2 class="govuk-heading-m" { "Tell us about a problem, or ask for another format" }
        p class="govuk-body" { "Email " (contact(frame.support)) "." }
        h2 class="govuk-heading-m" { "If you are not happy with our answer" }
        p class="govuk-body" {
            "The Equality and Human Rights Commission (EHRC) enforces the Public Sector Bodies \
             (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018. "
            (link(
                "Contact the Equality Advisory and Support Service (EASS)",
                "https://www.equalityadvisoryservice.com/",
            ))
            "."
        }
    };
    layout::headed(frame, "Accessibility statement", &content)
}
