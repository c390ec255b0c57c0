//! *Do you have a National Insurance number?*

use maud::{Markup, html};

use crate::{
    components::{button, details, error_summary, input, radios},
    frame::Frame,
    layout::{self, Page},
    parts::{csrf_field, paragraph},
    words::{NinoAnswerWords, NinoMistakeWords},
};

/// What the person can answer: the form field `have_nino`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// They have one and give it.
    Yes,
    /// They have one, elsewhere.
    NotNow,
    /// They have none.
    No,
}

impl Answer {
    const ALL: [Self; 3] = [Self::Yes, Self::NotNow, Self::No];

    /// The answer the form sent as `value`.
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.value() == value)
    }

    /// What the form sends.
    pub fn value(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::NotNow => "not_now",
            Self::No => "no",
        }
    }

    fn text(self, words: &NinoAnswerWords) -> &'static str {
        match self {
            Self::Yes => words.yes,
            Self::NotNow => words.not_now,
            Self::No => words.no,
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
    /// What was typed cannot be a National Insurance number.
    Shape,
    /// A temporary number, as employers made up: two digits, a letter, five digits.
    Temporary,
    /// The number that the page gives as an example.
    Example,
}

impl Mistake {
    /// What the person is told, in the summary and beside the field.
    pub(crate) fn message(self, words: &NinoMistakeWords) -> &'static str {
        match self {
            Self::NothingChosen => words.nothing_chosen,
            Self::Empty => words.empty,
            Self::Shape => words.shape,
            Self::Temporary => words.temporary,
            Self::Example => words.example,
        }
    }

    fn is_about_number(self) -> bool {
        match self {
            Self::NothingChosen => false,
            Self::Empty | Self::Shape | Self::Temporary | Self::Example => true,
        }
    }
}

/// The question as it stands.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The token of the form.
    pub csrf: &'a str,
    /// The page before, where the person came from one of ours.
    pub back: Option<&'a str>,
    /// What was chosen last time.
    pub answer: Option<Answer>,
    /// What was typed last time, as it is to be shown.
    pub typed: &'a str,
    /// Why that would not do.
    pub mistake: Option<Mistake>,
}

/// The question. The form posts `have_nino`, `nino` and `csrf` to the address it is at.
pub fn page(frame: &Frame<'_>, question: &Question<'_>) -> Markup {
    let words = &frame.words.nino;
    let about_number = question.mistake.filter(|mistake| mistake.is_about_number());
    let about_choice = question.mistake.filter(|mistake| !mistake.is_about_number());
    // A number that has to be corrected must be in sight.
    let answer = if about_number.is_some() { Some(Answer::Yes) } else { question.answer };
    let radios = radios::Radios {
        name: "have_nino",
        legend: words.heading,
        hint: Some(&words.lead(frame.client_name())),
        error: about_choice.map(|mistake| mistake.message(&words.mistake)),
        items: Answer::ALL
            .into_iter()
            .map(|each| radios::Item {
                value: each.value(),
                text: each.text(&words.answer),
                checked: answer == Some(each),
                field: (each == Answer::Yes).then(|| number(frame, question.typed, about_number)),
            })
            .collect(),
    };
    let explanation = html! {
        (paragraph(words.what_it_is))
        (paragraph(words.without))
        (paragraph(frame.words.shared.only_to_find))
    };
    let content = html! {
        @if let Some(mistake) = question.mistake {
            (error_summary::render(
                frame.words,
                mistake.message(&words.mistake),
                if mistake.is_about_number() { "nino" } else { "have_nino" },
            ))
        }
        form method="post" novalidate {
            (csrf_field(question.csrf))
            (radios::render(frame.words, &radios))
            (details::render(words.not_sure, &explanation))
            (button::submit(frame.words.shared.go_on))
        }
    };
    let (back, has_error) = (question.back, question.mistake.is_some());
    layout::render(frame, &Page { heading: words.heading, back, has_error, content })
}

fn number(frame: &Frame<'_>, typed: &str, mistake: Option<Mistake>) -> Markup {
    let field = input::Input {
        name: "nino",
        label: frame.words.shared.nino,
        hint: frame.words.shared.where_a_nino_is,
        keyboard: input::Keyboard::Capitals,
        value: typed,
        error: mistake.map(|mistake| mistake.message(&frame.words.nino.mistake)),
    };
    input::render(frame.words, &field)
}
