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
    parts::{self, link, paragraph},
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
    let heading = format!("Review task {}", task.reference);
    let errors = errors(task);
    let content = html! {
        (two_thirds(&html! {
            @if !errors.is_empty() { (error_summary::list(&errors)) }
            @if let Some(news) = &task.news { (news::render(news)) }
            h1 class="govuk-heading-l" {
                "Review task " span class="app-reference" { (task.reference) }
            }
            (paragraph(task.kind.explained()))
            (summary(task))
            (state::summary(&task.state))
            (told(task.told))
        }))
        (full(&html! {
            h2 class="govuk-heading-m" { "Request and records" }
            (comparison::render(&task.request, task.candidates))
        }))
        (two_thirds(&html! {
            (state::actions(frame, task))
            @if let Some(compare) = &task.compare { (decision::compare(frame, compare)) }
        }))
        (full(&history::render(task.history)))
    };
    let back = frame.signed_in.map(|signed_in| signed_in.tasks);
    let has_error = !errors.is_empty();
    layout::render(frame, Page { title: &heading, back, has_error, content })
}

/// There is no such task. Served with status 404.
pub fn not_found(frame: &Frame<'_>) -> Markup {
    let content = html! {
        (paragraph("If you typed or pasted the address, check that you have all of it."))
        @if let Some(signed_in) = frame.signed_in {
            p class="govuk-body" { (link("Go to all review tasks", signed_in.tasks)) }
        }
    };
    layout::message(frame, "Task not found", &content)
}

fn errors(task: &Task<'_>) -> Vec<(&'static str, &'static str)> {
    let decision = task
        .state
        .decide()
        .and_then(|decide| decide.mistake)
        .map(|mistake| (mistake.message(), mistake.control()));
    let compare = task
        .compare
        .and_then(|compare| compare.mistake)
        .map(|mistake| (mistake.message(), decision::COMPARE_FIELD));
    decision.into_iter().chain(compare).collect()
}

fn summary(task: &Task<'_>) -> Markup {
    let row = |key, value: Markup| Row { key, value, change: None };
    let status = status(&task.state);
    summary_list::list(&[
        row("Status", tag::render(status.text(), status.colour())),
        row("Type", html! { (task.kind.text()) }),
        row("From", html! { (visible(task.from)) }),
        row("Requested", html! { (task.requested) }),
        row("Promised by", html! { (task.due) @if task.is_late { " " (late()) } }),
        row("Emails go to", html! { (visible(task.email)) }),
    ])
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

fn told(told: &[Told<'_>]) -> Markup {
    if told.is_empty() {
        return html! {};
    }
    let rows: Vec<Row<'_>> = told
        .iter()
        .map(|told| Row {
            key: told.what.text(),
            value: html! { (visible(told.value)) br; "Given at " (told.at) },
            change: None,
        })
        .collect();
    html! {
        h2 class="govuk-heading-m" { "What the person told us since" }
        (summary_list::list(&rows))
    }
}

/// The reference, kept on one line.
fn reference(reference: &str) -> Markup {
    parts::reference(reference)
}
