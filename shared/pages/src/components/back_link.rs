//! [Back link](https://design-system.service.gov.uk/components/back-link/).

use maud::{Markup, html};

use crate::words::Words;

/// The way to the question before this one.
pub fn render(words: &Words, href: &str) -> Markup {
    html! { a href=(href) class="govuk-back-link" { (words.around.back) } }
}
