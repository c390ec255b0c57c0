//! *Continue where you left off*: where GOV.UK One Login's email after a Post Office check leads.

use maud::{Markup, html};

use crate::{
    frame::{Frame, Service},
    layout,
    parts::{paragraph, ways_on},
};

const HEADING: &str = "Continue where you left off";

/// The page, with the service the browser remembers or all that there are.
pub fn page(frame: &Frame<'_>, services: &[Service<'_>]) -> Markup {
    let content = html! {
        (paragraph("Sign in with GOV.UK One Login to see the result of your identity check."))
        (paragraph("Use the same GOV.UK One Login as when you started the check."))
        (ways_on("Continue to", services))
    };
    layout::headed(frame, HEADING, &content)
}
