//! [Warning text](https://design-system.service.gov.uk/components/warning-text/).

use maud::{Markup, html};

use crate::words::Words;

/// Something with consequences.
pub fn render(words: &Words, text: &str) -> Markup {
    html! {
        div class="govuk-warning-text" {
            span class="govuk-warning-text__icon" aria-hidden="true" { "!" }
            strong class="govuk-warning-text__text" {
                span class="govuk-visually-hidden" { (words.part.warning) } " " (text)
            }
        }
    }
}
