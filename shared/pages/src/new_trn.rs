//! *You have a new TRN*: shown once, on the visit that was given it.

use maud::{Markup, html};

use crate::{
    components::{button, inset_text, panel},
    frame::Frame,
    layout,
    parts::paragraph,
};

/// What was given.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The TRN.
    pub trn: &'a str,
    /// Where it was emailed, masked.
    pub masked_email: &'a str,
    /// On to the calling service.
    pub continue_to: &'a str,
}

/// The page.
pub fn page(frame: &Frame<'_>, given: &Given<'_>) -> Markup {
    let (words, shared) = (&frame.words.new_trn, &frame.words.shared);
    let trn = html! { (shared.your_trn_is) br; strong { (given.trn) } };
    let content = html! {
        (panel::confirmation(words.heading, &trn))
        (paragraph(&words.keep(given.masked_email)))
        (inset_text::render(&html! { (words.not_qualified) }))
        (paragraph(shared.next_time))
        (button::link(&shared.continue_to(frame.client_name()), given.continue_to))
    };
    layout::message(frame, words.heading, content)
}
