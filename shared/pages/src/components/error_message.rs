//! [Error message](https://design-system.service.gov.uk/components/error-message/), beside the field it is about.

use maud::{Markup, html};

use crate::words::Words;

/// What to do about the field, under the `id` that the field names in `aria-describedby`.
pub fn render(words: &Words, id: &str, text: &str) -> Markup {
    html! {
        p id=(id) class="govuk-error-message" {
            span class="govuk-visually-hidden" { (words.part.error) } " " (text)
        }
    }
}
