//! The cookies there are. All are essential, so there is no banner.

use maud::{Markup, html};

use crate::{components::table, frame::Frame, layout, parts::paragraph};

/// The page: every cookie we set, what it is for, when it goes.
pub fn page(frame: &Frame<'_>) -> Markup {
    let words = &frame.words.cookies;
    let head = [words.name, words.purpose, words.expires];
    let cookies = [
        ["__Host-session", words.session_purpose, words.session_expires],
        ["__Host-service", words.service_purpose, words.service_expires],
    ];
    let content = html! {
        (paragraph(&words.what(frame.words.service_name)))
        (table::render(words.essential, head, &cookies))
        (paragraph(words.not_measured))
        (paragraph(words.others))
    };
    layout::headed(frame, words.heading, &content)
}
