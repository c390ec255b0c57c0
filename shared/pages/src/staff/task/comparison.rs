//! The request and the records side by side. What differs is marked, and says how.

use maud::{Markup, html};

use crate::{
    components::{
        table::{self, Row},
        tag, warning_text,
    },
    parts::{bullets, paragraph},
    staff::visible::visible,
    words::{SharedWords, StaffComparisonWords, Words},
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
    fn text(self, words: &StaffComparisonWords) -> &'static str {
        match self {
            Self::Different => words.different,
            Self::Similar => words.similar,
            Self::Nickname => words.nickname,
            Self::Initial => words.initial,
            Self::PreviousName => words.previous_name,
            Self::NamesSwapped => words.names_swapped,
            Self::DayAndMonthSwapped => words.day_and_month_swapped,
            Self::OneDigit => words.one_digit,
            Self::Missing => words.missing,
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

/// The request beside two records at a time, and a warning for each record that needs care.
pub(super) fn render(words: &Words, request: &Facts<'_>, candidates: &[Candidate<'_>]) -> Markup {
    let said = &words.staff.comparison;
    if candidates.is_empty() {
        return html! {
            (paragraph(said.no_record))
            (beside(words, request, 0, &[]))
        };
    }
    html! {
        @for (index, candidate) in candidates.iter().enumerate() {
            @if candidate.has_open_alert {
                (warning_text::render(words, &said.alert_warning(&letter(index))))
            }
        }
        @for (chunk, candidates) in candidates.chunks(BESIDE).enumerate() {
            (beside(words, request, chunk * BESIDE, candidates))
        }
    }
}

type Value = for<'a> fn(&Facts<'a>) -> Cell<'a>;

fn details(words: &SharedWords) -> [(&'static str, Value); 6] {
    [
        (words.name, |facts| facts.name),
        (words.previous_names, |facts| facts.previous_names),
        (words.date_of_birth, |facts| facts.date_of_birth),
        (words.nino, |facts| facts.nino),
        (words.trn, |facts| facts.trn),
        (words.email, |facts| facts.email),
    ]
}

fn beside(
    words: &Words,
    request: &Facts<'_>,
    first: usize,
    candidates: &[Candidate<'_>],
) -> Markup {
    let said = &words.staff.comparison;
    let letters: Vec<String> = (first..first + candidates.len()).map(letter).collect();
    let names: Vec<String> = letters.iter().map(|letter| said.record(letter)).collect();
    let caption = match letters.as_slice() {
        [] => said.alone.to_owned(),
        [one] => said.one(one),
        [one, two, ..] => said.two(one, two),
    };
    let mut head = vec![said.detail, said.request];
    head.extend(names.iter().map(String::as_str));
    let mut rows: Vec<Row> = details(&words.shared)
        .iter()
        .map(|(label, value)| Row {
            heading: html! { (label) },
            cells: std::iter::once(asked(said, value(request)))
                .chain(candidates.iter().map(|each| held(said, value(&each.facts))))
                .collect(),
        })
        .collect();
    if !candidates.is_empty() {
        let of_records =
            |label: &str, cell: fn(&StaffComparisonWords, &Candidate<'_>) -> Markup| {
                let cells = candidates.iter().map(|each| cell(said, each));
                let cells = std::iter::once(html! { (said.does_not_apply) }).chain(cells).collect();
                Row { heading: html! { (label) }, cells }
            };
        rows.push(of_records(said.flags, flags));
        rows.push(of_records(said.why, why));
    }
    html! {
        div.app-comparison.app-comparison--alone[candidates.is_empty()] {
            (table::wide(&caption, &head, &rows))
        }
    }
}

fn asked(words: &StaffComparisonWords, cell: Cell<'_>) -> Markup {
    html! { @if cell.value.is_empty() { (words.not_given) } @else { (lines(cell.value)) } }
}

fn held(words: &StaffComparisonWords, cell: Cell<'_>) -> Markup {
    let value = html! {
        @if cell.value.is_empty() { (words.none_on_record) } @else { (lines(cell.value)) }
    };
    match cell.mark {
        None => value,
        Some(mark) => html! {
            (value) br;
            mark class="app-difference" { (mark.text(words)) }
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

fn flags(words: &StaffComparisonWords, candidate: &Candidate<'_>) -> Markup {
    let grey = |text: &str| tag::render(text, tag::Colour::Grey);
    html! {
        @match candidate.standing {
            Standing::InUse => (words.in_use),
            Standing::Deactivated => (grey(words.deactivated)),
            Standing::MergedInto(trn) => (words.merged(&grey, trn)),
        }
        @if candidate.has_qts { br; (tag::render(words.qts, tag::Colour::Blue)) }
        @if candidate.has_open_alert { br; (tag::render(words.open_alert, tag::Colour::Red)) }
    }
}

fn why(words: &StaffComparisonWords, candidate: &Candidate<'_>) -> Markup {
    html! {
        @match candidate.source {
            Source::Engine => {}
            Source::Staff => (paragraph(words.brought_in)),
        }
        @if candidate.why.is_empty() {
            (paragraph(words.nothing_agrees))
        } @else {
            (bullets(&candidate.why.iter().map(|each| visible(each)).collect::<Vec<_>>()))
        }
    }
}
