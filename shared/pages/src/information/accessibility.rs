//! The accessibility statement. It claims nothing that nobody has tested.

use maud::{Markup, html};

use crate::{
    components::warning_text,
    frame::Frame,
    layout,
    parts::{bullets, contact, heading, link, paragraph, sentence},
};

/// The page.
pub fn page(frame: &Frame<'_>) -> Markup {
    let words = &frame.words.accessibility;
    let content = html! {
        (paragraph(&words.about(frame.words.service_name)))
        (warning_text::render(frame.words, words.not_audited))
        (heading(words.how))
        (paragraph(words.able))
        (bullets(words.things))
        (paragraph(words.no_claim))
        (heading(words.tell_us))
        (sentence(&words.email(&contact(frame))))
        (heading(words.not_happy))
        (sentence(&words.enforced(&|text| link(text, "https://www.equalityadvisoryservice.com/"))))
    };
    layout::headed(frame, words.heading, &content)
}
