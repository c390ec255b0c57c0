//! [Error message](https://design-system.service.gov.uk/components/error-message/), beside the field it is about.

use maud::{Markup, html};

/// What to do about the field, under the `id` that the field names in `aria-describedby`.
pub fn render(id: &str, text: &str) -> Markup {
    html! {
        p id=(id) class="govuk-error-message" {
            span class="govuk-visually-hidden" { "Error:" } " " (text)
        }
    }
}
