//! *Continue to …*: where the emails lead. Safe to open any number of times: it shows no TRN and knows nobody.

use maud::{Markup, html};

use crate::{components::button, frame::Frame, layout, parts::paragraph};

/// The page for the calling service called `name`. `start` is where it starts a sign-in, where it has such an address.
pub fn page(frame: &Frame<'_>, name: &str, start: Option<&str>) -> Markup {
    let heading = format!("Continue to {name}");
    let content = html! {
        (paragraph("We have emailed you about your TRN or your teaching record."))
        @if let Some(href) = start {
            (paragraph("To carry on, sign in with the GOV.UK One Login you used before."))
            (button::link("Continue", href))
        } @else {
            p class="govuk-body" {
                "To carry on, go to " (name) " and sign in there with the GOV.UK One Login you used \
                 before."
            }
        }
    };
    layout::headed(frame, &heading, &content)
}
