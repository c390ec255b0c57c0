//! [Text input](https://design-system.service.gov.uk/components/text-input/), for a short code or a name.

use maud::{Markup, html};

use crate::{
    components::{error_message, hint, label},
    words::Words,
};

/// How a phone helps with typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyboard {
    /// Letters and numbers, capitals first.
    Capitals,
    /// Numbers alone.
    Numbers,
    /// Words: the field is wider, and its letters stand as in a text.
    Words,
}

/// A field for a code of about ten characters, or for a name. Its id is its name.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The name of the field in the form, and the id of the control.
    pub name: &'a str,
    /// What is asked for.
    pub label: &'a str,
    /// Where to find it and what it looks like.
    pub hint: &'a str,
    /// How a phone helps.
    pub keyboard: Keyboard,
    /// What was typed last time.
    pub value: &'a str,
    /// What to do about it.
    pub error: Option<&'a str>,
}

/// How a field for a code looks.
const CODE: &str = "govuk-input--width-10 govuk-input--extra-letter-spacing";

/// The field with its label, hint and error.
pub fn render(words: &Words, input: &Input<'_>) -> Markup {
    let hint_id = format!("{}-hint", input.name);
    let error_id = format!("{}-error", input.name);
    let described_by = match input.error {
        Some(_) => format!("{hint_id} {error_id}"),
        None => hint_id.clone(),
    };
    let (look, capitals, mode) = match input.keyboard {
        Keyboard::Capitals => (CODE, Some("characters"), None),
        Keyboard::Numbers => (CODE, None, Some("numeric")),
        Keyboard::Words => ("govuk-input--width-20", None, None),
    };
    html! {
        div.govuk-form-group.govuk-form-group--error[input.error.is_some()] {
            (label::render(input.label, input.name))
            (hint::render(&hint_id, input.hint))
            @if let Some(error) = input.error { (error_message::render(words, &error_id, error)) }
            input.govuk-input.(look)
                .govuk-input--error[input.error.is_some()]
                id=(input.name) name=(input.name) type="text" spellcheck="false"
                value=[Some(input.value).filter(|value| !value.is_empty())]
                aria-describedby=(described_by) autocomplete="off" autocapitalize=[capitals]
                inputmode=[mode];
        }
    }
}
