//! [Checkboxes](https://design-system.service.gov.uk/components/checkboxes/): none, one or several of a few things.

use maud::{Markup, html};

use crate::{
    components::{error_message, fieldset},
    words::Words,
};

/// One thing.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    /// The value the form sends.
    pub value: &'a str,
    /// What it says.
    pub text: &'a str,
    /// Whether it is chosen.
    pub checked: bool,
}

/// A question with several answers.
#[derive(Clone)]
pub struct Checkboxes<'a> {
    /// The name of the field in the form, and the id of the first checkbox.
    pub name: &'a str,
    /// The question.
    pub legend: &'a str,
    /// What to do about the last answer.
    pub error: Option<&'a str>,
    /// The things to choose from.
    pub items: Vec<Item<'a>>,
}

/// The question with its answers and error.
pub fn render(words: &Words, checkboxes: &Checkboxes<'_>) -> Markup {
    let error_id = checkboxes.error.map(|_| format!("{}-error", checkboxes.name));
    let content = html! {
        @if let (Some(id), Some(text)) = (&error_id, checkboxes.error) {
            (error_message::render(words, id, text))
        }
        div class="govuk-checkboxes" data-module="govuk-checkboxes" {
            @for (index, item) in checkboxes.items.iter().enumerate() {
                @let id = id(checkboxes.name, index);
                div class="govuk-checkboxes__item" {
                    input class="govuk-checkboxes__input" id=(id) name=(checkboxes.name)
                        type="checkbox" value=(item.value) checked[item.checked];
                    label class="govuk-label govuk-checkboxes__label" for=(id) { (item.text) }
                }
            }
        }
    };
    html! {
        div.govuk-form-group.govuk-form-group--error[checkboxes.error.is_some()] {
            (fieldset::under_legend(checkboxes.legend, error_id.as_deref(), &content))
        }
    }
}

/// The first has the bare name as its id, so that an error summary can lead to it.
fn id(name: &str, index: usize) -> String {
    if index == 0 { name.to_owned() } else { format!("{name}-{}", index + 1) }
}
