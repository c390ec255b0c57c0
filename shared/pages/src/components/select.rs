//! [Select](https://design-system.service.gov.uk/components/select/): one of a few things, where room is short.

use maud::{Markup, html};

use crate::components::label;

/// One thing.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    /// The value the form sends.
    pub value: &'a str,
    /// What it says.
    pub text: &'a str,
    /// Whether it is chosen.
    pub selected: bool,
}

/// The choice, under its label. Its id is its name.
pub fn render(name: &str, text: &str, items: &[Item<'_>]) -> Markup {
    html! {
        div class="govuk-form-group" {
            (label::render(text, name))
            select class="govuk-select" id=(name) name=(name) {
                @for item in items {
                    option value=(item.value) selected[item.selected] { (item.text) }
                }
            }
        }
    }
}
