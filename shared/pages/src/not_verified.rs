//! *We need proof of your identity before you can continue*: an outcome, not a mistake.

use maud::{Markup, html};

use crate::{
    components::button,
    frame::Frame,
    layout,
    parts::{self, actions, contact, link, paragraph},
};

const HEADING: &str = "We need proof of your identity before you can continue";

/// The ways on.
#[derive(Clone, Copy, Debug)]
pub struct Ways<'a> {
    /// What to quote to support, where there is a journey to name.
    pub reference: Option<&'a str>,
    /// Another try with GOV.UK One Login.
    pub try_again: &'a str,
    /// Back to the calling service, which is told that identity was not proved.
    pub go_back: Option<&'a str>,
}

/// The page.
pub fn page(frame: &Frame<'_>, ways: &Ways<'_>) -> Markup {
    let back = html! {
        @if let Some(href) = ways.go_back {
            (link(&format!("Go back to {}", frame.client_name()), href))
        }
    };
    let content = html! {
        (paragraph(
            "You signed in, but GOV.UK One Login could not confirm who you are this time. We can \
             only look for a teaching record once your identity is confirmed. Nothing you did is \
             lost, and no one else has been told.",
        ))
        (paragraph(
            "You can try again and choose a different way, for example using the app with photo ID, \
             answering security questions online, or going to a Post Office. You have 16 days to \
             finish a Post Office check.",
        ))
        p class="govuk-body" {
            "If you have already tried more than once, email " (contact(frame.support))
            @if let Some(reference) = ways.reference { " and quote " (parts::reference(reference)) }
            "."
        }
        (actions(&button::link("Try again with GOV.UK One Login", ways.try_again), &back))
    };
    layout::headed(frame, HEADING, &content)
}
