//! What happened to a task, newest first.

use maud::{Markup, html};

use crate::{
    components::table::{self, Row},
    staff::{By, Outcome},
};

/// Something that happened.
#[derive(Clone, Copy)]
pub struct Event<'a> {
    /// When, such as `10:42am on 2 September`.
    pub at: &'a str,
    /// Who did it.
    pub by: By<'a>,
    /// What.
    pub what: Happening<'a>,
}

/// What can happen to a task.
#[derive(Clone, Copy)]
pub enum Happening<'a> {
    /// It was raised.
    Raised,
    /// Somebody looked at it.
    Viewed,
    /// Somebody brought in the record with this TRN to compare.
    Compared(&'a str),
    /// It was decided, or the person was asked.
    Decided(Outcome<'a>),
    /// The person told us what they were asked for, or found their TRN.
    PersonAnswered,
    /// The email about it came back.
    NotDelivered,
    /// The email was sent again.
    SentAgain,
    /// The person was told another way.
    ToldAnotherWay,
}

impl Happening<'_> {
    fn text(self) -> String {
        match self {
            Self::Raised => "Raised the task".to_owned(),
            Self::Viewed => "Looked at the task".to_owned(),
            Self::Compared(trn) => format!("Brought in the record with TRN {trn}"),
            Self::Decided(outcome) => {
                let text = outcome.text();
                let (first, rest) = text.split_at(1);
                format!("{}{rest}", first.to_uppercase())
            }
            Self::PersonAnswered => "Told us more".to_owned(),
            Self::NotDelivered => "The email was not delivered".to_owned(),
            Self::SentAgain => "Had the email sent again".to_owned(),
            Self::ToldAnotherWay => "Told the person another way".to_owned(),
        }
    }
}

pub(super) fn render(events: &[Event<'_>]) -> Markup {
    let rows: Vec<Row> = events
        .iter()
        .map(|event| Row {
            heading: html! { (event.at) },
            cells: vec![html! { (event.by.text()) }, html! { (event.what.text()) }],
        })
        .collect();
    table::wide("History, newest first", &["When", "Who", "What"], &rows)
}
