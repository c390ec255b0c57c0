//! *Continue to …*: where the emails lead. Safe to open any number of times: it shows no TRN and knows nobody.

use maud::{Markup, html};

use crate::{components::button, frame::Frame, layout, parts::paragraph};

/// The page for the calling service called `name`. `start` is where it starts a sign-in, where it has such an address.
pub fn page(frame: &Frame<'_>, name: &str, start: Option<&str>) -> Markup {
    let (words, shared) = (&frame.words.continue_to, &frame.words.shared);
    let content = html! {
        (paragraph(words.emailed))
        @if let Some(href) = start {
            (paragraph(words.sign_in))
            (button::link(shared.go_on, href))
        } @else {
            (paragraph(&words.go_there(name)))
        }
    };
    layout::headed(frame, &shared.continue_to(name), &content)
}
