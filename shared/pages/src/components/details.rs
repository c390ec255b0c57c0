//! [Details](https://design-system.service.gov.uk/components/details/): help that most people do not need.

use maud::{Markup, html};

/// `content`, folded away under `summary`.
pub fn render(summary: &str, content: &Markup) -> Markup {
    html! {
        details class="govuk-details" {
            summary class="govuk-details__summary" {
                span class="govuk-details__summary-text" { (summary) }
            }
            div class="govuk-details__text" { (content) }
        }
    }
}
