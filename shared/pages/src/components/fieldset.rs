//! [Fieldset](https://design-system.service.gov.uk/components/fieldset/).

use maud::{Markup, html};

/// `content` under a plain legend. `described_by` lists the ids of hint and error.
pub fn under_legend(legend: &str, described_by: Option<&str>, content: &Markup) -> Markup {
    html! {
        fieldset class="govuk-fieldset" aria-describedby=[described_by] {
            legend class="govuk-fieldset__legend" { (legend) }
            (content)
        }
    }
}

/// `content` under a legend that is the heading of the page. `described_by` lists the ids of hint and error.
pub fn under_page_heading(legend: &str, described_by: Option<&str>, content: &Markup) -> Markup {
    html! {
        fieldset class="govuk-fieldset" aria-describedby=[described_by] {
            legend class="govuk-fieldset__legend govuk-fieldset__legend--l" {
                h1 class="govuk-fieldset__heading" { (legend) }
            }
            (content)
        }
    }
}
