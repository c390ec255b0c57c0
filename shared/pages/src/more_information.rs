//! *Give more information*: what staff asked for, or a TRN that the person has found since.

mod mistake;

use maud::{Markup, html};

use crate::{
    components::{button, error_summary, input},
    frame::Frame,
    layout::{self, Page, under_heading},
    parts::{self, contact, csrf_field, paragraph, sentence},
    words::{MoreInformationWords, Words},
};

pub use mistake::Mistake;

/// What a person can be asked for. Each is a form field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Their National Insurance number: the field `nino`.
    Nino,
    /// Their TRN: the field `trn`.
    Trn,
    /// A last name they had before: the field `previous_last_name`.
    PreviousLastName,
}

impl Wanted {
    /// Everything, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Nino, Self::Trn, Self::PreviousLastName];

    /// The name of the field in the form, and the id of its control.
    pub fn field(self) -> &'static str {
        match self {
            Self::Nino => "nino",
            Self::Trn => "trn",
            Self::PreviousLastName => "previous_last_name",
        }
    }

    fn label(self, words: &Words) -> &'static str {
        match self {
            Self::Nino => words.shared.nino,
            Self::Trn => words.shared.trn_in_full,
            Self::PreviousLastName => words.more_information.previous_last_name,
        }
    }

    fn hint(self, words: &Words) -> &'static str {
        match self {
            Self::Nino => words.shared.where_a_nino_is,
            Self::Trn => words.shared.how_a_trn_looks,
            Self::PreviousLastName => words.more_information.which_last_name,
        }
    }

    fn keyboard(self) -> input::Keyboard {
        match self {
            Self::Nino => input::Keyboard::Capitals,
            Self::Trn => input::Keyboard::Numbers,
            Self::PreviousLastName => input::Keyboard::Words,
        }
    }
}

/// The form as it stands.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// The token of the form.
    pub csrf: &'a str,
    /// The holding page.
    pub back: &'a str,
    /// What staff asked for. Where they asked for nothing, the form asks for the TRN alone.
    pub wanted: &'a [Wanted],
    /// The reference of the request, such as `TRN-7K4M-92QX`.
    pub reference: &'a str,
    /// The National Insurance number typed last time, as it is to be shown.
    pub nino: &'a str,
    /// The TRN typed last time, as it is to be shown.
    pub trn: &'a str,
    /// The last name typed last time.
    pub previous_last_name: &'a str,
    /// Why that would not do: one for each field at most, or [`Mistake::Empty`] alone.
    pub mistakes: &'a [Mistake],
}

impl Form<'_> {
    /// What is asked for, in the order of the page.
    fn asked(&self) -> Vec<Wanted> {
        if self.wanted.is_empty() {
            return vec![Wanted::Trn];
        }
        Wanted::ALL.into_iter().filter(|each| self.wanted.contains(each)).collect()
    }

    fn typed(&self, wanted: Wanted) -> &str {
        match wanted {
            Wanted::Nino => self.nino,
            Wanted::Trn => self.trn,
            Wanted::PreviousLastName => self.previous_last_name,
        }
    }

    fn heading(&self, words: &MoreInformationWords) -> &'static str {
        if self.wanted.is_empty() { words.heading_trn } else { words.heading }
    }
}

/// The form. It posts the fields that were asked for and `csrf` to the address it is at.
pub fn page(frame: &Frame<'_>, form: &Form<'_>) -> Markup {
    let words = &frame.words.more_information;
    let asked = form.asked();
    let errors = mistake::in_order(&words.mistake, form.mistakes, &asked);
    let summary: Vec<_> =
        errors.iter().map(|(field, text)| (text.as_str(), field.field())).collect();
    let content = html! {
        @if !errors.is_empty() { (error_summary::list(frame.words, &summary)) }
        (under_heading(form.heading(words), &paragraph(lead(frame.words, form))))
        form method="post" novalidate {
            (csrf_field(form.csrf))
            @for wanted in asked {
                @let error = errors.iter().find(|(field, _)| *field == wanted);
                (input::render(frame.words, &input::Input {
                    name: wanted.field(),
                    label: wanted.label(frame.words),
                    hint: wanted.hint(frame.words),
                    keyboard: wanted.keyboard(),
                    value: form.typed(wanted),
                    error: error.map(|(_, text)| text.as_str()),
                }))
            }
            (button::submit(words.send))
        }
        (sentence(&words.without(&contact(frame), &parts::reference(form.reference))))
    };
    let has_error = !errors.is_empty();
    let page = Page { heading: form.heading(words), back: Some(form.back), has_error, content };
    layout::render(frame, &page)
}

fn lead(words: &Words, form: &Form<'_>) -> &'static str {
    match form.wanted {
        [] => words.more_information.lead_trn,
        [_] => words.shared.only_to_find,
        [_, _, ..] => words.more_information.lead_several,
    }
}
