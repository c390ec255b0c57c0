//! What this service is, for somebody who typed its address.

use maud::{Markup, html};

use crate::{
    frame::{Frame, Service},
    layout::{self, SERVICE_NAME},
    parts::{list_of, paragraph},
};

/// The page, with the calling services there are, if they are to be named. Nobody can start here.
pub fn page(frame: &Frame<'_>, services: &[Service<'_>]) -> Markup {
    let content = html! {
        (paragraph(
            "This service links your GOV.UK One Login to the teaching record the Department for \
             Education holds about you. It happens once.",
        ))
        (paragraph(
            "You reach it from another service, such as one for registering on a course. You cannot \
             start here.",
        ))
        @if !services.is_empty() {
            h2 class="govuk-heading-m" { "Services that use it" }
            (list_of(services))
        }
    };
    layout::headed(frame, SERVICE_NAME, &content)
}
