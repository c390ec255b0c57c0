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
    parts::{link, paragraph},
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
    pub fn message(self) -> &'static str {
        match self {
            Self::Empty => "Enter a reference",
            Self::Shape => "Enter a reference in the correct format, like TRN-7K4M-92QX",
            Self::NotFound => "There is no task with this reference",
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

const HEADING: &str = "Review tasks";

/// The list, with its filter, its search and its pages.
pub fn page(frame: &Frame<'_>, list: &List<'_>) -> Markup {
    let pages = list.paging.pages();
    let title = if pages > 1 {
        format!("{HEADING} (page {} of {pages})", list.paging.current())
    } else {
        HEADING.to_owned()
    };
    let content = html! {
        (two_thirds(&html! {
            @if let Some(mistake) = list.search.mistake {
                (error_summary::render(mistake.message(), "reference"))
            }
            h1 class="govuk-heading-l" { (HEADING) }
        }))
        (full(&html! {
            div class="app-controls" {
                (search_form(frame, &list.search))
                (filter::form(&list.filter))
            }
            (tasks(list))
        }))
    };
    let has_error = list.search.mistake.is_some();
    layout::render(frame, Page { title: &title, back: None, has_error, content })
}

fn search_form(frame: &Frame<'_>, search: &Search<'_>) -> Markup {
    let field = input::Input {
        name: "reference",
        label: "Find a task by its reference",
        hint: "For example, TRN-7K4M-92QX",
        keyboard: input::Keyboard::Capitals,
        value: &visible(search.typed),
        error: search.mistake.map(SearchMistake::message),
    };
    search::render(search.action, frame.csrf(), &field, "Find")
}

fn tasks(list: &List<'_>) -> Markup {
    if list.lines.is_empty() {
        return if list.filter.is_set() {
            html! {
                p class="govuk-body" {
                    "No tasks match these filters. " (link("Clear filters", list.filter.path))
                }
            }
        } else {
            paragraph("No tasks to do.")
        };
    }
    let rows: Vec<table::Row> = list.lines.iter().map(row).collect();
    let paging = list.paging;
    html! {
        p class="govuk-body" { (paging.showing(list.lines.len())) }
        (table::wide(
            "Tasks",
            &["Task", "Type", "From", "Requested", "Due", "Status"],
            &rows,
        ))
        @if paging.pages() > 1 {
            (pagination::render(paging.current(), paging.pages(), &|number| list.filter.href(number)))
        }
    }
}

fn row(line: &Line<'_>) -> table::Row {
    table::Row {
        heading: html! {
            a class="govuk-link app-reference" href=(line.href) { (line.reference) }
        },
        cells: vec![
            html! { (line.kind.text()) },
            html! { (visible(line.from)) },
            html! { (line.requested) },
            html! { (line.due) @if line.is_late { " " (late()) } },
            html! { (tag::render(line.status.text(), line.status.colour())) },
        ],
    }
}

/// The promised day has passed.
pub(super) fn late() -> Markup {
    tag::render("Late", tag::Colour::Red)
}
