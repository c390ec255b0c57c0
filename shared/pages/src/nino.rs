//! *Do you have a National Insurance number?*

use maud::{Markup, html};

use crate::{
    components::{button, details, error_summary, input, radios},
    frame::Frame,
    layout::{self, Page},
    parts::{csrf_field, paragraph},
};

const HEADING: &str = "Do you have a National Insurance number?";

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

    fn text(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::NotNow => "Yes, but I cannot get it right now",
            Self::No => "No",
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
    pub fn message(self) -> &'static str {
        match self {
            Self::NothingChosen => "Select whether you have a National Insurance number",
            Self::Empty => "Enter your National Insurance number",
            Self::Shape => "Enter a National Insurance number in the correct format",
            Self::Temporary => "Enter a permanent National Insurance number, or select ‘No’",
            Self::Example => "Enter your own National Insurance number, not the example",
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
    let about_number = question.mistake.filter(|mistake| mistake.is_about_number());
    let about_choice = question.mistake.filter(|mistake| !mistake.is_about_number());
    // A number that has to be corrected must be in sight.
    let answer = if about_number.is_some() { Some(Answer::Yes) } else { question.answer };
    let lead = format!(
        "You have signed in and GOV.UK One Login has confirmed your identity. We need one or two \
         numbers to find your teaching record, and then you can continue to {}.",
        frame.client_name(),
    );
    let radios = radios::Radios {
        name: "have_nino",
        legend: HEADING,
        hint: Some(&lead),
        error: about_choice.map(Mistake::message),
        items: Answer::ALL
            .into_iter()
            .map(|each| radios::Item {
                value: each.value(),
                text: each.text(),
                checked: answer == Some(each),
                field: (each == Answer::Yes).then(|| number(question.typed, about_number)),
            })
            .collect(),
    };
    let content = html! {
        @if let Some(mistake) = question.mistake {
            (error_summary::render(
                mistake.message(),
                if mistake.is_about_number() { "nino" } else { "have_nino" },
            ))
        }
        form method="post" novalidate {
            (csrf_field(question.csrf))
            (radios::render(&radios))
            (details::render("If you are not sure what this is", &explanation()))
            (button::submit("Continue"))
        }
    };
    layout::render(
        frame,
        &Page {
            heading: HEADING,
            back: question.back,
            has_error: question.mistake.is_some(),
            content,
        },
    )
}

fn number(typed: &str, mistake: Option<Mistake>) -> Markup {
    input::render(&input::Input {
        name: "nino",
        label: "National Insurance number",
        // The example must not break at the end of a line.
        hint: "You can find it on a payslip, P60 or letter from HMRC. For example, \
               QQ\u{a0}12\u{a0}34\u{a0}56\u{a0}C",
        keyboard: input::Keyboard::Capitals,
        value: typed,
        error: mistake.map(Mistake::message),
    })
}

fn explanation() -> Markup {
    html! {
        (paragraph(
            "It is your own number for tax and National Insurance in the UK, and it stays the same \
             for life.",
        ))
        (paragraph(
            "People who have never worked in the UK often do not have one, and can still continue.",
        ))
        (paragraph("We use it only to find your teaching record."))
    }
}
