//! [Error summary](https://design-system.service.gov.uk/components/error-summary/): first on a page with an error.

use maud::{Markup, html};

use crate::words::Words;

/// One error, with a link to the control with the given id.
pub fn render(words: &Words, text: &str, control: &str) -> Markup {
    list(words, &[(text, control)])
}

/// Errors in the order of their fields, each with a link to the control with the given id.
pub fn list(words: &Words, errors: &[(&str, &str)]) -> Markup {
    html! {
        div class="govuk-error-summary" data-module="govuk-error-summary" {
            div role="alert" {
                h2 class="govuk-error-summary__title" { (words.part.problem) }
                div class="govuk-error-summary__body" {
                    ul class="govuk-list govuk-error-summary__list" {
                        @for (text, control) in errors {
                            li { a href={ "#" (control) } { (text) } }
                        }
                    }
                }
            }
        }
    }
}
