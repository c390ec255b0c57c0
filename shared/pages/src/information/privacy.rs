//! The privacy notice: what is asked for, what is kept, and who is told.

use maud::{Markup, html};

use crate::{
    frame::Frame,
    layout,
    parts::{bullets, contact, heading, paragraph, sentence},
};

/// The page.
pub fn page(frame: &Frame<'_>) -> Markup {
    let words = &frame.words.privacy;
    let content = html! {
        (paragraph(&words.about(frame.words.service_name)))
        (heading(words.from_one_login))
        (bullets(words.from_one_login_list))
        (heading(words.from_you))
        (bullets(words.from_you_list))
        (paragraph(words.only_to_find))
        (heading(words.to_service))
        (bullets(words.to_service_list))
        (paragraph(words.never_nino))
        (heading(words.kept))
        (bullets(words.kept_list))
        (heading(words.rights))
        (sentence(&words.ask(&contact(frame))))
    };
    layout::headed(frame, words.heading, &content)
}
