//! [Skip link](https://design-system.service.gov.uk/components/skip-link/): the first thing a keyboard reaches.

use maud::{Markup, html};

/// Leads past the header to the message of the page.
pub fn render() -> Markup {
    html! {
        a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link" {
            "Skip to main content"
        }
    }
}
