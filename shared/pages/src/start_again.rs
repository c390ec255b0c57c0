//! *You need to start again*: the journey, or the session that owned it, is gone. Served with status 400.

use maud::{Markup, html};

use crate::{
    frame::{Frame, Service},
    layout,
    parts::{paragraph, ways_on},
};

/// The page. `after` is how long a session may rest, such as `2 hours`; `services` is the one the browser remembers, or
/// all that there are.
pub fn page(frame: &Frame<'_>, after: &str, services: &[Service<'_>]) -> Markup {
    let content = html! {
        p class="govuk-body" {
            "We could not carry on from where you were. For your security, we end a session that has \
             not been used for " (after) "."
        }
        (paragraph("Nothing was sent."))
        (ways_on("Start again from", services))
    };
    layout::headed(frame, "You need to start again", &content)
}
