//! [Inset text](https://design-system.service.gov.uk/components/inset-text/).

use maud::{Markup, html};

/// `content`, set apart from the text around it.
pub fn render(content: &Markup) -> Markup {
    html! { div class="govuk-inset-text" { (content) } }
}
