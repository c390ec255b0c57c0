//! [Skip link](https://design-system.service.gov.uk/components/skip-link/): the first thing a keyboard reaches.

use maud::{Markup, html};

use crate::words::Words;

/// Leads past the header to the message of the page.
pub fn render(words: &Words) -> Markup {
    html! {
        a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link" {
            (words.around.skip)
        }
    }
}
