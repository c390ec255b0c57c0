//! *Continue where you left off*: where GOV.UK One Login's email after a Post Office check leads.

use maud::{Markup, html};

use crate::{
    frame::{Frame, Service},
    layout,
    parts::{paragraph, ways_on},
};

/// The page, with the service the browser remembers or all that there are.
pub fn page(frame: &Frame<'_>, services: &[Service<'_>]) -> Markup {
    let words = &frame.words.in_person_return;
    let content = html! {
        (paragraph(words.result))
        (paragraph(words.same))
        (ways_on(frame, &|name| frame.words.shared.continue_to(name), services))
    };
    layout::headed(frame, words.heading, &content)
}
