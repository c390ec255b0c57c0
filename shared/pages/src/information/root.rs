//! What this service is, for somebody who typed its address.

use maud::{Markup, html};

use crate::{
    frame::{Frame, Service},
    layout,
    parts::{heading, list_of, paragraph},
};

/// The page, with the calling services there are, if they are to be named. Nobody can start here.
pub fn page(frame: &Frame<'_>, services: &[Service<'_>]) -> Markup {
    let words = &frame.words.root;
    let content = html! {
        (paragraph(words.what))
        (paragraph(words.how))
        @if !services.is_empty() {
            (heading(words.services))
            (list_of(services))
        }
    };
    layout::headed(frame, frame.words.service_name, &content)
}
