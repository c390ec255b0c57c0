//! *There is a problem with the link you used*: a request that must not be answered by a redirect. Served with status 400.

use maud::{Markup, html};

use crate::{
    components::details,
    frame::Frame,
    layout,
    parts::{contact, paragraph},
};

/// The page. `code` is the stable technical code, such as `redirect_uri_not_registered`; `reference` is the error
/// reference that is in the logs.
pub fn page(frame: &Frame<'_>, code: &str, reference: &str) -> Markup {
    let content = html! {
        (paragraph(
            "The service you came from sent a request we cannot use. It is not something you did.",
        ))
        (paragraph("Go back to that service and try again. If that does not work, tell them."))
        p class="govuk-body" { "You can also email " (contact(frame.support)) "." }
        (details::render("For the people who run that service", &html! {
            p class="govuk-body" {
                "Code: " code { (code) } br;
                "Reference: " code { (reference) }
            }
        }))
    };
    layout::headed(frame, "There is a problem with the link you used", &content)
}
