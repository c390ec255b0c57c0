//! *Page not found*, and a page that cannot be opened this way.

use maud::{Markup, html};

use crate::{
    frame::Frame,
    information, layout,
    parts::{contact, link, paragraph, sentence},
};

/// Nothing is at the address. Served with status 404.
pub fn page(frame: &Frame<'_>) -> Markup {
    let words = &frame.words.not_found;
    let content = html! {
        (paragraph(words.typed))
        (paragraph(words.pasted))
        (ways(frame))
    };
    layout::headed(frame, words.heading, &content)
}

/// The address does not take what was sent. Served with status 405.
pub fn method_not_allowed(frame: &Frame<'_>) -> Markup {
    let words = &frame.words.not_found;
    let content = html! {
        (paragraph(words.start_there))
        (ways(frame))
    };
    layout::headed(frame, words.other_way, &content)
}

fn ways(frame: &Frame<'_>) -> Markup {
    let about = |text: &str| link(text, information::ROOT_PATH);
    sentence(&frame.words.not_found.ways(&about, &contact(frame)))
}
