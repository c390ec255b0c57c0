//! How a task stands, and what can be done about it.

use maud::{Markup, html};

use super::{Task, decision};
use crate::{
    components::{button, inset_text},
    parts::{csrf_field, heading, paragraph},
    staff::{By, Frame, Outcome, Wanted, task::Decide},
    words::{StaffStateWords, StaffWords},
};

/// How a task stands.
#[derive(Clone, Copy)]
pub enum State<'a> {
    /// It has to be decided. The form is there for those who may decide.
    Open(Option<Decide<'a>>),
    /// The person was asked. It can still be decided.
    Waiting {
        /// For what.
        wanted: &'a [Wanted],
        /// The day they were asked, such as `1 September`.
        since: &'a str,
        /// The form, for those who may decide.
        decide: Option<Decide<'a>>,
    },
    /// It was decided.
    Settled {
        /// By whom.
        by: By<'a>,
        /// When, such as `10:42am on 2 September`.
        at: &'a str,
        /// What.
        outcome: Outcome<'a>,
        /// What became of the email about it.
        delivery: Delivery<'a>,
    },
}

/// What became of the email about a decision.
#[derive(Clone, Copy)]
pub enum Delivery<'a> {
    /// It is about to be sent.
    Queued,
    /// It was sent, and when, such as `10:42am on 2 September`.
    Sent(&'a str),
    /// It came back. What can be done about it is there for those who may do it.
    NotDelivered(Option<Undelivered<'a>>),
    /// It came back, and the person was told another way.
    ToldAnotherWay,
    /// There is none: the person was there when it was settled.
    NotNeeded,
}

/// Where the two forms about an email that came back post to.
#[derive(Clone, Copy)]
pub struct Undelivered<'a> {
    /// *Send the email again*; none where the person asked not to be written to.
    pub send_again: Option<&'a str>,
    /// *The person was told another way*.
    pub told: &'a str,
}

impl<'a> State<'a> {
    pub(super) fn decide(&self) -> Option<&Decide<'a>> {
        match self {
            Self::Open(decide) | Self::Waiting { decide, .. } => decide.as_ref(),
            Self::Settled { .. } => None,
        }
    }
}

/// What there is to know before looking at the records.
pub(super) fn summary(staff: &StaffWords, state: &State<'_>) -> Markup {
    let words = &staff.state;
    match state {
        State::Open(_) => html! {},
        State::Waiting { wanted, since, .. } => inset_text::render(&html! {
            (words.asked_for(&Wanted::listed(staff, wanted), since))
        }),
        State::Settled { by, at, outcome, delivery } => inset_text::render(&html! {
            (paragraph(&outcome.decided(staff, *by)))
            (paragraph(&words.decided_at(at)))
            (paragraph(&email(words, delivery)))
        }),
    }
}

fn email(words: &StaffStateWords, delivery: &Delivery<'_>) -> String {
    match delivery {
        Delivery::Queued => words.queued.to_owned(),
        Delivery::Sent(at) => words.sent(at),
        Delivery::NotDelivered(_) => words.not_delivered.to_owned(),
        Delivery::ToldAnotherWay => words.told_another_way.to_owned(),
        Delivery::NotNeeded => words.not_needed.to_owned(),
    }
}

/// The forms that go with how the task stands.
pub(super) fn actions(frame: &Frame<'_>, task: &Task<'_>) -> Markup {
    match &task.state {
        State::Open(Some(decide)) | State::Waiting { decide: Some(decide), .. } => {
            decision::form(frame, task.kind, task.candidates, decide)
        }
        State::Open(None) | State::Waiting { decide: None, .. } => {
            paragraph(frame.staff().state.look)
        }
        State::Settled { delivery: Delivery::NotDelivered(Some(undelivered)), .. } => {
            after_a_bounce(frame, undelivered)
        }
        State::Settled { .. } => html! {},
    }
}

fn after_a_bounce(frame: &Frame<'_>, undelivered: &Undelivered<'_>) -> Markup {
    let words = &frame.staff().state;
    html! {
        (heading(words.tell))
        @if let Some(action) = undelivered.send_again {
            (paragraph(words.send_again))
            (act(frame, action, &button::submit(words.send_again_button)))
        } @else {
            (paragraph(words.not_by_email))
        }
        (paragraph(words.say_so))
        (act(frame, undelivered.told, &button::secondary(words.told_button)))
    }
}

fn act(frame: &Frame<'_>, action: &str, button: &Markup) -> Markup {
    html! {
        form method="post" action=(action) novalidate autocomplete="off" {
            (csrf_field(frame.csrf()))
            (button)
        }
    }
}
