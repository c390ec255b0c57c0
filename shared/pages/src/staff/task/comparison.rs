//! The request and the records side by side. What differs is marked, and says how.

use maud::{Markup, html};

use crate::{
    components::{
        table::{self, Row},
        tag, warning_text,
    },
    parts::{bullets, paragraph},
    staff::visible::visible,
};

/// How many records stand beside the request in one table.
const BESIDE: usize = 2;

/// How a value of a record differs from that of the request. A value that agrees has no mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing in common.
    Different,
    /// Near, but for a slip or a part.
    Similar,
    /// Another form of the same first name.
    Nickname,
    /// An initial stands for it.
    Initial,
    /// It agrees with an earlier name.
    PreviousName,
    /// First and last name have changed places.
    NamesSwapped,
    /// Day and month have changed places.
    DayAndMonthSwapped,
    /// One digit differs.
    OneDigit,
    /// The record has none.
    Missing,
}

impl Mark {
    fn text(self) -> &'static str {
        match self {
            Self::Different => "Different",
            Self::Similar => "Similar",
            Self::Nickname => "Nickname",
            Self::Initial => "Initial",
            Self::PreviousName => "Previous name",
            Self::NamesSwapped => "First and last name swapped",
            Self::DayAndMonthSwapped => "Day and month swapped",
            Self::OneDigit => "One digit different",
            Self::Missing => "Missing",
        }
    }
}

/// One value, with how it differs.
#[derive(Clone, Copy)]
pub struct Cell<'a> {
    /// What is known; several values stand on a line each. Empty where nothing is.
    pub value: &'a str,
    /// How it differs from the request.
    pub mark: Option<Mark>,
}

impl<'a> Cell<'a> {
    /// A value of the request, or one of a record that agrees.
    pub fn plain(value: &'a str) -> Self {
        Self { value, mark: None }
    }

    /// A value of a record that differs.
    pub fn marked(value: &'a str, mark: Mark) -> Self {
        Self { value, mark: Some(mark) }
    }
}

/// What is known of a person, on the request or on a record.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The whole name.
    pub name: Cell<'a>,
    /// Earlier names.
    pub previous_names: Cell<'a>,
    /// The date of birth, such as `31 March 1985`.
    pub date_of_birth: Cell<'a>,
    /// National Insurance numbers, in groups.
    pub nino: Cell<'a>,
    /// The TRN.
    pub trn: Cell<'a>,
    /// The email address.
    pub email: Cell<'a>,
}

/// Whether a record is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// It is.
    InUse,
    /// It was deactivated.
    Deactivated,
    /// It was merged into the record with this TRN.
    MergedInto(&'a str),
}

/// How a record came to be beside the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The matching engine found it.
    Engine,
    /// A member of staff brought it in.
    Staff,
}

/// A record that may be the person's.
#[derive(Clone, Copy)]
pub struct Candidate<'a> {
    /// Its TRN, by which a decision names it.
    pub trn: &'a str,
    /// What it holds.
    pub facts: Facts<'a>,
    /// Whether it is in use.
    pub standing: Standing<'a>,
    /// Whether its holder has qualified teacher status.
    pub has_qts: bool,
    /// Whether it carries an open alert.
    pub has_open_alert: bool,
    /// What agrees and what does not, as the matching engine says it.
    pub why: &'a [&'a str],
    /// How it came here.
    pub source: Source,
    /// Whether the person may be connected to it.
    pub can_link: bool,
}

/// What the record at `index` is called on the page: A, B, C.
pub(super) fn letter(index: usize) -> String {
    match u8::try_from(index).ok().filter(|index| *index < 26) {
        Some(index) => char::from(b'A' + index).to_string(),
        None => (index + 1).to_string(),
    }
}

type Value = for<'a> fn(&Facts<'a>) -> Cell<'a>;

const ROWS: [(&str, Value); 6] = [
    ("Name", |facts| facts.name),
    ("Previous names", |facts| facts.previous_names),
    ("Date of birth", |facts| facts.date_of_birth),
    ("National Insurance number", |facts| facts.nino),
    ("TRN", |facts| facts.trn),
    ("Email", |facts| facts.email),
];

