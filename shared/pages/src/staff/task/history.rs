//! What happened to a task, newest first.

use maud::{Markup, html};

use crate::{
    components::table::{self, Row},
    staff::{By, Outcome},
    words::StaffWords,
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
    fn text(self, staff: &StaffWords) -> String {
        let words = &staff.history;
        match self {
            Self::Raised => words.raised.to_owned(),
            Self::Viewed => words.viewed.to_owned(),
            Self::Compared(trn) => words.compared(trn),
            Self::Decided(outcome) => outcome.text(staff),
            Self::PersonAnswered => words.answered.to_owned(),
            Self::NotDelivered => words.not_delivered.to_owned(),
            Self::SentAgain => words.sent_again.to_owned(),
            Self::ToldAnotherWay => words.told_another_way.to_owned(),
        }
    }
}

pub(super) fn render(staff: &StaffWords, events: &[Event<'_>]) -> Markup {
    let rows: Vec<Row> = events
        .iter()
        .map(|event| Row {
            heading: html! { (event.at) },
            cells: vec![html! { (event.by.text(staff)) }, html! { (event.what.text(staff)) }],
        })
        .collect();
    table::wide(staff.history.caption, staff.history.head, &rows)
}
