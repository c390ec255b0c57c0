//! One review task: the request beside each record, the decision, and what happened so far.

mod comparison;
mod decision;
mod history;
mod news;
mod state;

use maud::{Markup, html};

use super::{
    Frame, Kind, Status, Wanted,
    layout::{self, Page, full, two_thirds},
    tasks::late,
    visible::visible,
};
use crate::{
    components::{
        error_summary,
        summary_list::{self, Row},
        tag,
    },
    parts::{heading, link, paragraph, sentence},
    words::StaffWords,
};

pub use comparison::{Candidate, Cell, Facts, Mark, Source, Standing};
pub use decision::{Chosen, Compare, CompareMistake, Decide};
pub use history::{Event, Happening};
pub use news::{Done, News, Next};
pub use state::{Delivery, State, Undelivered};

/// Something the person told us when they were asked.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// What it is.
    pub what: Wanted,
    /// What they said.
    pub value: &'a str,
    /// When, such as `9:15am on 2 September`.
    pub at: &'a str,
}

/// The task as it stands.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    /// Its reference, such as `TRN-7K4M-92QX`.
    pub reference: &'a str,
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
    /// Where the person is written to.
    pub email: &'a str,
    /// What was verified and given, the latest.
    pub request: Facts<'a>,
    /// The records that may be the person's, best first, then those that staff brought in.
    pub candidates: &'a [Candidate<'a>],
    /// What the person told us since they asked.
    pub told: &'a [Told<'a>],
    /// How it stands, with what can be done about it.
    pub state: State<'a>,
    /// *Compare another record*, for those who may decide while it is not settled.
    pub compare: Option<Compare<'a>>,
    /// What has just happened.
    pub news: Option<News<'a>>,
    /// What happened so far, newest first.
    pub history: &'a [Event<'a>],
}

/// The task, for the member of staff who is signed in.
pub fn page(frame: &Frame<'_>, task: &Task<'_>) -> Markup {
    let words = &frame.staff().about;
    let title = frame.staff().task(task.reference);
    let reference = html! { span class="app-reference" { (task.reference) } };
    let errors = errors(frame.staff(), task);
    let content = html! {
        (two_thirds(&html! {
            @if !errors.is_empty() { (error_summary::list(frame.words, &errors)) }
            @if let Some(news) = &task.news { (news::render(frame, news)) }
            h1 class="govuk-heading-l" { (frame.staff().task_heading(&reference)) }
            (paragraph(task.kind.explained(&frame.staff().kind)))
            (summary(frame, task))
            (state::summary(frame.staff(), &task.state))
            (told(frame, task.told))
        }))
        (full(&html! {
            (heading(words.compared))
            (comparison::render(frame.words, &task.request, task.candidates))
        }))
        (two_thirds(&html! {
            (state::actions(frame, task))
            @if let Some(compare) = &task.compare { (decision::compare(frame, compare)) }
        }))
        (full(&history::render(frame.staff(), task.history)))
    };
    let back = frame.signed_in.map(|signed_in| signed_in.tasks);
    let has_error = !errors.is_empty();
    layout::render(frame, Page { title: &title, back, has_error, content })
}

/// There is no such task. Served with status 404.
pub fn not_found(frame: &Frame<'_>) -> Markup {
    let words = &frame.staff().about;
    let content = html! {
        (paragraph(words.check_address))
        @if let Some(signed_in) = frame.signed_in {
            (sentence(&link(words.all_tasks, signed_in.tasks)))
        }
    };
    layout::message(frame, words.not_found, &content)
}

fn errors(words: &StaffWords, task: &Task<'_>) -> Vec<(&'static str, &'static str)> {
    let decision = task
        .state
        .decide()
        .and_then(|decide| decide.mistake)
        .map(|mistake| (mistake.message(&words.decision), mistake.control()));
    let compare = task
        .compare
        .and_then(|compare| compare.mistake)
        .map(|mistake| (mistake.message(&words.compare), decision::COMPARE_FIELD));
    decision.into_iter().chain(compare).collect()
}

fn summary(frame: &Frame<'_>, task: &Task<'_>) -> Markup {
    let (staff, words) = (frame.staff(), &frame.staff().about);
    let row = |key, value: Markup| Row { key, value, change: None };
    let status = status(&task.state);
    let due = html! { (task.due) @if task.is_late { " " (late(&staff.status)) } };
    let rows = [
        row(words.status, tag::render(status.text(&staff.status), status.colour())),
        row(words.kind, html! { (task.kind.text(&staff.kind)) }),
        row(words.from, html! { (visible(task.from)) }),
        row(words.requested, html! { (task.requested) }),
        row(words.promised, due),
        row(words.emails, html! { (visible(task.email)) }),
    ];
    summary_list::list(frame.words, &rows)
}

fn status(state: &State<'_>) -> Status {
    match state {
        State::Open(_) => Status::Open,
        State::Waiting { .. } => Status::WaitingForPerson,
        State::Settled { delivery: Delivery::NotDelivered(_), .. } => Status::EmailNotDelivered,
        State::Settled {
            delivery:
                Delivery::Queued | Delivery::Sent(_) | Delivery::ToldAnotherWay | Delivery::NotNeeded,
            ..
        } => Status::Settled,
    }
}

fn told(frame: &Frame<'_>, told: &[Told<'_>]) -> Markup {
    let (staff, words) = (frame.staff(), &frame.staff().about);
    if told.is_empty() {
        return html! {};
    }
    let rows: Vec<Row<'_>> = told
        .iter()
        .map(|told| Row {
            key: told.what.text(&staff.wanted),
            value: html! { (visible(told.value)) br; (words.given_at(told.at)) },
            change: None,
        })
        .collect();
    html! {
        (heading(words.told_since))
        (summary_list::list(frame.words, &rows))
    }
}
