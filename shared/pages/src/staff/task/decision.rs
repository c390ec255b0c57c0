//! The decision, and the small form that brings another record in.

use maud::{Markup, html};

use super::comparison::{Candidate, letter};
use crate::{
    components::{button, checkboxes, input, radios},
    parts::{csrf_field, heading},
    staff::{Choice, Frame, Kind, Mistake, Reason, Wanted, search, visible::visible},
    words::{StaffCompareWords, StaffDecisionWords},
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
    pub(super) fn message(self, words: &StaffCompareWords) -> &'static str {
        match self {
            Self::Empty => words.empty,
            Self::Shape => words.shape,
            Self::NotFound => words.not_found,
            Self::Already => words.already,
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
    let words = &frame.staff().compare;
    let field = input::Input {
        name: COMPARE_FIELD,
        label: frame.words.shared.trn_in_full,
        hint: frame.words.shared.how_a_trn_looks,
        keyboard: input::Keyboard::Numbers,
        value: &visible(compare.typed),
        error: compare.mistake.map(|mistake| mistake.message(words)),
    };
    html! {
        (heading(words.heading))
        (search::render(frame, compare.action, &field, words.button))
    }
}

/// The form with every decision that this kind of task takes. Nothing is chosen until somebody chooses it.
pub(super) fn form(
    frame: &Frame<'_>,
    kind: Kind,
    candidates: &[Candidate<'_>],
    decide: &Decide<'_>,
) -> Markup {
    let words = &frame.staff().decision;
    let choices = choices(words, kind, candidates);
    let values: Vec<String> = choices.iter().map(|(choice, _)| choice.value()).collect();
    let items = choices
        .iter()
        .zip(&values)
        .map(|((choice, text), value)| radios::Item {
            value,
            text,
            checked: is_chosen(*choice, decide),
            field: field(frame, *choice, kind, decide),
        })
        .collect();
    let radios = radios::Radios {
        name: "decision",
        legend: words.question,
        hint: None,
        error: error(words, decide, Mistake::NothingChosen),
        items,
    };
    html! {
        (heading(words.heading))
        form method="post" action=(decide.action) novalidate autocomplete="off" {
            (csrf_field(frame.csrf()))
            input type="hidden" name="seen" value=(decide.seen);
            (radios::part(frame.words, &radios))
            (button::submit(frame.words.shared.go_on))
        }
    }
}

/// What the member of staff is told where this is the mistake.
fn error(words: &StaffDecisionWords, decide: &Decide<'_>, about: Mistake) -> Option<&'static str> {
    decide.mistake.filter(|mistake| *mistake == about).map(|mistake| mistake.message(words))
}

fn choices<'a>(
    words: &StaffDecisionWords,
    kind: Kind,
    candidates: &[Candidate<'a>],
) -> Vec<(Choice<'a>, String)> {
    let mut choices: Vec<(Choice<'a>, String)> = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.can_link)
        .map(|(index, candidate)| {
            let text = words.connect(&letter(index), candidate.trn);
            (Choice::Link(candidate.trn), text)
        })
        .collect();
    let refuse = match kind {
        Kind::PossibleDuplicate => {
            choices.push((Choice::NewTrn, words.new_trn.to_owned()));
            words.refuse
        }
        Kind::RecordNotFound | Kind::TwoRecords => words.not_connect,
    };
    choices.push((Choice::Ask, words.ask.to_owned()));
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

fn field(frame: &Frame<'_>, choice: Choice<'_>, kind: Kind, decide: &Decide<'_>) -> Option<Markup> {
    match choice {
        Choice::Link(_) | Choice::NewTrn => None,
        Choice::Ask => Some(wanted(frame, decide)),
        Choice::Refuse => Some(reasons(frame, kind, decide)),
    }
}

fn wanted(frame: &Frame<'_>, decide: &Decide<'_>) -> Markup {
    let words = &frame.staff().decision;
    let checkboxes = checkboxes::Checkboxes {
        name: "wanted",
        legend: words.what_needed,
        error: error(words, decide, Mistake::NothingWanted),
        items: Wanted::ALL
            .into_iter()
            .map(|wanted| checkboxes::Item {
                value: wanted.value(),
                text: wanted.text(&frame.staff().wanted),
                checked: decide.chosen.wanted.contains(&wanted),
            })
            .collect(),
    };
    checkboxes::render(frame.words, &checkboxes)
}

fn reasons(frame: &Frame<'_>, kind: Kind, decide: &Decide<'_>) -> Markup {
    let words = &frame.staff().decision;
    let radios = radios::Radios {
        name: "reason",
        legend: words.why,
        hint: Some(words.why_hint),
        error: error(words, decide, Mistake::NoReason),
        items: Reason::ALL
            .into_iter()
            .filter(|reason| reason.is_for(kind))
            .map(|reason| radios::Item {
                value: reason.value(),
                text: reason.text(&frame.staff().reason),
                checked: decide.chosen.reason == Some(reason),
                field: None,
            })
            .collect(),
    };
    radios::part(frame.words, &radios)
}
