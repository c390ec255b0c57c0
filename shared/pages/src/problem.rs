//! *Sorry, there is a problem with the service*: our fault. Served with status 500.

use maud::{Markup, html};

use crate::{
    frame::Frame,
    layout,
    parts::{self, contact, link, paragraph},
};

/// The page. `reference` is the error reference that is in the logs; `go_back` leads to the calling service, where it
/// is known.
pub fn page(frame: &Frame<'_>, reference: &str, go_back: Option<&str>) -> Markup {
    let content = html! {
        (paragraph("Try again later. You may need to start again."))
        p class="govuk-body" {
            "If it keeps happening, email " (contact(frame.support)) " and quote "
            (parts::reference(reference)) "."
        }
        @if let Some(href) = go_back {
            p class="govuk-body" { (link(&format!("Go back to {}", frame.client_name()), href)) }
        }
    };
    layout::headed(frame, "Sorry, there is a problem with the service", &content)
}
