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
    let content = html! {
        (paragraph(
            "GOV.UK One Login did not finish signing you in. This can happen if you stopped, waited \
             too long, or changed to another browser on the way. Nothing is lost.",
        ))
        (actions(
            &button::link("Try again with GOV.UK One Login", try_again),
            &link(&format!("Go back to {}", frame.client_name()), go_back),
        ))
    };
    layout::headed(frame, "You are not signed in yet", &content)
}
