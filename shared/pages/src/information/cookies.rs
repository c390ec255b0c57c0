//! The cookies there are. All are essential, so there is no banner.

use maud::{Markup, html};

use crate::{
    components::table,
    frame::Frame,
    layout::{self, SERVICE_NAME},
    parts::paragraph,
};

/// Every cookie we set: its name, what it is for, when it goes.
const COOKIES: [[&str; 3]; 2] = [
    [
        "__Host-session",
        "Keeps your place and protects what you send",
        "When you close the browser or after 1 hour without use",
    ],
    ["__Host-service", "Says which service you came from, so that you can get back to it", "1 day"],
];

/// The page.
pub fn page(frame: &Frame<'_>) -> Markup {
    let content = html! {
        p class="govuk-body" {
            "Cookies are small files that are saved on your phone, tablet or computer when you use a \
             website. " (SERVICE_NAME) " uses only cookies that it cannot work without, so we do not \
             ask you about them."
        }
        (table::render("Essential cookies", ["Name", "Purpose", "Expires"], &COOKIES))
        (paragraph("We do not measure with cookies how people use this service."))
        (paragraph(
            "GOV.UK One Login and the service you came from set cookies of their own, and have their \
             own pages about them.",
        ))
    };
    layout::headed(frame, "Cookies", &content)
}
