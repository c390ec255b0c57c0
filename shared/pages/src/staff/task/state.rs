//! How a task stands, and what can be done about it.

use maud::{Markup, html};

use super::{Task, decision};
use crate::{
    components::{button, inset_text},
    parts::{csrf_field, paragraph},
    staff::{By, Frame, Outcome, Wanted, task::Decide},
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
pub(super) fn summary(state: &State<'_>) -> Markup {
    match state {
        State::Open(_) => html! {},
        State::Waiting { wanted, since, .. } => inset_text::render(&html! {
            "The person was asked for: " (Wanted::listed(wanted)) ". They were asked on " (since)
            ". You can still decide without it."
        }),
        State::Settled { by, at, outcome, delivery } => inset_text::render(&html! {
            p class="govuk-body" { (by.text()) " " (outcome.text()) }
            p class="govuk-body" { "Decided at " (at) }
            p class="govuk-body" { (email(delivery)) }
        }),
    }
}

fn email(delivery: &Delivery<'_>) -> String {
    match delivery {
        Delivery::Queued => "The email is queued.".to_owned(),
        Delivery::Sent(at) => format!("The email was sent at {at}"),
        Delivery::NotDelivered(_) => {
            "The email was not delivered. The person does not know yet.".to_owned()
        }
        Delivery::ToldAnotherWay => {
            "The email was not delivered. The person was told another way.".to_owned()
        }
        Delivery::NotNeeded => "No email was needed: the person went straight on.".to_owned(),
    }
}

/// The forms that go with how the task stands.
pub(super) fn actions(frame: &Frame<'_>, task: &Task<'_>) -> Markup {
    match &task.state {
        State::Open(Some(decide)) | State::Waiting { decide: Some(decide), .. } => {
            decision::form(frame, task.kind, task.candidates, decide)
        }
        State::Open(None) | State::Waiting { decide: None, .. } => {
            paragraph("You can look at this task. Somebody with access to decide has to decide it.")
        }
        State::Settled { delivery: Delivery::NotDelivered(Some(undelivered)), .. } => {
            after_a_bounce(frame, undelivered)
        }
        State::Settled { .. } => html! {},
    }
}

fn after_a_bounce(frame: &Frame<'_>, undelivered: &Undelivered<'_>) -> Markup {
    html! {
        h2 class="govuk-heading-m" { "Tell the person" }
        @if let Some(action) = undelivered.send_again {
            (paragraph("Send the email again if it may get through now."))
            (act(frame, action, &button::submit("Send the email again")))
        } @else {
            (paragraph("This person has asked not to be emailed. Tell them another way."))
        }
        (paragraph("If you have told them another way, say so and the task is closed."))
        (act(frame, undelivered.told, &button::secondary("The person was told another way")))
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
