//! *Sign out?* and *You are signed out*.

use maud::{Markup, html};

use crate::{
    components::button,
    frame::Frame,
    layout,
    parts::{actions, csrf_field, link, paragraph, sentence},
};

/// Asks first: opening a link must never sign anybody out. Posts `csrf` to the address it is at.
pub fn question(frame: &Frame<'_>, csrf: &str, stay: &str) -> Markup {
    let words = &frame.words.sign_out;
    let content = html! {
        (paragraph(&words.both(frame.words.service_name)))
        (paragraph(words.when))
        form method="post" novalidate {
            (csrf_field(csrf))
            (actions(&button::submit(frame.words.around.sign_out), &link(words.stay, stay)))
        }
    };
    layout::headed(frame, words.heading, &content)
}

/// It is done. `return_to` leads back to the calling service, where it is known.
pub fn done(frame: &Frame<'_>, return_to: Option<&str>) -> Markup {
    let words = &frame.words.sign_out;
    let content = html! {
        (paragraph(words.close))
        @if let Some(href) = return_to {
            (sentence(&link(&frame.words.shared.go_to(frame.client_name()), href)))
        }
    };
    layout::headed(frame, words.done, &content)
}
