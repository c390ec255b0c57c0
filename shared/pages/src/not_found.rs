//! *Page not found*, and a page that cannot be opened this way.

use maud::{Markup, html};

use crate::{
    frame::Frame,
    information, layout,
    parts::{contact, link, paragraph},
};

/// Nothing is at the address. Served with status 404.
pub fn page(frame: &Frame<'_>) -> Markup {
    let content = html! {
        (paragraph("If you typed the address, check it is correct."))
        (paragraph("If you pasted the address, check you copied all of it."))
        (ways(frame))
    };
    layout::headed(frame, "Page not found", &content)
}

/// The address does not take what was sent. Served with status 405.
pub fn method_not_allowed(frame: &Frame<'_>) -> Markup {
    let content = html! {
        (paragraph("Go back to the service you came from and start there."))
        (ways(frame))
    };
    layout::headed(frame, "You cannot open this page in that way", &content)
}

fn ways(frame: &Frame<'_>) -> Markup {
    html! {
        p class="govuk-body" {
            "You can " (link("read what this service does", information::ROOT_PATH))
            " or email " (contact(frame.support)) "."
        }
    }
}
