//! [Back link](https://design-system.service.gov.uk/components/back-link/).

use maud::{Markup, html};

/// The way to the question before this one.
pub fn render(href: &str) -> Markup {
    html! { a href=(href) class="govuk-back-link" { "Back" } }
}
