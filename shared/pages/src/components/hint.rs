//! [Hint](https://design-system.service.gov.uk/components/hint-text/).

use maud::{Markup, html};

/// Help with a field, under the `id` that the field names in `aria-describedby`.
pub fn render(id: &str, text: &str) -> Markup {
    html! { div id=(id) class="govuk-hint" { (text) } }
}
