//! [Panel](https://design-system.service.gov.uk/components/panel/): says that something is done. No links inside.

use maud::{Markup, html};

/// The heading of the page and one fact.
pub fn confirmation(title: &str, body: &Markup) -> Markup {
    html! {
        div class="govuk-panel govuk-panel--confirmation" {
            h1 class="govuk-panel__title" { (title) }
            div class="govuk-panel__body" { (body) }
        }
    }
}
