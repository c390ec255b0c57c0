//! Back from GOV.UK One Login without having signed in.

use maud::{Markup, html};

use crate::{
    components::button,
    frame::Frame,
    layout,
    parts::{actions, link, paragraph},
};

/// The page. `try_again` leads to GOV.UK One Login, `go_back` to the calling service.
pub fn page(frame: &Frame<'_>, try_again: &str, go_back: &str) -> Markup {
    let (words, shared) = (&frame.words.sign_in_not_finished, &frame.words.shared);
    let content = html! {
        (paragraph(words.why))
        (actions(
            &button::link(shared.try_again_with_one_login, try_again),
            &link(&shared.go_back_to(frame.client_name()), go_back),
        ))
    };
    layout::headed(frame, words.heading, &content)
}
