//! *Do you have a teacher reference number (TRN)?*

use maud::{Markup, html};

use crate::{
    components::{button, details, error_summary, input, radios},
    frame::Frame,
    layout::{self, Page},
    parts::{bullets, csrf_field, paragraph, sentence},
    words::{TrnAnswerWords, TrnMistakeWords, TrnWords},
};

/// What the person can answer: the form field `have_trn`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// They have one and give it.
    Yes,
    /// They have none.
    No,
    /// They may have one. Only where the service may give a new one.
    Unknown,
}

impl Answer {
    const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unknown];

    /// The answer the form sent as `value`.
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.value() == value)
    }

    /// What the form sends.
    pub fn value(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    fn text(self, words: &TrnAnswerWords) -> &'static str {
        match self {
            Self::Yes => words.yes,
            Self::No => words.no,
            Self::Unknown => words.unknown,
        }
    }

    fn is_offered(self, can_allocate: bool) -> bool {
        match self {
            Self::Yes | Self::No => true,
            Self::Unknown => can_allocate,
        }
    }
}

/// Why the last answer would not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// Nothing was chosen and nothing typed.
    NothingChosen,
    /// *Yes*, and no number.
    Empty,
    /// What was typed cannot be a TRN.
    Shape,
}

impl Mistake {
    /// What the person is told, in the summary and beside the field.
    pub(crate) fn message(self, words: &TrnMistakeWords) -> &'static str {
        match self {
            Self::NothingChosen => words.nothing_chosen,
            Self::Empty => words.empty,
            Self::Shape => words.shape,
        }
    }

    fn is_about_number(self) -> bool {
        match self {
            Self::NothingChosen => false,
            Self::Empty | Self::Shape => true,
        }
    }
}

/// The question as it stands.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The token of the form.
    pub csrf: &'a str,
    /// The page before.
    pub back: Option<&'a str>,
    /// Whether the calling service may have a new TRN given.
    pub can_allocate: bool,
    /// What was chosen last time.
    pub answer: Option<Answer>,
    /// What was typed last time, as it is to be shown.
    pub typed: &'a str,
    /// Why that would not do.
    pub mistake: Option<Mistake>,
}

/// The question. The form posts `have_trn`, `trn` and `csrf` to the address it is at.
pub fn page(frame: &Frame<'_>, question: &Question<'_>) -> Markup {
    let words = &frame.words.trn;
    let about_number = question.mistake.filter(|mistake| mistake.is_about_number());
    let about_choice = question.mistake.filter(|mistake| !mistake.is_about_number());
    // A number that has to be corrected must be in sight.
    let answer = if about_number.is_some() { Some(Answer::Yes) } else { question.answer };
    let radios = radios::Radios {
        name: "have_trn",
        legend: words.heading,
        hint: None,
        error: about_choice.map(|mistake| mistake.message(&words.mistake)),
        items: Answer::ALL
            .into_iter()
            .filter(|each| each.is_offered(question.can_allocate))
            .map(|each| radios::Item {
                value: each.value(),
                text: each.text(&words.answer),
                checked: answer == Some(each),
                field: (each == Answer::Yes).then(|| number(frame, question.typed, about_number)),
            })
            .collect(),
    };
    let content = html! {
        @if let Some(mistake) = question.mistake {
            (error_summary::render(
                frame.words,
                mistake.message(&words.mistake),
                if mistake.is_about_number() { "trn" } else { "have_trn" },
            ))
        }
        form method="post" novalidate {
            (csrf_field(question.csrf))
            (radios::render(frame.words, &radios))
            (details::render(words.where_and_who, &explanation(words, question.can_allocate)))
            (button::submit(frame.words.shared.go_on))
        }
    };
    let (back, has_error) = (question.back, question.mistake.is_some());
    layout::render(frame, &Page { heading: words.heading, back, has_error, content })
}

fn number(frame: &Frame<'_>, typed: &str, mistake: Option<Mistake>) -> Markup {
    let field = input::Input {
        name: "trn",
        label: frame.words.shared.trn_in_full,
        hint: frame.words.shared.how_a_trn_looks,
        keyboard: input::Keyboard::Numbers,
        value: typed,
        error: mistake.map(|mistake| mistake.message(&frame.words.trn.mistake)),
    };
    input::render(frame.words, &field)
}

fn explanation(words: &TrnWords, can_allocate: bool) -> Markup {
    html! {
        (paragraph(words.where_it_is))
        (paragraph(words.other_names))
        (paragraph(words.probably))
        (bullets(words.who_has_one))
        @if !can_allocate { (sentence(&words.find_a_lost_one(&in_a_tab))) }
    }
}

fn in_a_tab(text: &str) -> Markup {
    html! {
        a class="govuk-link" href="https://find-a-lost-trn.education.gov.uk" target="_blank"
            rel="noopener noreferrer" { (text) }
    }
}
