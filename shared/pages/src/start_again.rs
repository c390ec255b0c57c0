//! *You need to start again*: the journey, or the session that owned it, is gone. Served with status 400.

use maud::{Markup, html};

use crate::{
    frame::{Frame, Service},
    layout,
    parts::{paragraph, ways_on},
};

/// The page. `hours` is how long a session may rest; `services` is the one the browser remembers, or all that there are.
pub fn page(frame: &Frame<'_>, hours: u8, services: &[Service<'_>]) -> Markup {
    let words = &frame.words.start_again;
    let content = html! {
        (paragraph(&words.why(&hours.to_string())))
        (paragraph(words.nothing_sent))
        (ways_on(frame, &|name| frame.words.ways_on.start_again_from(name), services))
    };
    layout::headed(frame, words.heading, &content)
}
