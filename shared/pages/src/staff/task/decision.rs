//! The decision, and the small form that brings another record in.

use maud::{Markup, html};

use super::comparison::{Candidate, letter};
use crate::{
    components::{button, checkboxes, input, radios},
    parts::csrf_field,
    staff::{Choice, Frame, Kind, Mistake, Reason, Wanted, search, visible::visible},
};

/// What was chosen last time.
#[derive(Clone, Copy, Default)]
pub struct Chosen<'a> {
    /// What to do.
    pub decision: Option<Choice<'a>>,
    /// What to ask for.
    pub wanted: &'a [Wanted],
    /// Why not.
    pub reason: Option<Reason>,
}

/// The decision form. It posts `decision`, `wanted` (several), `reason`, `seen` and `csrf`.
#[derive(Clone, Copy)]
pub struct Decide<'a> {
    /// Where it posts to: *Check and confirm*.
    pub action: &'a str,
    /// What the member of staff has seen: it comes back with the decision.
    pub seen: &'a str,
    /// What was chosen last time. Nothing, the first time.
    pub chosen: Chosen<'a>,
    /// Why that would not do.
    pub mistake: Option<Mistake>,
}

/// Why a record cannot be brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareMistake {
    /// Nothing was typed.
    Empty,
    /// What was typed cannot be a TRN.
    Shape,
    /// There is no record with this TRN.
    NotFound,
    /// It is on the page.
    Already,
}

impl CompareMistake {
    /// What the member of staff is told, in the summary and beside the field.
    pub fn message(self) -> &'static str {
        match self {
            Self::Empty => "Enter a TRN",
            Self::Shape => "TRN must have 7 numbers, like 1234567",
            Self::NotFound => "There is no record with this TRN",
            Self::Already => "The record with this TRN is on this page already",
        }
    }
}

/// *Compare another record*. It posts `trn` and `csrf`.
#[derive(Clone, Copy)]
pub struct Compare<'a> {
    /// Where it posts to.
    pub action: &'a str,
    /// What was typed last time.
    pub typed: &'a str,
    /// Why that would not do.
    pub mistake: Option<CompareMistake>,
}

/// The field of [`Compare`], and the id of its control.
pub(super) const COMPARE_FIELD: &str = "trn";

/// The form that brings another record in.
pub(super) fn compare(frame: &Frame<'_>, compare: &Compare<'_>) -> Markup {
    let field = input::Input {
        name: COMPARE_FIELD,
        label: "Teacher reference number (TRN)",
        hint: "7 numbers, without any letters or slashes",
        keyboard: input::Keyboard::Numbers,
        value: &visible(compare.typed),
        error: compare.mistake.map(CompareMistake::message),
    };
    html! {
        h2 class="govuk-heading-m" { "Compare another record" }
        (search::render(compare.action, frame.csrf(), &field, "Compare"))
    }
}

/// The form with every decision that this kind of task takes. Nothing is chosen until somebody chooses it.
pub(super) fn form(
    frame: &Frame<'_>,
    kind: Kind,
    candidates: &[Candidate<'_>],
    decide: &Decide<'_>,
) -> Markup {
    let error = |about: Mistake| decide.mistake.filter(|mistake| *mistake == about);
    let radios = radios::Radios {
        name: "decision",
        legend: "What do you want to do with this request?",
        hint: None,
        error: error(Mistake::NothingChosen).map(Mistake::message),
        items: vec![],
    };
    let choices = choices(kind, candidates);
    let values: Vec<String> = choices.iter().map(|(choice, _)| choice.value()).collect();
    let items = choices
        .iter()
        .zip(&values)
        .map(|((choice, text), value)| radios::Item {
            value,
            text,
            checked: is_chosen(*choice, decide),
            field: field(*choice, kind, decide),
        })
        .collect();
    html! {
        h2 class="govuk-heading-m" { "Decision" }
        form method="post" action=(decide.action) novalidate autocomplete="off" {
            (csrf_field(frame.csrf()))
            input type="hidden" name="seen" value=(decide.seen);
            (radios::part(&radios::Radios { items, ..radios }))
            (button::submit("Continue"))
        }
    }
}

fn choices<'a>(kind: Kind, candidates: &[Candidate<'a>]) -> Vec<(Choice<'a>, String)> {
    let mut choices: Vec<(Choice<'a>, String)> = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.can_link)
        .map(|(index, candidate)| {
            let text = format!("Connect to record {}, TRN {}", letter(index), candidate.trn);
            (Choice::Link(candidate.trn), text)
        })
        .collect();
    let refuse = match kind {
        Kind::PossibleDuplicate => {
            choices.push((
                Choice::NewTrn,
                "Give a new TRN: none of these records is theirs".to_owned(),
            ));
            "Refuse the request"
        }
        Kind::RecordNotFound | Kind::TwoRecords => "Do not connect to any record",
    };
    choices.push((Choice::Ask, "Ask the person for more information".to_owned()));
    choices.push((Choice::Refuse, refuse.to_owned()));
    choices
}

/// What has to be corrected must be in sight.
fn is_chosen(choice: Choice<'_>, decide: &Decide<'_>) -> bool {
    match decide.mistake {
        Some(Mistake::NothingWanted) => choice == Choice::Ask,
        Some(Mistake::NoReason) => choice == Choice::Refuse,
        Some(Mistake::NothingChosen) | None => decide.chosen.decision == Some(choice),
    }
}

fn field(choice: Choice<'_>, kind: Kind, decide: &Decide<'_>) -> Option<Markup> {
    match choice {
        Choice::Link(_) | Choice::NewTrn => None,
        Choice::Ask => Some(wanted(decide)),
        Choice::Refuse => Some(reasons(kind, decide)),
    }
}

fn wanted(decide: &Decide<'_>) -> Markup {
    checkboxes::render(&checkboxes::Checkboxes {
        name: "wanted",
        legend: "What do you need?",
        error: decide
            .mistake
            .filter(|mistake| *mistake == Mistake::NothingWanted)
            .map(Mistake::message),
        items: Wanted::ALL
            .into_iter()
            .map(|wanted| checkboxes::Item {
                value: wanted.value(),
                text: wanted.text(),
                checked: decide.chosen.wanted.contains(&wanted),
            })
            .collect(),
    })
}

fn reasons(kind: Kind, decide: &Decide<'_>) -> Markup {
    radios::part(&radios::Radios {
        name: "reason",
        legend: "Why?",
        hint: Some("The person is told in words that disclose nothing about anybody else"),
        error: decide.mistake.filter(|mistake| *mistake == Mistake::NoReason).map(Mistake::message),
        items: Reason::ALL
            .into_iter()
            .filter(|reason| reason.is_for(kind))
            .map(|reason| radios::Item {
                value: reason.value(),
                text: reason.text(),
                checked: decide.chosen.reason == Some(reason),
                field: None,
            })
            .collect(),
    })
}
