//! [Radios](https://design-system.service.gov.uk/components/radios/), one of which may bring a field with it.
//!
//! The field is in the page whatever is chosen. A style sheet rule hides it until its radio is, where the browser
//! can; no script does.

use maud::{Markup, html};

use crate::{
    components::{error_message, fieldset, hint},
    words::Words,
};

/// One answer.
#[derive(Clone)]
pub struct Item<'a> {
    /// The value the form sends.
    pub value: &'a str,
    /// What it says.
    pub text: &'a str,
    /// Whether it is chosen.
    pub checked: bool,
    /// The field that belongs to this answer.
    pub field: Option<Markup>,
}

/// One question.
#[derive(Clone)]
pub struct Radios<'a> {
    /// The name of the field in the form, and the id of the first radio.
    pub name: &'a str,
    /// The question.
    pub legend: &'a str,
    /// What to know before answering.
    pub hint: Option<&'a str>,
    /// What to do about the last answer.
    pub error: Option<&'a str>,
    /// The answers.
    pub items: Vec<Item<'a>>,
}

/// The question as a page of its own: its legend is the heading.
pub fn render(words: &Words, radios: &Radios<'_>) -> Markup {
    within(words, radios, fieldset::under_page_heading)
}

/// The question as a part of a page or of another answer, under a plain legend.
pub fn part(words: &Words, radios: &Radios<'_>) -> Markup {
    within(words, radios, fieldset::under_legend)
}

type Fieldset = fn(&str, Option<&str>, &Markup) -> Markup;

fn within(words: &Words, radios: &Radios<'_>, fieldset: Fieldset) -> Markup {
    let hint_id = radios.hint.map(|_| format!("{}-hint", radios.name));
    let error_id = radios.error.map(|_| format!("{}-error", radios.name));
    let described_by: Vec<&str> = hint_id.iter().chain(&error_id).map(String::as_str).collect();
    let described_by = Some(described_by.join(" ")).filter(|ids| !ids.is_empty());
    let content = html! {
        @if let (Some(id), Some(text)) = (&hint_id, radios.hint) { (hint::render(id, text)) }
        @if let (Some(id), Some(text)) = (&error_id, radios.error) { (error_message::render(words, id, text)) }
        div class="govuk-radios" data-module="govuk-radios" {
            @for (index, item) in radios.items.iter().enumerate() { (answer(radios.name, index, item)) }
        }
    };
    html! {
        div.govuk-form-group.govuk-form-group--error[radios.error.is_some()] {
            (fieldset(radios.legend, described_by.as_deref(), &content))
        }
    }
}

fn answer(name: &str, index: usize, item: &Item<'_>) -> Markup {
    // The first has the bare name as its id, so that an error summary can lead to it.
    let id = if index == 0 { name.to_owned() } else { format!("{name}-{}", index + 1) };
    let conditional_id = item.field.as_ref().map(|_| format!("conditional-{id}"));
    html! {
        div class="govuk-radios__item" {
            input class="govuk-radios__input" id=(id) name=(name) type="radio" value=(item.value)
                checked[item.checked] data-aria-controls=[conditional_id.as_deref()];
            label class="govuk-label govuk-radios__label" for=(id) { (item.text) }
        }
        @if let (Some(conditional_id), Some(field)) = (&conditional_id, &item.field) {
            div.govuk-radios__conditional.govuk-radios__conditional--hidden[!item.checked]
                id=(conditional_id) { (field) }
        }
    }
}
