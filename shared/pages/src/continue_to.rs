//! *Continue to …*: where the email about a TRN leads. Safe to open any number of times; it shows no TRN.

use maud::{Markup, html};

use crate::{
    components::button,
    frame::{Frame, Service},
    layout,
    parts::paragraph,
};

/// The page, leading to where the service starts a sign-in.
pub fn page(frame: &Frame<'_>, service: &Service<'_>) -> Markup {
    let heading = format!("Continue to {}", service.name);
    let content = html! {
        (paragraph("We have settled your request."))
        (paragraph("Sign in with the GOV.UK One Login you used before."))
        (button::link("Continue", service.href))
    };
    layout::headed(frame, &heading, &content)
}
