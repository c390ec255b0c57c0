//! *Sorry, there is a problem with the service*: our fault. Served with status 500.

use maud::{Markup, html};

use crate::{
    frame::Frame,
    layout,
    parts::{self, contact, link, paragraph, sentence},
};

/// The page. `reference` is the error reference that is in the logs; `go_back` leads to the calling service, where it
/// is known.
pub fn page(frame: &Frame<'_>, reference: &str, go_back: Option<&str>) -> Markup {
    let words = &frame.words.problem;
    let content = html! {
        (paragraph(words.later))
        (sentence(&words.again(&contact(frame), &parts::reference(reference))))
        @if let Some(href) = go_back {
            (sentence(&link(&frame.words.shared.go_back_to(frame.client_name()), href)))
        }
    };
    layout::headed(frame, words.heading, &content)
}
