//! [Label](https://design-system.service.gov.uk/components/text-input/).

use maud::{Markup, html};

/// The name of the control with the id `control`.
pub fn render(text: &str, control: &str) -> Markup {
    html! { label class="govuk-label" for=(control) { (text) } }
}
