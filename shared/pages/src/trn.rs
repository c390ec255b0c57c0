//! *Do you have a teacher reference number (TRN)?*

use maud::{Markup, html};

use crate::{
    components::{button, details, error_summary, input, radios},
    frame::Frame,
    layout::{self, Page},
    parts::{bullets, csrf_field, paragraph},
};

const HEADING: &str = "Do you have a teacher reference number (TRN)?";

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

    fn text(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::No => "No",
            Self::Unknown => "I might have one, but I do not know it",
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
    pub fn message(self) -> &'static str {
        match self {
            Self::NothingChosen => "Select yes if you have a teacher reference number (TRN)",
            Self::Empty => "Enter your TRN",
            Self::Shape => "TRN must have 7 numbers, like 1234567",
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
    let about_number = question.mistake.filter(|mistake| mistake.is_about_number());
    let about_choice = question.mistake.filter(|mistake| !mistake.is_about_number());
    // A number that has to be corrected must be in sight.
    let answer = if about_number.is_some() { Some(Answer::Yes) } else { question.answer };
    let radios = radios::Radios {
        name: "have_trn",
        legend: HEADING,
        hint: None,
        error: about_choice.map(Mistake::message),
        items: Answer::ALL
            .into_iter()
            .filter(|each| each.is_offered(question.can_allocate))
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
                if mistake.is_about_number() { "trn" } else { "have_trn" },
            ))
        }
        form method="post" novalidate {
            (csrf_field(question.csrf))
            (radios::render(&radios))
            (details::render("Where to find a TRN and who has one", &explanation(question.can_allocate)))
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
        name: "trn",
        label: "Teacher reference number (TRN)",
        hint: "7 numbers, without any letters or slashes",
        keyboard: input::Keyboard::Numbers,
        value: typed,
        error: mistake.map(Mistake::message),
    })
}

fn explanation(can_allocate: bool) -> Markup {
    html! {
        (paragraph(
            "Look on your teaching qualification certificate or in emails from your training \
             provider. A payslip or pension statement may show it too, but it is not your payroll \
             number.",
        ))
        (paragraph(
            "It may be called a QTS, GTC, DfE, DfES or DCSF number. RP 12/34567 is an older way to \
             write 1234567.",
        ))
        (paragraph("You probably have a TRN if you:"))
        (bullets(&[
            "have, or are training for, qualified teacher status (QTS), early years teacher status \
             (EYTS) or early years professional status (EYPS)",
            "have done, or are doing, a national professional qualification (NPQ)",
            "have paid into the Teachers’ Pension Scheme",
            "have a restriction on teaching in England",
        ]))
        @if !can_allocate {
            p class="govuk-body" {
                "You can also use "
                a class="govuk-link" href="https://find-a-lost-trn.education.gov.uk" target="_blank"
                    rel="noopener noreferrer" { "Find a lost TRN (opens in new tab)" }
                ". If you cannot find it, select ‘No’ and we will look for you."
            }
        }
    }
}
