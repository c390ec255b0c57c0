//! *Review tasks*: the list, oldest first.

mod filter;
mod paging;

use maud::{Markup, html};

use super::{
    Frame, Kind, Status,
    layout::{self, Page, full, two_thirds},
    search,
    visible::visible,
};
use crate::{
    components::{error_summary, input, pagination, table, tag},
    parts::{link, paragraph, sentence},
    words::{StaffListWords, StaffStatusWords, StaffWords},
};

pub use filter::Filter;
pub use paging::{PER_PAGE, Paging};

/// One task of the list.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// Its reference, such as `TRN-7K4M-92QX`.
    pub reference: &'a str,
    /// Where it is.
    pub href: &'a str,
    /// What it is about.
    pub kind: Kind,
    /// The calling service the person came from.
    pub from: &'a str,
    /// The day it was asked for, such as `29 August`.
    pub requested: &'a str,
    /// The day it is promised for, such as `Friday 5 September`.
    pub due: &'a str,
    /// Whether that day has passed.
    pub is_late: bool,
    /// How it stands.
    pub status: Status,
}

/// Why a search led to no task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchMistake {
    /// Nothing was typed.
    Empty,
    /// What was typed cannot be a reference.
    Shape,
    /// No task has this reference.
    NotFound,
}

impl SearchMistake {
    /// What the member of staff is told, in the summary and beside the field.
    fn message(self, words: &StaffListWords) -> &'static str {
        match self {
            Self::Empty => words.find_empty,
            Self::Shape => words.find_shape,
            Self::NotFound => words.find_not_found,
        }
    }
}

/// The search for a reference: the form field `reference`.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// Where it posts to. Never a query: what is searched for stays out of logs and histories.
    pub action: &'a str,
    /// What was typed last time.
    pub typed: &'a str,
    /// Why that led nowhere.
    pub mistake: Option<SearchMistake>,
}

/// The list as it stands.
#[derive(Clone, Copy)]
pub struct List<'a> {
    /// The tasks of this page, oldest first.
    pub lines: &'a [Line<'a>],
    /// Which page this is.
    pub paging: Paging,
    /// What the list is narrowed to.
    pub filter: Filter<'a>,
    /// The search for a reference.
    pub search: Search<'a>,
}

/// The list, with its filter, its search and its pages.
pub fn page(frame: &Frame<'_>, list: &List<'_>) -> Markup {
    let pages = list.paging.pages();
    let (heading, words) = (frame.staff().tasks, &frame.staff().list);
    let title = if pages > 1 {
        words.title(heading, &list.paging.current().to_string(), &pages.to_string())
    } else {
        heading.to_owned()
    };
    let content = html! {
        (two_thirds(&html! {
            @if let Some(mistake) = list.search.mistake {
                (error_summary::render(frame.words, mistake.message(words), "reference"))
            }
            h1 class="govuk-heading-l" { (heading) }
        }))
        (full(&html! {
            div class="app-controls" {
                (search_form(frame, &list.search))
                (filter::form(frame.staff(), &list.filter))
            }
            (tasks(frame, list))
        }))
    };
    let has_error = list.search.mistake.is_some();
    layout::render(frame, Page { title: &title, back: None, has_error, content })
}

fn search_form(frame: &Frame<'_>, search: &Search<'_>) -> Markup {
    let words = &frame.staff().list;
    let field = input::Input {
        name: "reference",
        label: words.find,
        hint: words.find_hint,
        keyboard: input::Keyboard::Capitals,
        value: &visible(search.typed),
        error: search.mistake.map(|mistake| mistake.message(words)),
    };
    search::render(frame, search.action, &field, words.find_button)
}

fn tasks(frame: &Frame<'_>, list: &List<'_>) -> Markup {
    let words = &frame.staff().list;
    if list.lines.is_empty() {
        return if list.filter.is_set() {
            sentence(&words.no_match(&|text| link(text, list.filter.path)))
        } else {
            paragraph(words.none)
        };
    }
    let rows: Vec<table::Row> = list.lines.iter().map(|line| row(frame.staff(), line)).collect();
    let paging = list.paging;
    html! {
        (paragraph(&paging.showing(words, list.lines.len())))
        (table::wide(words.caption, words.head, &rows))
        @if paging.pages() > 1 {
            (pagination::render(frame.words, paging.current(), paging.pages(), &|number| {
                list.filter.href(number)
            }))
        }
    }
}

fn row(staff: &StaffWords, line: &Line<'_>) -> table::Row {
    table::Row {
        heading: html! {
            a class="govuk-link app-reference" href=(line.href) { (line.reference) }
        },
        cells: vec![
            html! { (line.kind.text(&staff.kind)) },
            html! { (visible(line.from)) },
            html! { (line.requested) },
            html! { (line.due) @if line.is_late { " " (late(&staff.status)) } },
            html! { (tag::render(line.status.text(&staff.status), line.status.colour())) },
        ],
    }
}

/// The promised day has passed.
pub(super) fn late(words: &StaffStatusWords) -> Markup {
    tag::render(words.late, tag::Colour::Red)
}