/// The request beside two records at a time, and a warning for each record that needs care.
pub(super) fn render(request: &Facts<'_>, candidates: &[Candidate<'_>]) -> Markup {
    if candidates.is_empty() {
        return html! {
            (paragraph("No record is like this person."))
            (beside(request, 0, &[]))
        };
    }
    html! {
        @for (index, candidate) in candidates.iter().enumerate() {
            @if candidate.has_open_alert {
                (warning_text::render(&format!(
                    "Record {} has an open alert. Check it before you connect anybody.",
                    letter(index),
                )))
            }
        }
        @for (chunk, candidates) in candidates.chunks(BESIDE).enumerate() {
            (beside(request, chunk * BESIDE, candidates))
        }
    }
}

fn beside(request: &Facts<'_>, first: usize, candidates: &[Candidate<'_>]) -> Markup {
    let names: Vec<String> = (first..first + candidates.len())
        .map(|index| format!("Record {}", letter(index)))
        .collect();
    let caption = match names.as_slice() {
        [] => "The request".to_owned(),
        [one] => format!("The request and {}", lower(one)),
        [one, more @ ..] => format!("The request, {} and {}", lower(one), lower(&more.join(", "))),
    };
    let mut head = vec!["Detail", "Request"];
    head.extend(names.iter().map(String::as_str));
    let mut rows: Vec<Row> = ROWS
        .iter()
        .map(|(label, value)| Row {
            heading: html! { (label) },
            cells: std::iter::once(asked(value(request)))
                .chain(candidates.iter().map(|each| held(value(&each.facts))))
                .collect(),
        })
        .collect();
    if !candidates.is_empty() {
        rows.push(of_records("Status and flags", candidates, flags));
        rows.push(of_records("Why it is here", candidates, why));
    }
    html! {
        div.app-comparison.app-comparison--alone[candidates.is_empty()] {
            (table::wide(&caption, &head, &rows))
        }
    }
}

fn lower(name: &str) -> String {
    name.replace("Record", "record")
}

fn of_records(
    label: &str,
    candidates: &[Candidate<'_>],
    cell: fn(&Candidate<'_>) -> Markup,
) -> Row {
    Row {
        heading: html! { (label) },
        cells: std::iter::once(html! { "Does not apply" })
            .chain(candidates.iter().map(cell))
            .collect(),
    }
}

fn asked(cell: Cell<'_>) -> Markup {
    html! { @if cell.value.is_empty() { "Not given" } @else { (lines(cell.value)) } }
}

fn held(cell: Cell<'_>) -> Markup {
    let value = html! {
        @if cell.value.is_empty() { "None on record" } @else { (lines(cell.value)) }
    };
    match cell.mark {
        None => value,
        Some(mark) => html! {
            (value) br;
            mark class="app-difference" { (mark.text()) }
        },
    }
}

fn lines(value: &str) -> Markup {
    html! {
        @for (index, line) in value.lines().enumerate() {
            @if index > 0 { br; }
            (visible(line))
        }
    }
}

fn flags(candidate: &Candidate<'_>) -> Markup {
    html! {
        @match candidate.standing {
            Standing::InUse => "In use",
            Standing::Deactivated => (tag::render("Deactivated", tag::Colour::Grey)),
            Standing::MergedInto(trn) => {
                (tag::render("Merged", tag::Colour::Grey)) " into " (trn)
            }
        }
        @if candidate.has_qts { br; (tag::render("QTS", tag::Colour::Blue)) }
        @if candidate.has_open_alert { br; (tag::render("Open alert", tag::Colour::Red)) }
    }
}

fn why(candidate: &Candidate<'_>) -> Markup {
    html! {
        @match candidate.source {
            Source::Engine => {}
            Source::Staff => (paragraph("Brought in by a member of staff.")),
        }
        @if candidate.why.is_empty() {
            (paragraph("Nothing agrees."))
        } @else {
            (bullets(&candidate.why.iter().map(|each| visible(each)).collect::<Vec<_>>()))
        }
    }
}
