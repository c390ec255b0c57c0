//! *There is a problem with the link you used*: a request that must not be answered by a redirect. Served with status 400.

use maud::{Markup, html};

use crate::{
    components::details,
    frame::Frame,
    layout,
    parts::{self, contact, paragraph, sentence},
};

/// The page. `code` is the stable technical code, such as `redirect_uri_not_registered`; `reference` is the error
/// reference that is in the logs.
pub fn page(frame: &Frame<'_>, code: &str, reference: &str) -> Markup {
    let words = &frame.words.bad_link;
    let content = html! {
        (paragraph(words.not_you))
        (paragraph(words.go_back))
        (sentence(&words.email(&contact(frame))))
        (details::render(words.for_engineers, &sentence(&html! {
            (words.code(&parts::code(code))) br;
            (words.reference(&parts::code(reference)))
        })))
    };
    layout::headed(frame, words.heading, &content)
}
