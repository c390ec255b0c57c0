//! Somebody has to come back later: ourselves, GOV.UK One Login or the record store.

use maud::{Markup, html};

use crate::{
    components::button,
    frame::Frame,
    layout,
    parts::{actions, contact, link, paragraph},
};

/// What cannot be reached, and what the person can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause<'a> {
    /// We are closed as planned, until the given time, such as `9am on Monday 1 December 2025`.
    Closed {
        /// When it opens.
        until: &'a str,
    },
    /// GOV.UK One Login has closed its door to us.
    Deactivated,
    /// GOV.UK One Login is busy.
    OneLoginBusy {
        /// Another try.
        try_again: &'a str,
    },
    /// GOV.UK One Login cannot be reached, or answered with an error.
    OneLoginUnreachable {
        /// Another try.
        try_again: &'a str,
    },
    /// Our own store is slow or away.
    RecordsSlow {
        /// Another try.
        try_again: &'a str,
    },
}

impl<'a> Cause<'a> {
    fn heading(self) -> &'static str {
        match self {
            Self::Closed { .. } | Self::Deactivated => "Sorry, the service is unavailable",
            Self::OneLoginBusy { .. } => "GOV.UK One Login is busy",
            Self::OneLoginUnreachable { .. } => "We could not reach GOV.UK One Login",
            Self::RecordsSlow { .. } => "This is taking longer than usual",
        }
    }

    fn advice(self) -> Markup {
        match self {
            Self::Closed { until } => html! {
                p class="govuk-body" { "You can use it from " (until) "." }
            },
            Self::Deactivated => paragraph(
                "You cannot sign in with GOV.UK One Login here at the moment. Try again later.",
            ),
            Self::OneLoginBusy { .. } => paragraph("Wait a few minutes, then try again."),
            Self::OneLoginUnreachable { .. } => paragraph(
                "You have not been signed in, and nothing is lost. Wait a few minutes, then try again.",
            ),
            Self::RecordsSlow { .. } => paragraph(
                "We could not look at your answer yet. Wait a minute, then try again. You may need to \
                 enter your last answer again.",
            ),
        }
    }

    fn try_again(self) -> Option<&'a str> {
        match self {
            Self::Closed { .. } | Self::Deactivated => None,
            Self::OneLoginBusy { try_again }
            | Self::OneLoginUnreachable { try_again }
            | Self::RecordsSlow { try_again } => Some(try_again),
        }
    }
}

/// The page. `go_back` leads to the calling service, where it is known.
pub fn page(frame: &Frame<'_>, cause: Cause<'_>, go_back: Option<&str>) -> Markup {
    let back = go_back.map(|href| link(&format!("Go back to {}", frame.client_name()), href));
    let content = html! {
        (cause.advice())
        p class="govuk-body" { "If you need help, email " (contact(frame.support)) "." }
        @match (cause.try_again(), back) {
            (Some(href), back) => {
                (actions(&button::link("Try again", href), &back.unwrap_or_default()))
            }
            (None, Some(back)) => p class="govuk-body" { (back) }
            (None, None) => {}
        }
    };
    layout::headed(frame, cause.heading(), &content)
}
